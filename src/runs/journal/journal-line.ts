import type {GoneCounts} from '../../rows/gone.js'
import type {LinkTotals, ListTotals} from '../../rows/part-totals.js'
import {NO_ROWS, type Totals} from '../../rows/rows.js'
import {isObject} from '../../shared/json.js'

export type RunState = 'running' | 'finished' | 'stopped' | 'interrupted' | 'failed'

export interface JournalRequests {
  readonly upserts: number
  readonly reads: number
  /** That linked records, or removed links. */
  readonly associations: number
  /** That added records to a list. */
  readonly memberships: number
  /** Of records, under `--mode delete`. */
  readonly archives: number
  readonly retries: number
  readonly throttled: number
}

/**
 * One row, or a range of rows, and when no attempt can change them any more: in ms since the epoch in a journal, else
 * by the monotonic clock.
 */
export type DoubtfulRows = readonly [firstRow: number, untilMs: number, lastRow?: number]

/**
 * In a doubt: of no row, but of a record whose key has left the file (`--gone`), or of links. Rows are counted from 1.
 */
export const NO_ROW = 0

/** One line of journal.jsonl: all that is known of a run at a checkpoint. The last whole line counts. */
export interface JournalLine {
  /** ISO 8601, UTC. */
  readonly at: string
  /** The same moment by a clock that cannot be set; absent if there is none, and in journals of older versions. */
  readonly clock?: Stamp | undefined
  /** Last settled row: it and all before it are settled. */
  readonly row: number
  readonly totals: Totals
  readonly byCode: Readonly<Record<string, number>>
  /** By property: values of written rows that the records do not hold. Absent when there are none. */
  readonly notStored?: Readonly<Record<string, number>>
  /** Absent where no row has links. */
  readonly links?: LinkTotals
  /** Absent where rows join no list. */
  readonly list?: ListTotals
  /** Length of rejects.jsonl that belongs to these totals. */
  readonly rejectsBytes: number
  /** Length of the file of `--written`; absent without it. */
  readonly writtenBytes?: number
  /** Length of the file of the keys of its rows; absent without `--gone`. */
  readonly membersBytes?: number
  /** `--gone`: what became of the records that have left the file. Absent before that is known. */
  readonly gone?: GoneCounts
  /** Cumulative over the run and what it was resumed from. */
  readonly requests: JournalRequests
  /** Time spent running, without the pauses between stop and resume. */
  readonly durationMs: number
  readonly state: RunState
  /** Rows that an attempt given up may still change. Absent when there are none. */
  readonly doubts?: readonly DoubtfulRows[]
  /** Set when the run has ended. */
  readonly exitCode?: number
  readonly reason?: {readonly code: string; readonly message: string}
}

export const NO_REQUESTS: JournalRequests = {
  upserts: 0,
  reads: 0,
  associations: 0,
  memberships: 0,
  archives: 0,
  retries: 0,
  throttled: 0,
}

/** A parsed line, or undefined for a torn or foreign one. What older versions did not count is 0. */
export function parseJournalLine(text: string): JournalLine | undefined {
  try {
    const line: unknown = JSON.parse(text)
    if (!isJournalLine(line)) return undefined
    return {...line, totals: {...NO_ROWS, ...line.totals}, requests: {...NO_REQUESTS, ...line.requests}}
  } catch {
    return undefined
  }
}

function isJournalLine(line: unknown): line is JournalLine {
  if (!isObject(line)) return false
  const candidate = line as Partial<Record<keyof JournalLine, unknown>>
  return (
    typeof candidate.row === 'number' &&
    typeof candidate.rejectsBytes === 'number' &&
    typeof candidate.totals === 'object' &&
    typeof candidate.byCode === 'object' &&
    typeof candidate.requests === 'object' &&
    typeof candidate.state === 'string'
  )
}

/** A moment by a clock that cannot be set: it can be compared within one start of a machine. */
export interface Stamp {
  readonly boot: string
  readonly ms: number
}
