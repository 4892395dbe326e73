import {damaged} from '../damaged.js'
import type {ByteCursor} from './byte-cursor.js'

const MAX_BLOCK = 1 << 20

interface DeltaHead {
  readonly perMiniblock: number
  readonly miniblocks: number
  /** How many values there are. */
  readonly count: number
  readonly first: bigint
}

/** Each number as its distance to the one before, in blocks of a least distance and packed rests (DELTA_BINARY_PACKED). */
export class DeltaNumbers {
  readonly #cursor: ByteCursor
  readonly #bits: 32 | 64
  readonly #head: DeltaHead
  #given = 0
  #value: bigint
  #least = 0n
  #widths: readonly number[] = []
  #miniblock = 0
  #left = 0
  #width = 0
  #bit = 0

  constructor(cursor: ByteCursor, bits: 32 | 64) {
    this.#cursor = cursor
    this.#bits = bits
    this.#head = readHead(cursor)
    this.#value = this.#head.first
  }

  next(): bigint {
    if (this.#given >= this.#head.count) throw damaged('its values are cut off')
    this.#given += 1
    if (this.#given === 1) return this.#value
    if (this.#left === 0) this.#beginMiniblock()
    this.#left -= 1
    // Both ends wrap around, as the numbers of the writer did.
    this.#value = BigInt.asIntN(this.#bits, this.#value + this.#least + this.#rest())
    return this.#value
  }

  #beginMiniblock(): void {
    if (this.#miniblock === this.#widths.length) this.#beginBlock()
    this.#width = this.#widths[this.#miniblock] ?? 0
    this.#miniblock += 1
    this.#left = this.#head.perMiniblock
    const {bytes, at} = this.#cursor
    this.#bit = at * 8
    // The last one may end with its last value.
    this.#cursor.skip(Math.min((this.#width * this.#left) / 8, bytes.length - at))
  }

  #beginBlock(): void {
    this.#least = this.#cursor.zigzag()
    this.#widths = readWidths(this.#cursor, this.#head.miniblocks)
    this.#miniblock = 0
  }

  #rest(): bigint {
    const {bytes} = this.#cursor
    let low = 0
    let high = 0
    for (let got = 0; got < this.#width; ) {
      const byte = bytes[Math.floor(this.#bit / 8)]
      if (byte === undefined) throw damaged('its values are cut off')
      const offset = this.#bit % 8
      const taken = Math.min(8 - offset, this.#width - got, got < 32 ? 32 - got : 32)
      const part = (byte >> offset) & ((1 << taken) - 1)
      if (got < 32) low += part * 2 ** got
      else high += part * 2 ** (got - 32)
      got += taken
      this.#bit += taken
    }
    return high === 0 ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low)
  }
}

/** Goes behind the numbers that begin there, without unpacking them. */
export function skipDeltaNumbers(cursor: ByteCursor): void {
  const {count, miniblocks, perMiniblock} = readHead(cursor)
  for (let left = count - 1; left > 0; ) {
    cursor.zigzag()
    for (const width of readWidths(cursor, miniblocks)) {
      if (left <= 0) break // writers leave out the bodies behind the last value
      cursor.skip((width * perMiniblock) / 8)
      left -= perMiniblock
    }
  }
}

function readHead(cursor: ByteCursor): DeltaHead {
  const block = cursor.varint()
  const miniblocks = cursor.varint()
  const count = cursor.varint()
  const first = cursor.zigzag()
  const perMiniblock = block / miniblocks
  if (!(block > 0 && block <= MAX_BLOCK && miniblocks > 0 && perMiniblock % 8 === 0))
    throw damaged('its numbers are in blocks of an impossible size')
  return {perMiniblock, miniblocks, count, first}
}

function readWidths(cursor: ByteCursor, miniblocks: number): readonly number[] {
  const start = cursor.skip(miniblocks)
  const widths = [...cursor.bytes.subarray(start, start + miniblocks)]
  if (widths.some(width => width > 64)) throw damaged('its numbers are packed at more than 64 bits')
  return widths
}
