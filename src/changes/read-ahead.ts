import {readWhole} from '../shared/files/whole-pieces.js'

const AHEAD_WORDS = 32 * 1024

/** Words of a file that were read before they are asked for: of blocks that are read one after the other. */
export class ReadAhead {
  readonly #words = new Int32Array(AHEAD_WORDS)
  /** Where in the file they begin, and end. */
  #begin = 0
  #end = 0

  /** Fills `piece` from `at` on, of a file of `length` words. Throws the errors of node:fs. */
  fill(piece: Int32Array, file: number, {at, length}: {readonly at: number; readonly length: number}): void {
    if (at < this.#begin || at + piece.length > this.#end) this.#read(file, at, length)
    const from = at - this.#begin
    piece.set(this.#words.subarray(from, from + piece.length))
  }

  /** These words are in the file now, from `at` on. */
  wrote(words: Int32Array, at: number): void {
    const from = Math.max(at, this.#begin)
    const to = Math.min(at + words.length, this.#end)
    if (from < to) this.#words.set(words.subarray(from - at, to - at), from - this.#begin)
  }

  #read(file: number, at: number, length: number): void {
    this.#end = this.#begin = at // should reading fail
    const end = Math.min(at + AHEAD_WORDS, length)
    readWhole(file, this.#words.subarray(0, end - at), at * 4)
    this.#end = end
  }
}
