import {damaged} from '../damaged.js'

/** Bytes that are read from front to back. Throws DamagedParquet over their end. */
export class ByteCursor {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  byte(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined) throw damaged('its values are cut off')
    this.at += 1
    return byte
  }

  uint32(): number {
    const start = this.skip(4)
    return this.bytes.readUInt32LE(start)
  }

  /** Where the next `count` bytes begin, which are then behind. */
  skip(count: number): number {
    const start = this.at
    if (!(count >= 0 && count <= this.bytes.length - start)) throw damaged('its values are cut off')
    this.at = start + count
    return start
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
