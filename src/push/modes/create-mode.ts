import type {Outcome, WriteVerdict} from '../../hubspot/batch/batch-types.js'
import {batchCreate} from '../../hubspot/batch/batch-write.js'
import {alreadyExists, readCreateReply} from '../../hubspot/batch/create-verdict.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import {FateUnknownError} from '../../hubspot/call/call-with-retries.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'
import type {WriteInput} from '../../hubspot/write-input.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {HoldsValue} from './holds-values.js'
import {type FoundRecord, OwnRecords} from './own-records.js'
import {readSurely} from './read-persistently.js'
import type {WritePort} from './write-port.js'

/** What earlier processes of this run have done. */
export interface SentEarlier {
  /** What may have become of a row; undefined: nothing. */
  sent(row: number): SentRows | undefined
  /** Whether a record of this key was made, or found unchanged, for a row before the ones that are sent now. */
  hasMade(key: string): boolean
}

export interface SentRows {
  /** Before this (ms by the clock that only grows) it was not sent. */
  readonly sinceMs: number
  /** Its record must be looked for before it is sent again. */
  readonly mustLook: boolean
}

export interface CreateBinding {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  readonly lookup: PropertyLookup
  readonly options: CallOptions
  readonly clock: Clock
  /** Default: letter for letter. */
  readonly holds?: HoldsValue
  /** Absent in a run that begins. */
  readonly sentEarlier?: SentEarlier
}

type Outcomes = Map<WriteInput, Outcome>

/**
 * Makes records, each once. A create may not be sent twice in the dark, so wherever an earlier attempt may have made
 * the record (its reply was lost or left the row out, or an earlier process of the run sent it) the keys are read
 * first: a record that is not older than that attempt and holds the same values is the row's own, any other one refuses
 * the row as ALREADY_EXISTS, and none lets it be sent.
 */
export function createRows(binding: CreateBinding): WritePort['write'] {
  const rows = new CreatingRows(binding)
  return inputs => rows.send(inputs)
}

class CreatingRows {
  readonly #binding: CreateBinding
  readonly #own: OwnRecords
  /** By trace id: inputs that were sent and have no certain outcome yet. */
  readonly #sent = new Map<string, SentRows>()
  /** Rows of an earlier process that were looked for. */
  readonly #looked = new Set<string>()

  constructor(binding: CreateBinding) {
    this.#binding = binding
    this.#own = new OwnRecords(binding.holds)
  }

  async send(inputs: readonly WriteInput[]): Promise<{verdict: WriteVerdict; fateUnknown: boolean}> {
    const outcomes: Outcomes = new Map()
    let earlierAttempts = 0
    await this.#resolveByReading(
      inputs.filter(input => this.#mustLook(input)),
      outcomes,
    )
    for (;;) {
      const open = inputs.filter(input => !outcomes.has(input))
      if (open.length === 0) return {verdict: this.#closed(inputs, outcomes), fateUnknown: earlierAttempts > 0}
      try {
        const verdict = await this.#sendOnce(open, earlierAttempts, outcomes)
        return {
          verdict: verdict.kind === 'per-input' ? {...verdict, ...this.#closed(inputs, outcomes)} : verdict,
          fateUnknown: earlierAttempts > 0,
        }
      } catch (error) {
        if (!(error instanceof FateUnknownError)) throw error
        earlierAttempts = error.attempts
        await this.#resolveByReading(open, outcomes)
      }
    }
  }

  /** What the reply says goes into `outcomes`. */
  async #sendOnce(open: readonly WriteInput[], earlierAttempts: number, outcomes: Outcomes): Promise<WriteVerdict> {
    const {hubspot, objectTypeId, options, lookup, clock} = this.#binding
    const again = new Set(open.filter(input => this.#sinceMs(input) !== undefined))
    const nowMs = monotonicNow(clock)
    for (const input of open)
      if (!again.has(input)) this.#sent.set(input.objectWriteTraceId, {sinceMs: nowMs, mustLook: false})
    const reply = await batchCreate(hubspot, objectTypeId, {inputs: open, earlierAttempts}, options)
    const verdict = readCreateReply(open, reply, lookup)
    if (verdict.kind !== 'per-input') return verdict
    const unsure: WriteInput[] = []
    for (const [index, input] of open.entries()) {
      const said = verdict.outcomes[index] ?? {kind: 'unmentioned'}
      outcomes.set(input, said)
      if (said.kind === 'written') this.#own.made(input, said.recordId)
      const isOwnPerhaps = said.kind === 'refused' && said.refusal.code === 'ALREADY_EXISTS' && again.has(input)
      if (said.kind === 'unmentioned' || isOwnPerhaps) unsure.push(input)
    }
    await this.#resolveByReading(unsure, outcomes)
    return verdict
  }

  /** Inputs whose key no record holds keep the verdict that they have, or none. */
  async #resolveByReading(inputs: readonly WriteInput[], outcomes: Outcomes): Promise<void> {
    const found = await this.#read(inputs)
    for (const input of inputs) {
      const record = found.get(normaliseKey(input.id))
      this.#looked.add(input.objectWriteTraceId)
      if (record === undefined) continue
      const sinceMs = this.#sinceMs(input)
      const {recordId} = record
      const isOwn =
        sinceMs !== undefined && !this.#isEarlierRows(input, record) && this.#own.isMadeBy(input, record, sinceMs)
      if (isOwn) this.#own.made(input, recordId)
      outcomes.set(
        input,
        isOwn ? {kind: 'written', created: true, recordId} : alreadyExists(input, {status: 200, existingId: recordId}),
      )
    }
  }

  async #read(inputs: readonly WriteInput[]): Promise<ReadonlyMap<string, FoundRecord>> {
    const [first] = inputs
    if (first === undefined) return new Map()
    const {hubspot, objectTypeId, options, clock} = this.#binding
    const properties = [...new Set(inputs.flatMap(input => Object.keys(input.properties)))]
    const query = {idProperty: first.idProperty, properties, ids: inputs.map(({id}) => id)}
    const {found, completedMs} = await readSurely(hubspot, objectTypeId, query, options)
    if (completedMs !== undefined) this.#own.setClock(completedMs, monotonicNow(clock))
    return found
  }

  /**
   * Made for a row of the same key that was settled before; HubSpot may find it by another spelling, or another e-mail.
   */
  #isEarlierRows({id, idProperty}: WriteInput, {properties}: FoundRecord): boolean {
    const {sentEarlier} = this.#binding
    return sentEarlier !== undefined && [id, properties[idProperty] ?? id].some(key => sentEarlier.hasMade(key))
  }

  /** Of an earlier process, or of this one. */
  #sinceMs({objectWriteTraceId}: WriteInput): number | undefined {
    return (this.#binding.sentEarlier?.sent(Number(objectWriteTraceId)) ?? this.#sent.get(objectWriteTraceId))?.sinceMs
  }

  #mustLook({objectWriteTraceId}: WriteInput): boolean {
    const wasSentEarlier = this.#binding.sentEarlier?.sent(Number(objectWriteTraceId))?.mustLook
    return (
      (wasSentEarlier === true && !this.#looked.has(objectWriteTraceId)) ||
      this.#sent.get(objectWriteTraceId)?.mustLook === true
    )
  }

  /**
   * One verdict an input; what has a certain one is forgotten, what has none must be looked for when it comes again.
   */
  #closed(inputs: readonly WriteInput[], outcomes: Outcomes): WriteVerdict & {readonly kind: 'per-input'} {
    const all = inputs.map((input): Outcome => outcomes.get(input) ?? {kind: 'unmentioned'})
    for (const [index, {objectWriteTraceId}] of inputs.entries()) {
      const sent = this.#sent.get(objectWriteTraceId)
      if (all[index]?.kind !== 'unmentioned') {
        this.#sent.delete(objectWriteTraceId)
        this.#looked.delete(objectWriteTraceId)
      } else if (sent !== undefined) this.#sent.set(objectWriteTraceId, {...sent, mustLook: true})
    }
    return {kind: 'per-input', outcomes: all}
  }
}
