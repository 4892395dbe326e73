import type {AppError} from '../../errors/app-error.js'
import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import {lastRowOf, type MappedRow, type Reject, type Settled, type Skip} from '../../rows/rows.js'

/** A row as it enters a batch: to be sent, or settled before it could be. */
export type BatchRow = MappedRow | Reject | Skip

/** A contiguous range of source rows that is sent, settled and checkpointed as one. */
export interface Batch {
  /** From 0, in source order. */
  readonly seq: number
  /** At least one, in source order, without gaps: one that is unchanged may stand for those behind it. */
  readonly rows: readonly BatchRow[]
  /**
   * The earlier batches, of those that may still be in flight, that hold one of its keys or want one of its unique
   * values: all must settle before it is sent.
   */
  readonly after: readonly number[]
}

/** How many rows of the source there are in it. */
export function rowsIn({rows}: Pick<Batch, 'rows'>): number {
  const [first, last] = [rows[0], rows.at(-1)]
  return first === undefined || last === undefined ? 0 : lastRowOf(last) - first.row + 1
}

/**
 * In place of rows: none will come for a while, and those that are there are to be sent without waiting for others.
 */
export const PAUSE: readonly never[] = []

/** What became of a batch: one entry a row, in the order of its rows. */
export interface BatchOutcome {
  /** Cut short, perhaps to no rows, if `ends` is there: the rows behind were not sent. */
  readonly batch: Batch
  readonly settled: readonly Settled[]
  /** What ends the run once these rows are settled. */
  readonly ends?: AppError
}

export interface BatchLimits {
  /** Distinct keys of a batch; as many as HubSpot takes inputs a request. */
  readonly maxKeys: number
  /** Source rows of a batch: bounds memory where keys repeat or rows are rejected before sending. */
  readonly maxRows: number
  /**
   * The same with rows that are left out (unchanged, skipped) among others: where few rows of a file have changed, a
   * request takes them from far apart. Default: as `maxRows`.
   */
  readonly maxSpan?: number
  /** Characters of property values of a batch: bounds memory and the request's size. */
  readonly maxChars: number
  /** Most batches in flight at once: enough for the widest limit HubSpot gives (250 in 10 s) with replies of 2.5 s. */
  readonly window: number
}

export const BATCH_LIMITS: BatchLimits = {maxKeys: MAX_INPUTS, maxRows: 1000, maxChars: 4_000_000, window: 64}

/** Of rows that wait for nothing once they are written, neither for links nor for a list. */
export const WIDE_LIMITS = {...BATCH_LIMITS, maxSpan: 20_000} as const satisfies BatchLimits

/** Most rows that a process may have sent and not settled. */
export const ROWS_UNDER_WAY = BATCH_LIMITS.window * BATCH_LIMITS.maxRows
