import {dirname, resolve} from 'node:path'
import type {GoneCounts} from '../../rows/gone.js'
import type {LinkTotals, ListTotals} from '../../rows/part-totals.js'
import {NO_ROWS, outcomeOfPair, type Reject, type Settled, type Totals} from '../../rows/rows.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {syncDirectory} from '../../shared/files/atomic-write.js'
import type {MemberLog} from '../members/member-log.js'
import {journalPath, rejectsPath} from '../run-paths.js'
import {AppendFile} from './append-file.js'
import type {Checkpoint} from './checkpoint.js'
import {type DoubtfulRows, type JournalLine, type JournalRequests, NO_REQUESTS, type RunState} from './journal-line.js'
import {rejectLine, rejectLineWithoutValues} from './reject-line.js'
import {doubtsAsDates, stampOf} from './stamp.js'
import {Tally} from './tally.js'
import {type GoneLine, type WrittenFile, WrittenWriter} from './written-writer.js'

/**
 * Lines of the journal are written at most this often, and synced to disk at most this often: what a crash loses is
 * sent again.
 */
const CHECKPOINT_MS = 200
const SYNC_MS = 1000
/**
 * A line that lists many doubts waits for its successor the longer: in a storm of hours the journal grows by no more
 * than this.
 */
const JOURNAL_BYTES_PER_MS = 50
const GONE_AT_ONCE = 1000

export interface LedgerOptions {
  readonly directory: string
  readonly clock: Clock
  /** Where a resumed run goes on; the files are cut back to it. */
  readonly from?: Checkpoint
  /** Requests of this process so far. */
  readonly requests: () => JournalRequests
  /** Rows that an attempt given up may still change, with the end of that on the monotonic clock. */
  readonly doubts?: () => readonly DoubtfulRows[]
  /** A file that gets a line for each written row. */
  readonly written?: WrittenFile
  /** Gets the keys of the rows, for `--gone`. */
  readonly members?: MemberLog
  /** False keeps of a rejected row only its position, its code and a hash of its key. Default true. */
  readonly storeValues?: boolean
  /** Asked before anything is written; throws once the files are another process's. */
  readonly guard?: (() => Promise<void>) | undefined
}

export interface RunEnd {
  readonly state: RunState
  readonly exitCode: number
  readonly reason?: {readonly code: string; readonly message: string}
  /** `--gone`, once it is known. */
  readonly gone?: GoneCounts
}

type LineEnd = Pick<RunEnd, 'state' | 'reason' | 'gone'> & {readonly exitCode?: number}

interface LedgerFiles {
  readonly rejects: AppendFile
  readonly journal: AppendFile
  readonly written: WrittenWriter | undefined
}

/**
 * The durable truth of a run, append-only: rejects.jsonl, then the journal line that counts them.
 * Throws AppError DISK_FULL when the disk is; what was written stays readable.
 */
export class Ledger {
  readonly #rejects: AppendFile
  readonly #written: WrittenWriter | undefined
  readonly #members: MemberLog | undefined
  readonly #rejectLine: (reject: Reject) => string
  readonly #journal: AppendFile
  readonly #clock: Clock
  readonly #guard: () => Promise<void>
  readonly #requests: () => JournalRequests
  readonly #doubts: () => readonly DoubtfulRows[]
  readonly #tally: Tally
  readonly #before: {readonly requests: JournalRequests; readonly durationMs: number}
  readonly #startedAt: number
  #dueAt: number
  #syncedAt: number
  #goneLines = 0
  /** The row of the last line. */
  #lineRow = 0

  private constructor(options: LedgerOptions, files: LedgerFiles) {
    const {clock, requests, from} = options
    this.#rejects = files.rejects
    this.#journal = files.journal
    this.#written = files.written
    this.#members = options.members
    this.#rejectLine = options.storeValues === false ? rejectLineWithoutValues : rejectLine
    this.#clock = clock
    this.#guard = options.guard ?? (async () => {})
    this.#requests = requests
    this.#doubts = options.doubts ?? (() => [])
    this.#tally = new Tally({
      row: from?.line.row ?? 0,
      totals: from?.line.totals ?? NO_ROWS,
      byCode: from?.line.byCode ?? {},
      ...defined({notStored: from?.line.notStored, links: from?.line.links, list: from?.line.list}),
    })
    this.#before = {requests: from?.line.requests ?? NO_REQUESTS, durationMs: from?.line.durationMs ?? 0}
    this.#startedAt = this.#dueAt = this.#syncedAt = monotonicNow(clock)
  }

  static async open(options: LedgerOptions): Promise<Ledger> {
    const {directory, from} = options
    const rejects = await AppendFile.open(rejectsPath(directory), from?.line.rejectsBytes ?? 0)
    const journal = await AppendFile.open(journalPath(directory), from?.journalBytes ?? 0)
    const written = options.written && (await WrittenWriter.open(options.written, from?.line.writtenBytes ?? 0))
    await syncDirectory(directory)
    if (options.written) await syncDirectory(dirname(resolve(options.written.path)))
    const ledger = new Ledger(options, {rejects, journal, written})
    await ledger.#checkpoint({state: 'running', sync: true})
    return ledger
  }

  get totals(): Totals {
    return this.#tally.totals
  }

  get byCode(): Readonly<Record<string, number>> {
    return this.#tally.byCode
  }

  /** Of this run and what it was resumed from. */
  get requests(): JournalRequests {
    const now = this.#requests()
    const {requests} = this.#before
    return {
      upserts: requests.upserts + now.upserts,
      reads: requests.reads + now.reads,
      associations: requests.associations + now.associations,
      memberships: requests.memberships + now.memberships,
      archives: requests.archives + now.archives,
      retries: requests.retries + now.retries,
      throttled: requests.throttled + now.throttled,
    }
  }

  /** By property; undefined when there are none. */
  get notStored(): Readonly<Record<string, number>> | undefined {
    return this.#tally.notStored
  }

  /** Undefined where no row has links. */
  get links(): LinkTotals | undefined {
    return this.#tally.links
  }

  /** Undefined where rows join no list. */
  get list(): ListTotals | undefined {
    return this.#tally.list
  }

  get durationMs(): number {
    return this.#before.durationMs + monotonicNow(this.#clock) - this.#startedAt
  }

  /** Counts the rows of a batch, which must go on where the last one ended, and returns the totals so far. */
  async settle(settled: readonly Settled[]): Promise<Totals> {
    if (this.#members !== undefined) {
      this.#members.add(settled)
      await this.#members.flush(false) // what a killed run has written is to be known, though no line counts it yet
    }
    for (const row of settled) {
      this.#tally.add(row)
      if (row.kind === 'reject') this.#rejects.append(this.#rejectLine(row))
      else {
        if (row.kind === 'ack' || (row.kind === 'linked' && outcomeOfPair(row) === 'written'))
          this.#written?.append(row)
        if (row.links !== undefined)
          for (const reject of row.links.rejects) this.#rejects.append(this.#rejectLine(reject))
        if (row.kind !== 'linked' && typeof row.list === 'object') this.#rejects.append(this.#rejectLine(row.list))
      }
    }
    const now = monotonicNow(this.#clock)
    if (now >= this.#dueAt) await this.#checkpoint({state: 'running', sync: now - this.#syncedAt >= SYNC_MS})
    return this.#tally.totals
  }

  /** For the file of `--written` alone: counted by the last line, so that a resumed run writes it once. */
  async tellGone(line: GoneLine): Promise<void> {
    this.#written?.appendGone(line)
    this.#goneLines += 1
    if (this.#goneLines % GONE_AT_ONCE === 0) await this.#written?.flush(false)
  }

  /** Writes a line if rows were settled since the last one: what they were is then known after a crash. */
  async checkpoint(): Promise<void> {
    if (this.#tally.row > this.#lineRow) await this.#checkpoint({state: 'running', sync: false})
  }

  /** Writes the last line, syncs and closes. */
  async end(end: RunEnd): Promise<void> {
    await this.#checkpoint({...end, sync: true})
    await this.close()
  }

  /** Closes the files as they are: a run that could not be ended properly can still be resumed. */
  async close(): Promise<void> {
    await this.#rejects.close()
    await this.#written?.close()
    await this.#members?.close()
    await this.#journal.close()
  }

  async #checkpoint({sync, ...end}: LineEnd & {sync: boolean}): Promise<void> {
    await this.#guard()
    await this.#rejects.flush(sync)
    await this.#written?.flush(sync)
    await this.#members?.flush(sync)
    const line = `${JSON.stringify(this.#line(end))}\n`
    this.#journal.append(line)
    await this.#journal.flush(sync)
    this.#lineRow = this.#tally.row
    const now = monotonicNow(this.#clock)
    this.#dueAt = now + Math.max(CHECKPOINT_MS, line.length / JOURNAL_BYTES_PER_MS)
    if (sync) this.#syncedAt = now
  }

  #line(end: LineEnd): JournalLine {
    const {reason, gone, ...others} = end
    const doubts = doubtsAsDates(this.#doubts(), this.#clock)
    const clock = stampOf(this.#clock)
    return {
      at: new Date(this.#clock.now()).toISOString(),
      ...defined({clock}),
      row: this.#tally.row,
      totals: this.#tally.totals,
      byCode: this.#tally.byCode,
      ...defined({notStored: this.#tally.notStored, links: this.#tally.links, list: this.#tally.list}),
      rejectsBytes: this.#rejects.bytes,
      ...defined({writtenBytes: this.#written?.bytes}),
      // the keys of a run that has finished are on the list, and their file goes
      ...(end.state !== 'finished' && defined({membersBytes: this.#members?.bytes})),
      ...defined({gone}),
      requests: this.requests,
      durationMs: this.durationMs,
      ...others,
      ...(doubts.length > 0 && {doubts}),
      ...defined({reason}),
    }
  }
}
