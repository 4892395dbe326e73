import type {HubSpot, Waiting} from '../../hubspot/call-types.js'
import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {PropertyLookup} from '../../hubspot/refusals/refusal-types.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {MappedRow} from '../../rows/rows.js'
import {createsOnly} from '../../rows/run-mode.js'
import type {CreatedLog} from '../../runs/created/created-log.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {RunRecord} from '../../runs/run-record.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import type {RowArchiver} from '../archive/row-archiver.js'
import {DoubtBook} from '../late-commits/doubt-book.js'
import type {EarlierDoubts} from '../late-commits/inherited-doubts.js'
import {resolveDoubts} from '../late-commits/resolve-doubts.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {PushLoopPorts} from '../line/push-loop.js'
import type {Earlier} from '../line/same-key-order.js'
import {type HoldsValue, holdsByType, takesSeveral} from '../modes/holds-values.js'
import {openWritePort, type WriteTarget} from '../modes/open-write-port.js'
import type {RowsSentEarlier} from '../modes/sent-earlier.js'
import type {WritePort} from '../modes/write-port.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import {ChangeKeeper} from '../only-changed/change-keeper.js'
import {uniqueProperties} from '../plan/warn-of-unfilled.js'
import {makeRuleOf, type PendingInput} from '../send/fold.js'
import {keepsByType} from '../send/not-stored.js'
import {type InputOutcome, observed} from '../send/outcomes.js'
import {type SendBatchPorts, sendBatch} from '../send/send-batch.js'
import {InputSender} from '../send/send-inputs.js'
import {AfterWriting, type AfterWritingPorts} from './after-writing.js'
import type {PushEvent} from './push-event.js'
import {SendObserver} from './send-observer.js'

export interface RunSenderOptions {
  readonly record: WriteTarget & Pick<RunRecord, 'list'>
  readonly mapping: Pick<Mapping, 'foldable' | 'columns' | 'fields' | 'links' | 'replacesLinks'>
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
  /** Absent if it was never asked for. `skips`: rows that change nothing are left out. */
  readonly changes?: {readonly book: ChangeBook; readonly skips: boolean}
  /** For `--mode create`. */
  readonly sentEarlier?: RowsSentEarlier
  /** Which records the run makes. */
  readonly created?: Pick<CreatedLog, 'note' | 'alive'>
  /** Makes what archives rows that say so; absent where there are none. */
  readonly archiver?: (book: DoubtBook) => Pick<RowArchiver, 'send' | 'doubts'>
  /** Absent where rows have no links and join no list. */
  readonly after?: Pick<AfterWritingPorts, 'stages' | 'written'>
}

/** The sending half of a run: batches in, outcomes out, and before the end a look at what may have changed late. */
export class RunSender {
  readonly book: DoubtBook
  readonly earlier: EarlierDoubts
  /** Names of properties whose values no two records share, but for the key. */
  readonly unique: readonly string[]
  readonly #options: RunSenderOptions
  readonly #api: WritePort
  readonly #holds: HoldsValue
  readonly #inputs: InputSender
  readonly #observer: SendObserver
  readonly #batches: SendBatchPorts
  /** Absent if it was never asked for. */
  readonly #changes: ChangeKeeper | undefined
  /** Absent where no row is archived. */
  readonly #archiver: Pick<RowArchiver, 'send' | 'doubts'> | undefined
  #hasRejected = false
  /** What comes after writing, where rows have links or join a list. */
  readonly after: AfterWriting | undefined

  constructor(options: RunSenderOptions) {
    const {record, mapping, properties, earlier} = options
    const definitions = new Map(properties.map(property => [property.name, property]))
    const lookup: PropertyLookup = name => definitions.get(name)
    this.#options = options
    this.earlier = earlier
    this.unique = uniqueProperties(properties, record, mapping)
    this.book = new DoubtBook(property => appendsTo(lookup(property)))
    this.#holds = holdsByType(record.object.objectTypeId, lookup)
    this.#api = writePortOf(options, lookup, this.#holds)
    this.#inputs = new InputSender({
      api: this.#api,
      holds: this.#holds,
      keeps: keepsByType(this.#holds, lookup),
      idProperty: record.key,
      makesRecords: createsOnly(record.mode),
    })
    this.#observer = new SendObserver({...options, book: this.book})
    this.#changes = this.#changeKeeper(options)
    this.#archiver = options.archiver?.(this.book)
    this.after = options.after && this.#afterWriting(options.after)
    this.#batches = {
      sendInputs: inputs => this.#sendInputs(inputs),
      isFoldable: property => mapping.foldable(property),
      canMake: makeRuleOf(options.object, record),
      idProperty: record.key,
      fold: options.fold,
      unique: this.unique,
    }
  }

  /** Sees each row in file order before it is batched; settles those that change nothing. */
  screen(row: BatchRow): BatchRow {
    return this.after === undefined ? (this.#changes?.screen(row) ?? row) : this.after.screen(row)
  }

  /** Whether a row of a batch that was sent is rejected: known before anything that its key depends on. */
  get hasRejected(): boolean {
    return this.#hasRejected
  }

  /** All that is in doubt now, for the journal. */
  doubts(): DoubtfulRows[] {
    return [
      ...this.book.rows(),
      ...this.earlier.left(this.#nowMs()),
      ...(this.after?.doubts() ?? []),
      ...(this.#archiver?.doubts() ?? []),
    ]
  }

  /** `earlier`: batches before it that are in flight; default: none. */
  send(batch: Batch, earlier: Earlier<BatchOutcome> = async () => []): Promise<BatchOutcome> {
    const write = (open: Batch): Promise<BatchOutcome> => this.#write(open, earlier)
    return this.#archiver === undefined ? write(batch) : this.#archiver.send(batch, write)
  }

  async #write(batch: Batch, earlier: Earlier<BatchOutcome>): Promise<BatchOutcome> {
    await (this.after ?? this.#changes)?.forget(batch)
    const sent = this.book.sending(() => orderKeysOf(batch))
    const send = async (open: Batch): Promise<BatchOutcome> => {
      this.#options.created?.alive()
      const outcome = await sendBatch(open, {...this.#batches, earlier})
      this.#options.created?.note(outcome.settled)
      return outcome
    }
    const outcome = await (this.after === undefined ? send(batch) : this.after.sendUnwritten(batch, send))
    this.#hasRejected ||= outcome.settled.some(({kind}) => kind === 'reject')
    sent()
    this.book.forgetHarmless(this.#nowMs())
    if (this.after === undefined) await this.#changes?.remember(outcome)
    return outcome
  }

  /** What to tell of the values, counted by property, that HubSpot did not keep. */
  warnNotStored(counts: Readonly<Record<string, number>> | undefined): string[] {
    return this.#observer.warnNotStored(counts)
  }

  /** True when no doubt is left. */
  async resolveDoubts(): Promise<boolean> {
    const {clock, stop, warn, onEvent} = this.#options
    const isBeyondDoubt = await resolveDoubts({
      book: this.book,
      api: this.#api,
      sendInputs: inputs => this.#sendInputs(inputs),
      holds: this.#holds,
      clock,
      stop,
      warn,
      onWaiting: delayMs => onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1}}),
    })
    if (isBeyondDoubt) await this.#changes?.finish()
    return isBeyondDoubt
  }

  async #sendInputs(inputs: readonly PendingInput[]): Promise<readonly InputOutcome[]> {
    const outcomes = await observed(this.#inputs.send(inputs), observation => this.#observer.hear(observation))
    this.#observer.outcomes(outcomes)
    return outcomes
  }

  #changeKeeper({changes, earlier, clock}: RunSenderOptions): ChangeKeeper | undefined {
    if (changes === undefined) return undefined
    return new ChangeKeeper({
      changes: changes.book,
      skips: changes.skips,
      book: this.book,
      earlier,
      clock,
      onUnchanged: row => this.#countsAsWritten(this.after?.original(row) ?? row),
    })
  }

  #afterWriting(opened: Pick<AfterWritingPorts, 'stages' | 'written'>): AfterWriting {
    return new AfterWriting({
      ...opened,
      mapping: this.#options.mapping,
      listId: this.#options.record.list?.id,
      changes: this.#changes,
      recordIds: async keys => {
        const found = await this.#api.read(keys, [])
        return new Map([...found].map(([key, {recordId}]) => [key, recordId]))
      },
      onWritten: row => this.#countsAsWritten(row),
    })
  }

  /** A row that is not sent: what an earlier row of its key may still write is contested by it anyway. */
  #countsAsWritten(row: MappedRow): void {
    this.#observer.unchanged(row)
    this.#options.sentEarlier?.noteMade(row.key)
  }

  #nowMs(): number {
    return monotonicNow(this.#options.clock)
  }
}

/** What a run asks of its sending half, whatever that sends. */
export type RowSender = Pick<
  RunSender,
  'book' | 'earlier' | 'unique' | 'screen' | 'doubts' | 'send' | 'warnNotStored' | 'resolveDoubts'
> &
  Partial<Pick<RunSender, 'hasRejected'>> & {readonly after?: PushLoopPorts['after'] | undefined}

function writePortOf(options: RunSenderOptions, lookup: PropertyLookup, holds: HoldsValue): WritePort {
  const {record, hubspot, clock, abort, onEvent, sentEarlier} = options
  const onWaiting = (waiting: Waiting): void => onEvent({type: 'waiting', waiting})
  return openWritePort({
    record,
    ports: {hubspot, clock, abort, onWaiting},
    lookup,
    holds,
    ...defined({sentEarlier}),
  })
}

function orderKeysOf({rows}: Batch): string[] {
  return rows.flatMap(row => (row.kind === 'mapped' ? [row.orderKey] : []))
}

function appendsTo(definition: PropertyDefinition | undefined): boolean {
  return definition !== undefined && takesSeveral(definition)
}
