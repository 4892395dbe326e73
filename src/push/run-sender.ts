import type {HubSpot, PropertyDefinition} from '../hubspot/api-types.js'
import type {Mapping} from '../mapping/mapping-types.js'
import type {RunRecord} from '../runs/run-record.js'
import type {Clock} from '../shared/clock.js'
import type {Batch, BatchOutcome} from './batch.js'
import {bindUpsert} from './bind-upsert.js'
import {DoubtBook} from './doubt-book.js'
import type {PendingInput} from './fold.js'
import type {PushEvent} from './push-types.js'
import {sendBatch} from './send-batch.js'
import {settleDoubts} from './settle-doubts.js'
import {createSettleInputs} from './settle-inputs.js'

export interface RunSenderOptions {
  readonly record: Pick<RunRecord, 'object' | 'key'>
  readonly mapping: Mapping
  readonly properties: readonly PropertyDefinition[]
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly onEvent: (event: PushEvent) => void
  readonly warn: (message: string) => void
  readonly stop: AbortSignal
  readonly abort: AbortSignal
  /** False sends each row by itself, in order. */
  readonly fold: boolean
  /** How long after its end an attempt that was given up may still commit, in ms. */
  readonly lateCommitMs: number
  /** Rows up to this one may be under way in the requests of a process that crashed; 0 = none. */
  readonly inFlightRow: number
}

/** The sending half of a run: batches in, outcomes out, and before the end a look at what may have changed late. */
export interface RunSender {
  readonly book: DoubtBook
  send(batch: Batch): Promise<BatchOutcome>
  settleDoubts(): Promise<void>
}

export function createRunSender(options: RunSenderOptions): RunSender {
  const {record, mapping, clock, onEvent, warn, stop} = options
  const isFoldable = (property: string): boolean => mapping.foldable(property)
  const book = new DoubtBook(property => !isFoldable(property))
  const definitions = new Map(options.properties.map(property => [property.name, property]))
  const api = bindUpsert({record, ports: options, lookup: name => definitions.get(name)})
  const settleInputs = createSettleInputs({
    api,
    idProperty: record.key,
    onAnswer: (inputs, fateUnknown) => {
      const untilMs = clock.now() + options.lateCommitMs
      for (const input of inputs) if (fateUnknown || firstRow(input) <= options.inFlightRow) book.doubt(input, untilMs)
    },
    onWritten: input => book.wrote(input.orderKey, input.properties),
    onIsolating: (inputs, {message}) => {
      const rows = inputs.flatMap(input => input.rows.map(row => row.row))
      onEvent({type: 'isolating', firstRow: Math.min(...rows), lastRow: Math.max(...rows), message})
    },
    onSharedRecord: (inputs, recordId) => {
      const keys = inputs.map(input => `"${input.key}"`).join(' and ')
      warn(`${keys} are one record in HubSpot (${recordId}): their rows were written to it in file order within a request, not beyond.`)
    },
  })
  return {
    book,
    async send(batch) {
      const outcome = await sendBatch(batch, {settleInputs, isFoldable, idProperty: record.key, fold: options.fold})
      book.forgetHarmless(clock.now())
      return outcome
    },
    settleDoubts: () =>
      settleDoubts({
        ...{book, api, settleInputs, clock, stop, warn},
        onWaiting: delayMs => onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1}}),
      }),
  }
}

function firstRow(input: PendingInput): number {
  return input.rows[0]?.row ?? 0
}
