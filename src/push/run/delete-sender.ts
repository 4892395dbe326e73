import {batchRead} from '../../hubspot/batch/batch-read.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {MappedRow, Reject, Settled} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {RunRecord} from '../../runs/run-record.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {ArchiveDoubts} from '../archive/archive-doubts.js'
import {archiveRecords} from '../archive/archive-records.js'
import {forgetKeys} from '../archive/forget-keys.js'
import {recordIdOf} from '../archive/planned-row.js'
import {archivedAck, archiveRejected} from '../archive/settle-archived.js'
import {DoubtBook} from '../late-commits/doubt-book.js'
import {EarlierDoubts} from '../late-commits/inherited-doubts.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import type {PushEvent} from './push-event.js'
import type {RowSender} from './run-sender.js'

export interface DeleteSenderOptions {
  readonly record: Pick<RunRecord, 'object'>
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly abort: AbortSignal
  readonly onEvent: (event: PushEvent) => void
  readonly lateCommitMs: number
  /** What the process before left in doubt, when its run is resumed; ends by the clock of this process. */
  readonly inherited: readonly DoubtfulRows[]
  readonly changes?: {readonly book: ChangeBook}
  /** Reads each record again after it was archived. */
  readonly verifies?: boolean
}

/**
 * The sending half of a run of `--mode delete`: its rows were planned (push/archive/plan-deletes.ts), each carries the
 * id of the record that it archives. No values, so nothing to merge, to wait for or to repair.
 */
export class DeleteSender implements RowSender {
  readonly book = new DoubtBook(() => false)
  readonly earlier = new EarlierDoubts([], 0)
  readonly unique: readonly string[] = []
  readonly #options: DeleteSenderOptions
  readonly #doubts: ArchiveDoubts
  readonly #callOptions: CallOptions

  constructor(options: DeleteSenderOptions) {
    const {abort, onEvent, inherited} = options
    this.#options = options
    this.#doubts = new ArchiveDoubts(inherited)
    this.#callOptions = {signal: abort, onWaiting: waiting => onEvent({type: 'waiting', waiting})}
  }

  async send(batch: Batch): Promise<BatchOutcome> {
    const rows = batch.rows.filter(row => row.kind === 'mapped')
    await forgetKeys(this.#options.changes?.book, rows)
    const refused = await this.#archive(rows)
    const archived = rows.filter(row => !refused.has(recordIdOf(row)))
    const left = await this.#stillThere(archived)
    return {batch, settled: batch.rows.map(row => (row.kind === 'mapped' ? settle(row, {refused, left}) : row))}
  }

  doubts(): DoubtfulRows[] {
    return [...this.#doubts.left(monotonicNow(this.#options.clock))]
  }

  screen(row: BatchRow): BatchRow {
    return row
  }

  warnNotStored(): string[] {
    return []
  }

  async resolveDoubts(): Promise<boolean> {
    return true
  }

  async #archive(rows: readonly MappedRow[]): Promise<ReadonlyMap<string, Refusal>> {
    const {record, hubspot, clock, lateCommitMs} = this.#options
    const rowOf = new Map(rows.map(row => [recordIdOf(row), row]))
    return archiveRecords([...rowOf.keys()], {
      hubspot,
      objectTypeId: record.object.objectTypeId,
      options: this.#callOptions,
      onAnswer: (recordIds, fateUnknown) => {
        if (!fateUnknown) return
        const inDoubt = recordIds.flatMap(id => rowOf.get(id) ?? [])
        this.#doubts.note(inDoubt, monotonicNow(clock) + lateCommitMs)
      },
    })
  }

  /** The ids of these records that HubSpot still shows. Empty without --verify. */
  async #stillThere(rows: readonly MappedRow[]): Promise<ReadonlySet<string>> {
    const {record, hubspot, verifies} = this.#options
    if (verifies !== true || rows.length === 0) return new Set()
    const query = {properties: [], ids: rows.map(recordIdOf)}
    const {found} = await batchRead(hubspot, record.object.objectTypeId, query, this.#callOptions)
    return new Set(found.keys())
  }
}

interface Outcomes {
  readonly refused: ReadonlyMap<string, Refusal>
  readonly left: ReadonlySet<string>
}

function settle(row: MappedRow, {refused, left}: Outcomes): Settled {
  const recordId = recordIdOf(row)
  const refusal = refused.get(recordId)
  if (refusal !== undefined) return archiveRejected(row, refusal)
  return left.has(recordId) ? notGone(row, recordId) : archivedAck(row, recordId)
}

function notGone({row, line, key, record}: MappedRow, recordId: string): Reject {
  const message = `HubSpot accepted the request to archive record ${recordId}, but still shows the record.`
  return {kind: 'reject', row, line, key, code: 'UNACCOUNTED', message, attempts: 1, record}
}
