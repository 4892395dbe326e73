import type {HubSpotReply} from '../call-types.js'
import {CONTACT_EMAIL} from '../portal/standard-objects.js'
import type {PropertyLookup, Refusal} from '../refusals/refusal-types.js'
import type {WriteInput} from '../write-input.js'
import type {Outcome, WriteVerdict} from './batch-types.js'
import {readUpsertReply} from './upsert-verdict.js'

/**
 * What a reply to a batch create says of each of its inputs: as for an upsert, but a key that is taken is
 * ALREADY_EXISTS.
 */
export function readCreateReply(
  inputs: readonly WriteInput[],
  reply: HubSpotReply,
  lookup?: PropertyLookup,
): WriteVerdict {
  const verdict = readUpsertReply(inputs, reply, lookup)
  const [only, ...others] = inputs
  if (verdict.kind === 'whole-batch' && only !== undefined && others.length === 0) {
    return {kind: 'per-input', outcomes: [createOutcome(only, {kind: 'refused', refusal: verdict.refusal})]}
  }
  if (verdict.kind !== 'per-input') return verdict
  return {
    ...verdict,
    outcomes: inputs.map((input, index) => createOutcome(input, verdict.outcomes[index] ?? {kind: 'unmentioned'})),
  }
}

function createOutcome(input: WriteInput, verdict: Outcome): Outcome {
  if (verdict.kind === 'written') return {...verdict, created: true}
  if (verdict.kind !== 'refused' || !isKeyTaken(input, verdict.refusal)) return verdict
  return alreadyExists(input, verdict.refusal)
}

/**
 * A conflict of contacts names no property: `Contact already exists` is said of e-mails (docs/hubspot-api.md#refusals).
 */
function isKeyTaken({idProperty}: WriteInput, {code, property}: Refusal): boolean {
  return (
    code === 'CONFLICT' && (property === undefined ? idProperty === CONTACT_EMAIL.property : property === idProperty)
  )
}

export function alreadyExists(
  {id, idProperty}: WriteInput,
  {status, correlationId, existingId}: Pick<Refusal, 'status' | 'correlationId' | 'existingId'>,
): Outcome & {readonly kind: 'refused'} {
  const which = existingId === undefined ? '' : ` (record ${existingId})`
  const problem = {
    code: 'ALREADY_EXISTS' as const,
    property: idProperty,
    value: id,
    message: `A record${which} already has ${idProperty} "${id}".`,
  }
  const more = {...(correlationId !== undefined && {correlationId}), ...(existingId !== undefined && {existingId})}
  return {kind: 'refused', refusal: {...problem, status, problems: [problem], ...more}}
}
