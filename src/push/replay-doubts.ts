import type {SourceRow} from '../rows/rows.js'
import type {BatchRow} from './batch.js'
import type {DoubtBook, DoubtfulRow} from './doubt-book.js'
import {inputOfRow} from './fold.js'

export interface ReplayDoubtsPorts {
  readonly book: DoubtBook
  /** From the journal of the run that is gone on with. */
  readonly doubts: readonly DoubtfulRow[]
  readonly mapRow: (row: SourceRow) => BatchRow
  /** Rows that were refused: they wrote nothing. */
  readonly rejectedRows: ReadonlySet<number>
}

/**
 * A resumed run skips the rows that were settled; where attempts of some of them may still commit, the book is filled again from those
 * rows as they pass by, in file order. A doubt of several merged rows comes back as a doubt of each: that asks more than is needed, never less.
 */
export function replayDoubts({book, doubts, mapRow, rejectedRows}: ReplayDoubtsPorts): (row: SourceRow) => void {
  const untilByRow = new Map(doubts)
  return row => {
    if (rejectedRows.has(row.row)) return
    const mapped = mapRow(row)
    if (mapped.kind !== 'mapped') return
    const untilMs = untilByRow.get(row.row)
    book.wrote(mapped.orderKey, mapped.properties)
    if (untilMs !== undefined) book.doubt(inputOfRow(mapped), untilMs)
  }
}
