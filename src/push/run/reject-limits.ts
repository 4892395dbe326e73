import {AppError} from '../../errors/app-error.js'
import type {Totals} from '../../rows/rows.js'

/** A number of rows, or a share (0 to 1) of the rows read. */
export type RejectThreshold =
  | {readonly kind: 'rows'; readonly rows: number}
  | {readonly kind: 'share'; readonly share: number}

export interface RejectLimits {
  /** More than this stops the run. */
  readonly max?: RejectThreshold
  /** Up to this the run counts as clean. */
  readonly ok?: RejectThreshold
}

/** A share of a few rows says nothing: one bad row among the first ten is no 10%. */
const ROWS_FOR_A_SHARE = 1000

export function isAbove(threshold: RejectThreshold, {rejected, read}: Pick<Totals, 'rejected' | 'read'>): boolean {
  return threshold.kind === 'rows' ? rejected > threshold.rows : rejected > threshold.share * read
}

/** Throws AppError TOO_MANY_REJECTS. A share is judged from the thousandth row on, and at the end. */
export function checkRejects(limits: RejectLimits, totals: Totals, isEnd: boolean): void {
  const error = tooManyRejects(limits, totals, isEnd)
  if (error !== undefined) throw error
}

/** The error that ends a push which has come this far; undefined when it goes on. */
export function tooManyRejects({max}: RejectLimits, totals: Totals, isEnd: boolean): AppError | undefined {
  if (max === undefined || !isAbove(max, totals)) return undefined
  if (max.kind === 'share' && !isEnd && totals.read < ROWS_FOR_A_SHARE) return undefined
  const limit = max.kind === 'rows' ? String(max.rows) : `${max.share * 100}%`
  return new AppError(
    'TOO_MANY_REJECTS',
    `${totals.rejected} of ${totals.read} rows were rejected, more than the ${limit} that --max-rejects allows.`,
  )
}
