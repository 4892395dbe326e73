import type {AppError} from '../../errors/app-error.js'
import {stopError} from '../../errors/stop-error.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {MappedRow, Settled} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {DoubtBook} from '../late-commits/doubt-book.js'
import type {Batch, BatchOutcome, BatchRow} from '../line/batch.js'
import {ArchiveDoubts} from './archive-doubts.js'
import {archiveRecords} from './archive-records.js'
import {tooManyArchives} from './delete-limit.js'
import {findRecords, type KeyTarget} from './find-records.js'
import {rejectOfTarget, unchangedRow} from './plan-deletes.js'
import {archivedAck, archiveRejected} from './settle-archived.js'

export interface RowArchiverPorts {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  /** The key property. */
  readonly key: string
  readonly options: CallOptions
  readonly clock: Clock
  readonly lateCommitMs: number
  /** What attempts to write may still do to records. */
  readonly book: Pick<DoubtBook, 'openUntil' | 'forgetKey'>
  /** The most records that are archived. */
  readonly max: number
  /** Aborted: no wait goes on. */
  readonly stop: AbortSignal
}

/** Rows of a batch that are sent at once, and the records that are archived. */
interface Phase {
  readonly rows: readonly BatchRow[]
  /** Record id → the first row that leads to it. */
  readonly toArchive: ReadonlyMap<string, MappedRow>
  /** By key. */
  readonly targets: ReadonlyMap<string, KeyTarget>
  /** The row behind is one too many. */
  readonly ends?: AppError
}

type Write = (batch: Batch) => Promise<BatchOutcome>

/**
 * Archives the records of rows that stand among rows that are written, each key in the order of its rows. As in `--mode
 * delete`, the record of a key is read first, and only the one that has the key as its own is archived.
 */
export class RowArchiver {
  readonly #ports: RowArchiverPorts
  readonly #doubts = new ArchiveDoubts()
  #archived = 0
  /** Batches behind this one are not sent any more. */
  #over: {readonly seq: number; readonly error: AppError} | undefined

  constructor(ports: RowArchiverPorts) {
    this.#ports = ports
  }

  /**
   * The batch, its other rows sent by `write`; up to the row whose record is one too many, if any. Throws AppError
   * TOO_MANY_DELETES once a batch was cut short, and what reading and archiving throw.
   */
  async send(batch: Batch, write: Write): Promise<BatchOutcome> {
    if (this.#over !== undefined && batch.seq > this.#over.seq) throw this.#over.error
    if (!batch.rows.some(isArchived)) return write(batch)
    const settled: Settled[] = []
    for (const rows of inPhases(batch.rows)) {
      const phase = await this.#find({...batch, rows})
      settled.push(...(await this.#sendPhase({batch, ...phase}, write)))
      if (phase.ends !== undefined)
        return {batch: {...batch, rows: batch.rows.slice(0, settled.length)}, settled, ends: phase.ends}
    }
    return {batch, settled}
  }

  doubts(): readonly DoubtfulRows[] {
    return this.#doubts.left(monotonicNow(this.#ports.clock))
  }

  /** Reads before anything is written, so that no row behind the last allowed one is. */
  async #find({seq, rows}: Batch): Promise<Phase> {
    const archived = rows.filter(isArchived)
    if (archived.length === 0) return {rows, toArchive: new Map(), targets: new Map()}
    await this.#outlastWrites(archived)
    const {objectTypeId, hubspot, options, key, max} = this.#ports
    const targets = await findRecords(archived, {hubspot, objectTypeId, idProperty: key, options})
    const toArchive = firstRows(archived, targets)
    const excess = [...toArchive.values()][Math.max(0, max - this.#archived)]
    if (excess === undefined) {
      this.#archived += toArchive.size
      return {rows, toArchive, targets}
    }
    this.#archived = max
    const error = tooManyArchives(max)
    this.#over = {seq: Math.min(seq, this.#over?.seq ?? seq), error}
    const before = rows.slice(0, rows.indexOf(excess))
    return {rows: before, toArchive: firstRows(before.filter(isArchived), targets), targets, ends: error}
  }

  /** No key is written and archived in it, so both can happen at once. */
  async #sendPhase({batch, rows, ...found}: Phase & {readonly batch: Batch}, write: Write): Promise<Settled[]> {
    const others = rows.filter(row => !isArchived(row))
    const [written, archived] = await Promise.all([
      others.length === 0 ? [] : write({...batch, rows: others}).then(({settled}) => settled),
      this.#archive(rows.filter(isArchived), found),
    ])
    const [ofOthers, own] = [written.values(), archived.values()]
    return rows.flatMap(row => (isArchived(row) ? own : ofOthers).next().value ?? [])
  }

  async #archive(rows: readonly MappedRow[], {toArchive, targets}: Omit<Phase, 'rows'>): Promise<readonly Settled[]> {
    if (rows.length === 0) return []
    const {objectTypeId, hubspot, options, key, book} = this.#ports
    const refused = await archiveRecords([...toArchive.keys()], {
      ...{hubspot, objectTypeId, options},
      onAnswer: (ids, fateUnknown) => fateUnknown && this.#doubt(ids.flatMap(id => toArchive.get(id) ?? [])),
    })
    return rows.map(row => {
      const target = targets.get(row.key) ?? ABSENT
      if (target.kind === 'additional-email' || target.kind === 'merged') return rejectOfTarget(row, target, key)
      if (target.kind === 'absent' || toArchive.get(target.recordId) !== row) return unchangedRow(row)
      const refusal = refused.get(target.recordId)
      if (refusal !== undefined) return archiveRejected(row, refusal)
      book.forgetKey(row.orderKey)
      return archivedAck(row, target.recordId)
    })
  }

  /** An attempt to write that was given up would make the record again if it came after the archive. */
  async #outlastWrites(rows: readonly MappedRow[]): Promise<void> {
    const {book, clock, stop} = this.#ports
    const untilMs = Math.max(0, ...rows.map(({orderKey}) => book.openUntil(orderKey) ?? 0))
    const waitMs = untilMs - monotonicNow(clock)
    if (waitMs > 0) await clock.sleep(waitMs, stop).catch(() => Promise.reject(stopError(stop, STOPPED_WAITING)))
  }

  #doubt(rows: readonly MappedRow[]): void {
    this.#doubts.note(rows, monotonicNow(this.#ports.clock) + this.#ports.lateCommitMs)
  }
}

const STOPPED_WAITING = 'Stopped while an interrupted request could still write to a record that is to be archived.'

const ABSENT: KeyTarget = {kind: 'absent'}

function isArchived(row: BatchRow): row is MappedRow {
  return row.kind === 'mapped' && row.archives === true
}

/** Record id → the first row that leads to it. */
function firstRows(rows: readonly MappedRow[], targets: ReadonlyMap<string, KeyTarget>): Map<string, MappedRow> {
  const first = new Map<string, MappedRow>()
  for (const row of rows) {
    const target = targets.get(row.key)
    if (target?.kind === 'record' && !first.has(target.recordId)) first.set(target.recordId, row)
  }
  return first
}

/** As few stretches of the rows as have no key that is both written and archived. */
function inPhases(rows: readonly BatchRow[]): BatchRow[][] {
  const phases: BatchRow[][] = [[]]
  let kinds = new Map<string, boolean>()
  for (const row of rows) {
    if (row.kind === 'mapped') {
      const isOther = (kinds.get(row.orderKey) ?? isArchived(row)) !== isArchived(row)
      if (isOther) {
        phases.push([])
        kinds = new Map()
      }
      kinds.set(row.orderKey, isArchived(row))
    }
    phases.at(-1)?.push(row)
  }
  return phases
}
