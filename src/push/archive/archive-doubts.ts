import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import {rangesOf} from '../late-commits/doubt-book.js'

/**
 * Rows whose archive may still happen after its answer, or without one: an attempt of it was cut off. It would take
 * away what the next run writes to the record, so the journal holds these rows, and the next run of the object waits
 * until they are over.
 */
export class ArchiveDoubts {
  #doubts: DoubtfulRows[]

  /** `inherited`: of the process before, when its run is resumed. */
  constructor(inherited: readonly DoubtfulRows[] = []) {
    this.#doubts = [...inherited]
  }

  note(rows: readonly {readonly row: number}[], untilMs: number): void {
    this.#doubts.push(...rangesOf(rows.map(({row}): [number, number] => [row, untilMs])))
  }

  /** Those that are not over yet. */
  left(nowMs: number): readonly DoubtfulRows[] {
    this.#doubts = this.#doubts.filter(([, untilMs]) => untilMs > nowMs)
    return this.#doubts
  }
}
