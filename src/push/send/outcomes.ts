import type {InputVerdict, UpsertVerdict} from '../../hubspot/batch/batch-types.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {RejectCode} from '../../rows/reject-code.js'
import type {HoldsValue} from '../modes/holds-values.js'
import type {PendingInput} from './fold.js'
import {type NotStored, notStoredIn} from './not-stored.js'

export type InputOutcome =
  | {
      readonly kind: 'written'
      readonly input: PendingInput
      readonly recordId?: string
      readonly created: boolean
      /** Values that the record does not hold, as far as the reply, or a read, shows. Absent when there are none. */
      readonly notStored?: readonly NotStored[]
    }
  | {readonly kind: 'refused'; readonly input: PendingInput; readonly refusal: Refusal}

/** Until it is confirmed or sent again, an input that HubSpot's answer did not mention. */
export interface Unmentioned {
  readonly kind: 'unmentioned'
  readonly input: PendingInput
  /** The answer held a refusal that names no input: it may be this one's. */
  readonly isSuspect: boolean
  /** Of the whole answer: records that were written by inputs which it does not name. */
  readonly writtenIds?: readonly string[]
}

export type RawOutcome = InputOutcome | Unmentioned

export function rawOutcomes(
  inputs: readonly PendingInput[],
  answer: UpsertVerdict & {kind: 'per-input'},
  keeps: HoldsValue,
): RawOutcome[] {
  const {verdicts, warnings = [], unjoinedIds = []} = answer
  return inputs.map((input, index) => {
    const verdict = verdicts[index]
    if (verdict?.kind === 'written') return writtenOutcome(input, verdict, keeps)
    if (verdict?.kind === 'refused') return {...verdict, input}
    return {kind: 'unmentioned', input, isSuspect: warnings.length > 0, writtenIds: unjoinedIds}
  })
}

function writtenOutcome(
  input: PendingInput,
  {kind, created, recordId, shown}: InputVerdict & {kind: 'written'},
  keeps: HoldsValue,
): InputOutcome {
  const notStored = shown === undefined ? [] : notStoredIn(input.properties, shown, keeps)
  return {kind, input, created, ...(recordId !== undefined && {recordId}), ...(notStored.length > 0 && {notStored})}
}

export function refuseAll(inputs: readonly PendingInput[], refusal: Refusal): RawOutcome[] {
  return inputs.map(input => ({kind: 'refused', input, refusal}))
}

/** Of two inputs that are one record, the reply to one may show what the other wrote. */
export function withoutRemarks(outcome: InputOutcome): InputOutcome {
  if (outcome.kind !== 'written') return outcome
  const {notStored: _, ...others} = outcome
  return others
}

export function firstRow(input: PendingInput): number {
  return input.rows[0]?.row ?? 0
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
  const byRecord = new Map<string, PendingInput[]>()
  for (const outcome of outcomes) {
    if (outcome.kind !== 'written' || outcome.recordId === undefined) continue
    const inputs = byRecord.get(outcome.recordId)
    if (inputs === undefined) byRecord.set(outcome.recordId, [outcome.input])
    else inputs.push(outcome.input)
  }
  for (const [recordId, inputs] of byRecord) {
    if (inputs.length === 1) byRecord.delete(recordId)
    else inputs.sort((a, b) => firstRow(a) - firstRow(b))
  }
  return byRecord
}

interface MaybeRefused {
  readonly kind: string
  readonly refusal?: Refusal
}

/**
 * The refusal when every input of a request was refused with this code for the same property: then it is the run that
 * is wrong, not a row.
 */
export function everyInputRefusedFor(code: RejectCode, outcomes: readonly MaybeRefused[]): Refusal | undefined {
  const first = outcomes[0]?.refusal
  if (first === undefined || first.code !== code) return undefined
  const same = outcomes.every(({refusal}) => refusal?.code === code && refusal.property === first.property)
  return same ? first : undefined
}
