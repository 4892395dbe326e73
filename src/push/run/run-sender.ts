import type {HubSpot, Waiting} from '../../hubspot/call-types.js'
import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {MappedRow} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {RunRecord} from '../../runs/run-record.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {DoubtBook} from '../late-commits/doubt-book.js'
import type {EarlierDoubts} from '../late-commits/inherited-doubts.js'
import {resolveDoubts} from '../late-commits/resolve-doubts.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {Earlier} from '../line/same-key-order.js'
import {holdsByType, takesSeveral} from '../modes/holds-values.js'
import {bindUpsert} from '../modes/open-write-port.js'
import type {RowsSentEarlier} from '../modes/sent-earlier.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import {ChangeKeeper} from '../only-changed/change-keeper.js'
import {uniqueProperties} from '../plan/warn-of-unfilled.js'
import {inputOfRow, makeRuleOf} from '../send/fold.js'
import {keepsByType, type NotStored, warnNotStored} from '../send/not-stored.js'
import {sendBatch} from '../send/send-batch.js'
import {createSendInputs} from '../send/send-inputs.js'
import type {PushEvent} from './push-event.js'

export interface RunSenderOptions {
  readonly record: Pick<RunRecord, 'object' | 'key' | 'mode'>
  readonly mapping: Pick<Mapping, 'foldable' | 'columns' | 'fields'>
  readonly object: ObjectDefinition
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
  /** What an earlier process of this run left behind. */
  readonly earlier: EarlierDoubts
  /** Absent where nobody ever asked for it. `skips`: rows that change nothing are left out. */
  readonly changes?: {readonly book: ChangeBook; readonly skips: boolean}
  /** For `--mode create`. */
  readonly sentEarlier?: RowsSentEarlier
}

/** The sending half of a run: batches in, outcomes out, and before the end a look at what may have changed late. */
export interface RunSender {
  readonly book: DoubtBook
  readonly earlier: EarlierDoubts
  /** Names of properties whose values no two records share, but for the key. */
  readonly unique: readonly string[]
  /** All that is in doubt now, for the journal. */
  doubts(): DoubtfulRows[]
  /** Sees each row in file order before it is batched; settles those that change nothing. */
  screen(row: BatchRow): BatchRow
  /** `earlier`: batches before it that are under way; default: none. */
  send(batch: Batch, earlier?: Earlier<BatchOutcome>): Promise<BatchOutcome>
  /** What to tell of the values, counted by property, that HubSpot did not keep. */
  warnNotStored(counts: Readonly<Record<string, number>> | undefined): string[]
  /** True when no doubt is left. */
  resolveDoubts(): Promise<boolean>
}

export function createRunSender(options: RunSenderOptions): RunSender {
  const {record, mapping, object, clock, onEvent, warn, stop, earlier, sentEarlier} = options
  const isFoldable = (property: string): boolean => mapping.foldable(property)
  const definitions = new Map(options.properties.map(property => [property.name, property]))
  const lookup = (name: string): PropertyDefinition | undefined => definitions.get(name)
  const canMake = makeRuleOf(object, record)
  const unique = uniqueProperties(options.properties, record, mapping)
  const book = new DoubtBook(property => appendsTo(lookup(property)))
  const holds = holdsByType(record.object.objectTypeId, lookup)
  const samples = new Map<string, NotStored>()
  const ports = {...options, onWaiting: (waiting: Waiting) => onEvent({type: 'waiting', waiting})}
  const api = bindUpsert({record, ports, lookup, holds, ...(sentEarlier && {sentEarlier})})
  const remarked = new Set<string>()
  const sendInputs = createSendInputs({
    api,
    holds,
    keeps: keepsByType(holds, lookup),
    idProperty: record.key,
    makesRecords: record.mode === 'create',
    onAnswer: (inputs, fateUnknown) => {
      const untilMs = monotonicNow(clock) + options.lateCommitMs
      for (const input of inputs) {
        input.rows.forEach(bookEarlier)
        if (fateUnknown) book.doubt(input, untilMs)
      }
    },
    onWritten: input => book.wrote(input, input.properties),
    onNotStored: values => {
      for (const value of values) if (!samples.has(value.property)) samples.set(value.property, value)
    },
    onRefused: input => book.refused(input),
    onIsolating: (inputs, {message}) => {
      const rows = inputs.flatMap(input => input.rows.map(row => row.row))
      onEvent({type: 'isolating', firstRow: Math.min(...rows), lastRow: Math.max(...rows), message})
    },
    onRemarks: remarks => {
      for (const {category, property, message} of remarks) {
        const subject = `${category} ${property}`
        if (!remarked.has(subject)) warn(message)
        remarked.add(subject)
      }
    },
    onSharedRecord: (inputs, recordId) => {
      const keys = inputs.map(input => `"${input.key}"`).join(' and ')
      warn(
        `${keys} are the same HubSpot record (${recordId}). Their rows were applied in file order within one request, but order across requests is not guaranteed.`,
      )
    },
  })
  /** Row by row: the process before may have merged them otherwise. */
  function bookEarlier(row: MappedRow): void {
    const untilMs = earlier.take(row.row)
    if (untilMs !== undefined && untilMs > monotonicNow(clock)) book.doubt(inputOfRow(row), untilMs)
  }
  const changes =
    options.changes &&
    new ChangeKeeper({
      ...{changes: options.changes.book, skips: options.changes.skips, book, earlier, clock},
      onUnchanged: row => {
        bookEarlier(row)
        book.wrote(row, row.properties)
        sentEarlier?.noteMade(row.key)
      },
    })
  return {
    book,
    earlier,
    unique,
    screen: row => changes?.screen(row) ?? row,
    doubts: () => [...book.rows(), ...earlier.left(monotonicNow(clock))],
    async send(batch, before = async () => []) {
      await changes?.forget(batch)
      const sent = book.sending(() => orderKeysOf(batch))
      const sending = {sendInputs, isFoldable, canMake, idProperty: record.key, fold: options.fold, unique}
      const outcome = await sendBatch(batch, {...sending, earlier: before})
      sent()
      book.forgetHarmless(monotonicNow(clock))
      await changes?.remember(outcome)
      return outcome
    },
    warnNotStored: (counts = {}) =>
      Object.entries(counts).map(([property, count]) => warnNotStored(property, count, samples.get(property))),
    async resolveDoubts() {
      const isBeyondDoubt = await resolveDoubts({
        ...{book, api, sendInputs, holds, clock, stop, warn},
        onWaiting: delayMs => onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1}}),
      })
      if (isBeyondDoubt) await changes?.finish()
      return isBeyondDoubt
    },
  }
}

function orderKeysOf({rows}: Batch): string[] {
  return rows.flatMap(row => (row.kind === 'mapped' ? [row.orderKey] : []))
}

function appendsTo(definition: PropertyDefinition | undefined): boolean {
  return definition !== undefined && takesSeveral(definition)
}
