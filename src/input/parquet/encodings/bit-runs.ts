import {damaged} from '../damaged.js'
import type {ByteCursor} from './byte-cursor.js'

const GROUP = 8

/**
 * Small numbers in runs: one repeated, or several packed at `width` bits each, lowest bits first (encoding RLE). Levels,
 * places in a dictionary and truth values are kept so.
 */
export class BitRuns {
  readonly #cursor: ByteCursor
  readonly #width: number
  #left = 0
  #isPacked = false
  #value = 0
  /** Of the packed run, counted from its first byte. */
  #bit = 0
  #start = 0

  constructor(cursor: ByteCursor, width: number) {
    if (width > 32) throw damaged(`its values are packed at ${width} bits`)
    this.#cursor = cursor
    this.#width = width
  }

  next(): number {
    while (this.#left === 0) this.#begin()
    this.#left -= 1
    return this.#isPacked ? this.#unpack() : this.#value
  }

  #begin(): void {
    const header = this.#cursor.varint()
    this.#isPacked = header % 2 === 1
    const count = Math.floor(header / 2)
    if (this.#isPacked) this.#beginPacked(count)
    else {
      this.#left = count
      this.#value = this.#repeated()
    }
  }

  /** Writers may leave out the padding behind the last value of a page. */
  #beginPacked(groups: number): void {
    const {cursor, width} = {cursor: this.#cursor, width: this.#width}
    this.#left = groups * GROUP
    this.#bit = 0
    this.#start = cursor.skip(Math.min(groups * width, cursor.bytes.length - cursor.at))
  }

  #repeated(): number {
    let value = 0
    for (let shift = 0; shift < this.#width; shift += 8) value += this.#cursor.byte() * 2 ** shift
    return value
  }

  #unpack(): number {
    const {bytes} = this.#cursor
    let value = 0
    for (let got = 0; got < this.#width; ) {
      const byte = bytes[this.#start + (this.#bit >>> 3)]
      if (byte === undefined) throw damaged('its values are cut off')
      const offset = this.#bit & 7
      const taken = Math.min(8 - offset, this.#width - got)
      value += ((byte >> offset) & ((1 << taken) - 1)) * 2 ** got
      got += taken
      this.#bit += taken
    }
    return value
  }
}

/** How many bits numbers up to `most` take. */
export function bitWidth(most: number): number {
  return 32 - Math.clz32(most)
}
