import type {
  Outcome,
  Refused,
  Unmentioned,
  WriteRemark,
  WriteVerdict,
  Written,
} from '../../hubspot/batch/batch-types.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {RejectCode} from '../../rows/reject-code.js'
import type {MappedRow} from '../../rows/rows.js'
import type {HoldsValue} from '../modes/holds-values.js'
import type {PendingInput} from './fold.js'
import {type NotStored, notStoredIn} from './not-stored.js'

/*
 * A reply on its way to settled rows changes its type six times:
 *
 *     HubSpotReply    a status and a body                                          hubspot/call-types
 *  1. JoinedReply     which entry of the body is whose                             hubspot/batch/join-reply
 *  2. WriteVerdict   an Outcome for each input, or one word for the whole request hubspot/batch/*-verdict
 *  3. WriteAnswer    the same, and whether an attempt may commit later            push/modes
 *  4. InputOutcome    the Outcome beside its input; unmentioned ones are asked for until they are certain
 *                                                                                  push/send/send-inputs
 *  5. BlamedRow       of a refused input, the rows that are to blame               push/send/attribute-refusal
 *  6. Settled         one ack or reject a row                                      push/send/settled-rows
 */

interface OfInput {
  readonly input: PendingInput
  /** Values that the record does not hold, as far as the reply, or a read, shows. Absent when there are none. */
  readonly notStored?: readonly NotStored[]
}

/** An input and what one answer says of it. */
export type RawOutcome = Outcome & OfInput

/** Until it is confirmed or sent again, an input that HubSpot's answer did not mention. */
export type UnmentionedInput = Unmentioned & OfInput

export type WrittenInput = Written & OfInput

export type RefusedInput = Refused & OfInput

/** An input and what has become of it for certain. */
export type InputOutcome = WrittenInput | RefusedInput

/** What is seen while inputs are sent. */
export type Observation =
  /** HubSpot answered, or failed to. `fateUnknown`: an attempt of these inputs may commit later than that. */
  | {readonly kind: 'answered'; readonly inputs: readonly PendingInput[]; readonly fateUnknown: boolean}
  /** HubSpot wrote values with something to say about them. */
  | {readonly kind: 'remarked'; readonly remarks: readonly WriteRemark[]}
  /** A request was refused as a whole and is being taken apart. */
  | {readonly kind: 'isolating'; readonly inputs: readonly PendingInput[]; readonly refusal: Refusal}
  /** Two keys of one request turned out to be one record; in file order. */
  | {readonly kind: 'shared'; readonly inputs: readonly PendingInput[]; readonly recordId: string}

/**
 * Returns a `T`, and yields what is seen on the way: each observation is heard before the next request leaves, and also
 * where there is no `T` in the end but an error.
 */
export type Observed<T> = AsyncGenerator<Observation, T, undefined>

/** The `T`; `hear` gets each observation as it is made. */
export async function observed<T>(
  sending: Observed<T>,
  hear: (observation: Observation) => void = () => {},
): Promise<T> {
  let step = await sending.next()
  for (; step.done !== true; step = await sending.next()) hear(step.value)
  return step.value
}

export function rawOutcomes(
  inputs: readonly PendingInput[],
  {outcomes}: WriteVerdict & {readonly kind: 'per-input'},
  keeps: HoldsValue,
): RawOutcome[] {
  return inputs.map((input, index) => {
    const outcome = outcomes[index] ?? {kind: 'unmentioned'}
    return outcome.kind === 'written' ? writtenInput(input, outcome, keeps) : {...outcome, input}
  })
}

/** Spelled out where nothing is to be said of the values: that is nearly every row, and a spread costs it more. */
function writtenInput(input: PendingInput, outcome: Written, keeps: HoldsValue): WrittenInput {
  const {kind, recordId, created, createdAt, shown} = outcome
  if (recordId !== undefined && shown === undefined)
    return created && createdAt !== undefined
      ? {kind, input, recordId, created, createdAt}
      : {kind, input, recordId, created}
  const notStored = shown === undefined ? [] : notStoredIn(input.properties, shown, keeps)
  return notStored.length === 0 ? {...outcome, input} : {...outcome, input, notStored}
}

export function refuseAll(inputs: readonly PendingInput[], refusal: Refusal): RefusedInput[] {
  return inputs.map(input => ({kind: 'refused', input, refusal}))
}

export function isUnmentioned(outcome: RawOutcome): outcome is UnmentionedInput {
  return outcome.kind === 'unmentioned'
}

/** Of two inputs that are one record, the reply to one may show what the other wrote. */
export function withoutNotStored({notStored: _, ...outcome}: InputOutcome): InputOutcome {
  return outcome
}

export function firstRow({rows}: {readonly rows: readonly MappedRow[]}): number {
  return rows[0]?.row ?? 0
}

/**
 * Ids as HubSpot's duplicate check may see them: whether it folds case is not established
 * (docs/hubspot-api.md#partial-failure).
 */
export function foldId(id: string): string {
  return id.trim().toLowerCase()
}

/** Record id → the inputs it was written through, in file order; only those with more than one. */
export function sharedRecords(outcomes: readonly InputOutcome[]): Map<string, PendingInput[]> {
  const byRecord = new Map<string, PendingInput>()
  const shared = new Map<string, PendingInput[]>()
  for (const outcome of outcomes) {
    if (outcome.kind !== 'written' || outcome.recordId === undefined) continue
    const {recordId, input} = outcome
    const first = byRecord.get(recordId)
    if (first === undefined) byRecord.set(recordId, input)
    else shared.set(recordId, [...(shared.get(recordId) ?? [first]), input])
  }
  for (const inputs of shared.values()) inputs.sort((a, b) => firstRow(a) - firstRow(b))
  return shared
}

/**
 * The refusal when every input of a request was refused with this code for the same property: then it is the run that
 * is wrong, not a row.
 */
export function everyInputRefusedFor(code: RejectCode, outcomes: readonly Outcome[]): Refusal | undefined {
  const [first] = outcomes
  if (first?.kind !== 'refused') return undefined
  const {property} = first.refusal
  const isSame = outcomes.every(
    outcome => outcome.kind === 'refused' && outcome.refusal.code === code && outcome.refusal.property === property,
  )
  return isSame ? first.refusal : undefined
}
