import type {SourceRow} from '../rows/rows.js'
import type {BatchRow} from './batch.js'
import type {DoubtBook} from './doubt-book.js'
import type {EarlierDoubts} from './earlier-doubts.js'
import {inputOfRow} from './fold.js'

export interface ReplayDoubtsPorts {
  readonly book: DoubtBook
  readonly earlier: EarlierDoubts
  readonly mapRow: (row: SourceRow) => BatchRow
  /** Rows that were refused: nothing is expected of them, but an earlier attempt of theirs may still commit. */
  readonly rejectedRows: ReadonlySet<number>
}

/**
 * A resumed run skips the rows that were settled; where attempts of some of them may still commit, the book is filled
 * again from those rows as they pass by, in file order. A doubt of several merged rows comes back as a doubt of each:
 * that asks more than is needed, never less.
 */
export function replayDoubts({book, earlier, mapRow, rejectedRows}: ReplayDoubtsPorts): (row: SourceRow) => void {
  return row => {
    const untilMs = earlier.take(row.row)
    const mapped = mapRow(row) // also of a refused row: who maps may remember its key
    if (mapped.kind !== 'mapped') return
    const isRefused = rejectedRows.has(row.row)
    if (!isRefused) book.wrote(mapped, mapped.properties)
    if (untilMs === undefined) return
    const input = inputOfRow(mapped)
    book.doubt(input, untilMs)
    if (isRefused) book.refused(input)
  }
}
