import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import type {WriteVerdict} from '../../hubspot/batch/batch-types.js'
import {CONTACT_EMAIL} from '../../hubspot/portal/standard-objects.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {WriteInput} from '../../hubspot/write-input.js'
import {type HoldsValue, holdsExactly} from '../modes/holds-values.js'
import type {WriteAnswer, WritePort} from '../modes/write-port.js'
import {AlikeRefusals} from './alike-refusals.js'
import {type ConfirmPorts, confirmUnmentioned} from './confirm-unmentioned.js'
import type {PendingInput} from './fold.js'
import {
  everyInputRefusedFor,
  firstRow,
  foldId,
  type InputOutcome,
  type Observed,
  type RawOutcome,
  rawOutcomes,
  refuseAll,
  sharedRecords,
  withoutNotStored,
} from './outcomes.js'

/** Inputs of distinct keys → one outcome each, in any order. Throws AppError for what ends the run. */
export type SendInputs = (inputs: readonly PendingInput[]) => Promise<readonly InputOutcome[]>

export interface InputSenderOptions {
  readonly api: WritePort
  readonly idProperty: string
  /** How a record is compared with what was sent; default: letter for letter. */
  readonly holds?: HoldsValue
  /** Whether a record keeps a value that was sent; default: as `holds`. */
  readonly keeps?: HoldsValue
  /** Each input makes a record, or is refused; default false. */
  readonly makesRecords?: boolean
}

/** Turns requests into one certain outcome an input, whatever HubSpot leaves out; says on the way what it sees. */
export class InputSender {
  readonly #api: WritePort
  readonly #idProperty: string
  readonly #keeps: HoldsValue
  readonly #confirming: ConfirmPorts
  /**
   * An e-mail key is left out of `properties` (the id sets it): sent there, it would make an additional e-mail of a
   * contact its primary one (docs/hubspot-api.md#contact-e-mails). Only when replies turn out to name neither trace id
   * nor key is it sent, so that they can be joined.
   */
  #sendsKey: boolean
  /** What ends the run; other requests that are being taken apart end with it. */
  #refusedAlike: AppError | undefined

  constructor({api, idProperty, makesRecords = false, holds = holdsExactly, keeps = holds}: InputSenderOptions) {
    this.#api = api
    this.#idProperty = idProperty
    this.#keeps = keeps
    this.#sendsKey = idProperty !== CONTACT_EMAIL.property || makesRecords
    // A record that is there may be anyone's: of rows that make records only the next attempt can tell, for it looks
    // for its own.
    const read: WritePort['read'] = makesRecords ? async () => new Map() : (...query) => api.read(...query)
    this.#confirming = {read, attempt: inputs => this.#attempt(inputs), holds, keeps}
  }

  /** Inputs of distinct keys → one outcome each, in any order. Throws AppError for what ends the run. */
  async *send(inputs: readonly PendingInput[]): Observed<readonly InputOutcome[]> {
    const outcomes = yield* this.#attempt(inputs, new AlikeRefusals())
    endWhereRunIsWrong(inputs, outcomes)
    return yield* this.#inOrderOfShared(yield* confirmUnmentioned(outcomes, this.#confirming))
  }

  /** Sends inputs together, and apart where HubSpot refuses them as a whole. */
  async *#attempt(inputs: readonly PendingInput[], alike?: AlikeRefusals): Observed<RawOutcome[]> {
    if (this.#refusedAlike !== undefined) throw this.#refusedAlike
    const verdict = yield* this.#request(inputs)
    switch (verdict.kind) {
      case 'structural':
        throw verdict.error
      case 'per-input':
        return this.#watched(rawOutcomes(inputs, verdict, this.#keeps), alike)
      case 'duplicate-ids':
        return inputs.length === 1 ? refuseAll(inputs, verdict.refusal) : yield* this.#sendApart(inputs, verdict)
      case 'whole-batch':
        return inputs.length === 1
          ? this.#watched(refuseAll(inputs, verdict.refusal), alike)
          : yield* this.#bisect(inputs, verdict.refusal, alike)
    }
  }

  async *#request(inputs: readonly PendingInput[]): Observed<WriteVerdict> {
    let answer: WriteAnswer
    try {
      answer = await this.#api.write(inputs.map(input => this.#toWriteInput(input)))
    } catch (error) {
      yield {kind: 'answered', inputs, fateUnknown: true}
      throw error
    }
    const {verdict, fateUnknown} = answer
    yield {kind: 'answered', inputs, fateUnknown}
    if (verdict.kind === 'per-input') {
      const {hasKeylessResults, remarks} = verdict
      if (hasKeylessResults) this.#sendsKey = true
      if (remarks !== undefined) yield {kind: 'remarked', remarks}
    }
    return verdict
  }

  #toWriteInput(input: PendingInput): WriteInput {
    const {[this.#idProperty]: _key, ...others} = input.properties
    return {
      id: input.key,
      idProperty: this.#idProperty,
      properties: this.#sendsKey ? input.properties : others,
      objectWriteTraceId: String(input.rows[0]?.row),
    }
  }

  /** Throws when single rows are refused alike. */
  #watched(outcomes: RawOutcome[], alike: AlikeRefusals | undefined): RawOutcome[] {
    for (const outcome of outcomes) {
      if (outcome.kind === 'written') alike?.saw()
      if (outcome.kind !== 'refused') continue
      const error = alike?.refused(this.#toWriteInput(outcome.input), outcome.refusal)
      this.#refusedAlike ??= error
      if (error !== undefined) throw error
    }
    return outcomes
  }

  /**
   * Nothing of a request refused as a whole was written (docs/hubspot-api.md#partial-failure), so halves are sent until
   * the culprits stand alone. When the first half passes, a culprit is in the second: it is halved without being asked
   * about, which keeps one culprit in 100 within 15 requests.
   */
  async *#bisect(inputs: readonly PendingInput[], refusal: Refusal, alike?: AlikeRefusals): Observed<RawOutcome[]> {
    yield {kind: 'isolating', inputs, refusal}
    const middle = Math.ceil(inputs.length / 2)
    const first = yield* this.#attempt(inputs.slice(0, middle), alike)
    const secondHalf = inputs.slice(middle)
    const isFirstClean = first.every(outcome => outcome.kind === 'written')
    const second =
      isFirstClean && secondHalf.length > 1
        ? yield* this.#bisect(secondHalf, refusal, alike)
        : yield* this.#attempt(secondHalf, alike)
    return [...first, ...second]
  }

  /** HubSpot takes some ids for one although we did not: those go one by one, in file order, after all the others. */
  async *#sendApart(
    inputs: readonly PendingInput[],
    verdict: WriteVerdict & {readonly kind: 'duplicate-ids'},
  ): Observed<RawOutcome[]> {
    const named = new Set(verdict.ids.map(foldId))
    const alone = inputs.filter(input => named.has(foldId(input.key))).sort((a, b) => firstRow(a) - firstRow(b))
    if (alone.length === 0) return yield* this.#bisect(inputs, verdict.refusal)
    const others = inputs.filter(input => !named.has(foldId(input.key)))
    const outcomes = others.length > 0 ? yield* this.#attempt(others) : []
    for (const input of alone) outcomes.push(...(yield* this.#attempt([input])))
    return outcomes
  }

  /** HubSpot applied both in an order of its own: all but the earliest are sent again, one by one, in file order. */
  async *#inOrderOfShared(outcomes: readonly InputOutcome[]): Observed<readonly InputOutcome[]> {
    const again = new Map<PendingInput, InputOutcome>()
    const shared = new Set<PendingInput>()
    for (const [recordId, inputs] of sharedRecords(outcomes)) {
      yield {kind: 'shared', inputs, recordId}
      for (const input of inputs) shared.add(input)
      for (const input of inputs.slice(1)) {
        const [outcome] = yield* confirmUnmentioned(yield* this.#attempt([input]), this.#confirming)
        if (outcome !== undefined) again.set(input, outcome)
      }
    }
    if (shared.size === 0) return outcomes
    return outcomes.map(
      outcome => again.get(outcome.input) ?? (shared.has(outcome.input) ? withoutNotStored(outcome) : outcome),
    )
  }
}

/** A property that HubSpot does not know is not a row's fault where all rows have it. */
function endWhereRunIsWrong(inputs: readonly PendingInput[], outcomes: readonly RawOutcome[]): void {
  const refusal = everyInputRefusedFor('UNKNOWN_PROPERTY', outcomes)
  const property = refusal?.property
  if (property === undefined || !inputs.every(input => input.properties[property] !== undefined)) return
  throw new AppError('UNKNOWN_PROPERTY', `HubSpot refused all rows of a request: ${refusal?.message}`, {
    next: [
      ours(['objects']),
      ours(['push', gap('…'), '--ignore', gap('COLUMN')], `leaves out the column for ${property}`),
    ],
  })
}
