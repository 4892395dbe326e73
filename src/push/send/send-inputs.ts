import {AppError} from '../../errors/app-error.js'
import type {UpsertVerdict, WriteRemark} from '../../hubspot/batch/batch-types.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {UpsertInput} from '../../hubspot/write-input.js'
import {type HoldsValue, holdsExactly} from '../modes/holds-values.js'
import type {UpsertAnswer, UpsertPort} from '../modes/write-port.js'
import {AlikeRefusals} from './alike-refusals.js'
import {accountFor} from './confirm-unmentioned.js'
import type {PendingInput} from './fold.js'
import type {NotStored} from './not-stored.js'
import {
  everyInputRefusedFor,
  firstRow,
  foldId,
  type InputOutcome,
  type RawOutcome,
  rawOutcomes,
  refuseAll,
  sharedRecords,
  withoutRemarks,
} from './outcomes.js'

/** Inputs of distinct keys → one outcome each, in any order. Throws AppError for what ends the run. */
export type SendInputs = (inputs: readonly PendingInput[]) => Promise<readonly InputOutcome[]>

export interface SendInputsPorts {
  readonly api: UpsertPort
  readonly idProperty: string
  /** How a record is compared with what was sent; default: letter for letter. */
  readonly holds?: HoldsValue
  /** Whether a record keeps a value that was sent; default: as `holds`. */
  readonly keeps?: HoldsValue
  /** Each input makes a record, or is refused; default false. */
  readonly makesRecords?: boolean
  /** A request was refused as a whole and is being taken apart. */
  readonly onIsolating?: (inputs: readonly PendingInput[], refusal: Refusal) => void
  /**
   * After each answer, or failing that. `fateUnknown`: an attempt of these inputs may commit later than its answer
   * says.
   */
  readonly onAnswer?: (inputs: readonly PendingInput[], fateUnknown: boolean) => void
  readonly onWritten?: (input: PendingInput) => void
  readonly onRefused?: (input: PendingInput) => void
  readonly onNotStored?: (values: readonly NotStored[]) => void
  /** HubSpot wrote values with something to say about them. */
  readonly onRemarks?: (remarks: readonly WriteRemark[]) => void
  /** Two keys of one request turned out to be one record. */
  readonly onSharedRecord?: (inputs: readonly PendingInput[], recordId: string) => void
}

/**
 * Turns requests into one certain outcome an input, whatever HubSpot leaves out. Keeps two things between calls:
 * `sendsKey` and `refusedAlike`.
 */
export function createSendInputs(ports: SendInputsPorts): SendInputs {
  const {api, idProperty, makesRecords = false, holds = holdsExactly, keeps = holds} = ports
  /**
   * An e-mail key is left out of `properties` (the id sets it): sent there, it would make an additional e-mail of a
   * contact its primary one (docs/hubspot-api.md#contact-e-mails). Only when replies turn out to name neither trace id
   * nor key is it sent, so that they can be joined.
   */
  let sendsKey = idProperty !== 'email' || makesRecords
  /**
   * A record that is there may be anybody's: of rows that make records only the next attempt can tell, for it looks for
   * its own.
   */
  const confirming: UpsertPort = makesRecords ? {...api, read: async () => new Map()} : api

  /** What ends the run; other requests that are being taken apart end with it. */
  let refusedAlike: AppError | undefined
  const accounting = {api: confirming, attempt, holds, keeps}

  async function settle(inputs: readonly PendingInput[]): Promise<readonly InputOutcome[]> {
    const first = await attempt(inputs, new AlikeRefusals())
    stopWhenStructural(inputs, first)
    const outcomes = first.filter(outcome => outcome.kind !== 'unmentioned')
    const unmentioned = first.filter(outcome => outcome.kind === 'unmentioned')
    outcomes.push(...(await accountFor(unmentioned, accounting)))
    const ordered = await keepOrderOfSharedRecords(outcomes)
    for (const outcome of ordered) {
      ;(outcome.kind === 'written' ? ports.onWritten : ports.onRefused)?.(outcome.input)
      if (outcome.kind === 'written' && outcome.notStored !== undefined) ports.onNotStored?.(outcome.notStored)
    }
    return ordered
  }

  async function attempt(inputs: readonly PendingInput[], alike?: AlikeRefusals): Promise<RawOutcome[]> {
    if (refusedAlike !== undefined) throw refusedAlike
    const {verdict} = await upsert(inputs)
    switch (verdict.kind) {
      case 'structural':
        throw verdict.error
      case 'per-input':
        return watched(rawOutcomes(inputs, verdict, keeps), alike)
      case 'duplicate-ids':
        return inputs.length === 1 ? refuseAll(inputs, verdict.refusal) : sendApart(inputs, verdict)
      case 'whole-batch':
        return inputs.length === 1
          ? watched(refuseAll(inputs, verdict.refusal), alike)
          : bisect(inputs, verdict.refusal, alike)
    }
  }

  /** Throws when single rows are refused alike. */
  function watched(outcomes: RawOutcome[], alike: AlikeRefusals | undefined): RawOutcome[] {
    for (const outcome of outcomes) {
      if (outcome.kind === 'written') alike?.saw()
      const error =
        outcome.kind === 'refused' ? alike?.refused(toUpsertInput(outcome.input), outcome.refusal) : undefined
      refusedAlike ??= error
      if (error !== undefined) throw error
    }
    return outcomes
  }

  async function upsert(inputs: readonly PendingInput[]): Promise<UpsertAnswer> {
    const answer = await api.upsert(inputs.map(toUpsertInput)).catch(error => {
      ports.onAnswer?.(inputs, true)
      throw error
    })
    ports.onAnswer?.(inputs, answer.fateUnknown)
    if (answer.verdict.kind === 'per-input') {
      const {hasKeylessResults, remarks} = answer.verdict
      if (hasKeylessResults) sendsKey = true
      if (remarks !== undefined) ports.onRemarks?.(remarks)
    }
    return answer
  }

  function toUpsertInput(input: PendingInput): UpsertInput {
    const {[idProperty]: _key, ...others} = input.properties
    return {
      id: input.key,
      idProperty,
      properties: sendsKey ? input.properties : others,
      objectWriteTraceId: String(input.rows[0]?.row),
    }
  }

  /**
   * Nothing of a request refused as a whole was written (docs/hubspot-api.md#partial-failure), so halves are sent until
   * the culprits stand alone. When the first half passes, a culprit is in the second: it is halved without being asked
   * about, which keeps one culprit in 100 within 15 requests.
   */
  async function bisect(
    inputs: readonly PendingInput[],
    refusal: Refusal,
    alike?: AlikeRefusals,
  ): Promise<RawOutcome[]> {
    ports.onIsolating?.(inputs, refusal)
    const middle = Math.ceil(inputs.length / 2)
    const first = await attempt(inputs.slice(0, middle), alike)
    const secondHalf = inputs.slice(middle)
    const firstIsClean = first.every(outcome => outcome.kind === 'written')
    const second =
      firstIsClean && secondHalf.length > 1
        ? await bisect(secondHalf, refusal, alike)
        : await attempt(secondHalf, alike)
    return [...first, ...second]
  }

  /** HubSpot takes some ids for one although we did not: those go one by one, in file order, after all the others. */
  async function sendApart(
    inputs: readonly PendingInput[],
    verdict: UpsertVerdict & {kind: 'duplicate-ids'},
  ): Promise<RawOutcome[]> {
    const named = new Set(verdict.ids.map(foldId))
    const alone = inputs.filter(input => named.has(foldId(input.key))).sort((a, b) => firstRow(a) - firstRow(b))
    if (alone.length === 0) return bisect(inputs, verdict.refusal)
    const others = inputs.filter(input => !named.has(foldId(input.key)))
    const outcomes = others.length > 0 ? await attempt(others) : []
    for (const input of alone) outcomes.push(...(await attempt([input])))
    return outcomes
  }

  /** HubSpot applied both in an order of its own: all but the earliest are sent again, one by one, in file order. */
  async function keepOrderOfSharedRecords(outcomes: readonly InputOutcome[]): Promise<readonly InputOutcome[]> {
    const again = new Map<PendingInput, InputOutcome>()
    const shared = new Set<PendingInput>()
    for (const [recordId, inputs] of sharedRecords(outcomes)) {
      ports.onSharedRecord?.(inputs, recordId)
      for (const input of inputs) shared.add(input)
      for (const input of inputs.slice(1)) {
        const [raw] = await attempt([input])
        const [outcome] = raw?.kind === 'unmentioned' ? await accountFor([raw], accounting) : [raw]
        if (outcome !== undefined) again.set(input, outcome)
      }
    }
    return again.size === 0
      ? outcomes
      : outcomes.map(
          outcome => again.get(outcome.input) ?? (shared.has(outcome.input) ? withoutRemarks(outcome) : outcome),
        )
  }

  function stopWhenStructural(inputs: readonly PendingInput[], outcomes: readonly RawOutcome[]): void {
    const refusal = everyInputRefusedFor('UNKNOWN_PROPERTY', outcomes)
    if (
      refusal?.property === undefined ||
      !inputs.every(input => input.properties[refusal.property ?? ''] !== undefined)
    )
      return
    throw new AppError('UNKNOWN_PROPERTY', `HubSpot refused all rows of a request: ${refusal.message}`, {
      next: [
        'hubspot-push objects',
        `hubspot-push push … --ignore COLUMN     leaves out the column for ${refusal.property}`,
      ],
    })
  }

  return settle
}
