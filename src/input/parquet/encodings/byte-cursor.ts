import {damaged} from '../damaged.js'

/** Bytes that are read from front to back. Throws DamagedParquet over their end. */
export class ByteCursor {
  /** What is at a place that `skip` returned is there until the next call. */
  bytes: Buffer
  at: number
  /** How many of the bytes are there. */
  protected limit: number

  constructor(bytes: Buffer, at = 0, limit = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.limit = limit
  }

  byte(): number {
    if (this.at >= this.limit) this.fill(1)
    return this.bytes[this.at++] ?? 0
  }

  uint32(): number {
    const start = this.skip(4)
    return this.bytes.readUInt32LE(start)
  }

  /** Where the next `count` bytes begin, which are then behind. */
  skip(count: number): number {
    if (!(count >= 0 && count <= this.limit - this.at)) this.fill(count)
    const start = this.at
    this.at = start + count
    return start
  }

  /** Has so many bytes there from `at` on. */
  protected fill(_count: number): void {
    throw damaged('its values are cut off')
  }

  /** Of at most 32 bits. */
  varint(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw damaged('a number among its values is too long')
  }

  /** Of at most 64 bits, folded so that small negative numbers are short. */
  zigzag(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n)
    }
    throw damaged('a number among its values is too long')
  }
}
