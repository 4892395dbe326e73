import {textsOf} from '../../shared/json.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpotReply} from '../call-types.js'
import {isUnknownObjectType} from '../portal/call-for-body.js'
import {readRefusal} from '../refusals/read-refusal.js'
import type {PropertyLookup, Refusal} from '../refusals/refusal-types.js'
import type {WriteInput} from '../write-input.js'
import type {Outcome, WriteVerdict} from './batch-types.js'
import {normaliseKey} from './normalise-key.js'
import {readUpsertReply} from './upsert-verdict.js'

/** What a reply to a batch update says of each of its inputs: as for an upsert, but a record may be missing. */
export function readUpdateReply(
  inputs: readonly WriteInput[],
  reply: HubSpotReply,
  lookup?: PropertyLookup,
): WriteVerdict {
  const {category, message} = readErrorReply(reply.body)
  const isMissing = reply.status === 404 && category === 'OBJECT_NOT_FOUND' && !isUnknownObjectType(message)
  if (!isMissing) return readUpsertReply(inputs, reply, lookup)
  const {status, correlationId} = reply
  return {kind: 'whole-batch', refusal: readRefusal({category, message}, {status, correlationId})}
}

/**
 * The inputs that a refused request names as having no record; nothing of it was written. Source:
 * docs/hubspot-api.md#batch-writes: `context.missingObjectPropertyValueCoordinates`, texts that end in
 * `tenant_id:VALUE`. A text that may mean two inputs names neither: the refusal is then taken apart.
 */
export function namedAsMissing(inputs: readonly WriteInput[], {status, body}: HubSpotReply): WriteInput[] {
  if (status < 400) return []
  const {context} = readErrorReply(body)
  const named = textsOf(context['missingObjectPropertyValueCoordinates']).flatMap(
    text => inputNamedBy(text, inputs) ?? [],
  )
  return inputs.filter(input => named.includes(input))
}

/**
 * A key may end another one, with a colon before it (`17`, `Shop:17`), and HubSpot may have changed its case: of
 * several that fit, property and value together tell them apart, as a rule.
 */
function inputNamedBy(coordinates: string, inputs: readonly WriteInput[]): WriteInput | undefined {
  const normal = normaliseKey(coordinates)
  const candidates = inputs.filter(({id}) => normal.endsWith(`:${normaliseKey(id)}`))
  if (candidates.length < 2) return candidates[0]
  const exact = candidates.filter(({id, idProperty}) => isAtWordStart(coordinates, `${idProperty}:${id}`))
  if (exact.length > 0) return onlyOf(exact)
  return onlyOf(candidates.filter(({id, idProperty}) => isAtWordStart(normal, normaliseKey(`${idProperty}:${id}`))))
}

/** `property:value` at the end, and no longer name in front of it. */
function isAtWordStart(coordinates: string, ending: string): boolean {
  const before = coordinates.at(-ending.length - 1)
  return coordinates.endsWith(ending) && (before === undefined || !/[\w-]/.test(before))
}

function onlyOf(inputs: readonly WriteInput[]): WriteInput | undefined {
  return inputs.length === 1 ? inputs[0] : undefined
}

/** In our words, since HubSpot's name no key. */
export function notFound(
  {id, idProperty}: WriteInput,
  {status, correlationId}: Pick<Refusal, 'status' | 'correlationId'>,
): Outcome {
  const problem = {
    code: 'NOT_FOUND' as const,
    property: idProperty,
    value: id,
    message: `No record has ${idProperty} "${id}"; there is nothing to update.`,
  }
  return {
    kind: 'refused',
    refusal: {...problem, status, problems: [problem], ...(correlationId !== undefined && {correlationId})},
  }
}
