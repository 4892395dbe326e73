import type {SourceRow} from '../../rows/rows.js'
import {type DoubtfulRows, NO_ROW} from '../../runs/journal/journal-line.js'
import type {StoredRun} from '../../runs/run-store.js'
import type {BatchRow} from '../line/batch.js'
import {inputOfRow} from '../send/fold.js'
import {type DoubtBook, rangesOf, untilByRow} from './doubt-book.js'

/**
 * Doubts of the run that is gone on with, by row, until each row has come by again and is in the book. They are
 * journalled all the while:
 * a second crash must not lose what the first one left.
 */
export class EarlierDoubts {
  readonly #untilByRow: Map<number, number>
  readonly #settledRow: number
  /** The last row in doubt, and when the last doubt is over. */
  readonly #lastRow: number
  readonly #latestMs: number
  #passedRow = 0

  /** `settledRow`: rows up to it pass by without being sent, in file order. */
  constructor(doubts: readonly DoubtfulRows[], settledRow: number) {
    this.#untilByRow = untilByRow(doubts)
    this.#settledRow = settledRow
    this.#lastRow = doubts.reduce((last, [first, , to = first]) => Math.max(last, to), 0)
    this.#latestMs = doubts.reduce((latest, [, untilMs]) => Math.max(latest, untilMs), 0)
  }

  /** Whether an attempt of a row behind this one may still commit. */
  mayCommitAfter(row: number, nowMs: number): boolean {
    return row < this.#lastRow && nowMs < this.#latestMs
  }

  get concernsSettledRows(): boolean {
    for (const row of this.#untilByRow.keys()) if (row <= this.#settledRow) return true
    return false
  }

  /** When the row's attempt can no longer commit; each row is given out once. */
  take(row: number): number | undefined {
    this.#passedRow = Math.min(row, this.#settledRow)
    if (this.#untilByRow.size === 0) return undefined
    const untilMs = this.#untilByRow.get(row)
    this.#untilByRow.delete(row)
    return untilMs
  }

  /**
   * What must be known when this run, too, is gone on with. A row that is yet to be sent is out of doubt when its time
   * is over.
   */
  left(nowMs: number): DoubtfulRows[] {
    const left = [...this.#untilByRow].filter(([row, untilMs]) =>
      row > this.#settledRow ? untilMs > nowMs : row > this.#passedRow,
    )
    return rangesOf(left)
  }
}

/**
 * What the process before left in doubt. A run that ended in good order had settled what was in flight, or journalled
 * it; one that did not may have had a whole window of batches out: `underWay`.
 */
export function earlierDoubtsOf(
  resumed: StoredRun | undefined,
  underWay: {readonly rows: number; readonly untilMs: number},
): EarlierDoubts {
  const line = resumed?.checkpoint?.line
  const settledRow = line?.row ?? 0
  const wasCutOff = resumed !== undefined && (line === undefined || line.state === 'running')
  const cutOff: DoubtfulRows[] = wasCutOff ? [[settledRow + 1, underWay.untilMs, settledRow + underWay.rows]] : []
  const doubts = (line?.doubts ?? []).filter(([row]) => row !== NO_ROW)
  return new EarlierDoubts([...doubts, ...cutOff], settledRow)
}

interface ReplayDoubtsPorts {
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
    const mapped = mapRow(row) // also of a rejected row: who maps may remember its key
    if (mapped.kind !== 'mapped') return
    const isRefused = rejectedRows.has(row.row)
    if (!isRefused) book.note({kind: 'written', input: mapped})
    if (untilMs === undefined) return
    const input = inputOfRow(mapped)
    book.note({kind: 'doubtful', input, untilMs})
    if (isRefused) book.note({kind: 'refused', input})
  }
}
