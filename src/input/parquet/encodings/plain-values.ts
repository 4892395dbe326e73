import {damaged} from '../damaged.js'
import type {Physical} from '../footer/parquet-types.js'
import {BitRuns} from './bit-runs.js'
import type {ByteCursor} from './byte-cursor.js'
import type {FromBytes, Value, Values} from './values.js'

/** One value, of which a text may be as long as a whole page: longer than any row may be. */
const MAX_VALUE_BYTES = 64 * 1024 * 1024

/** Values one after the other (PLAIN). */
export function plainValues(cursor: ByteCursor, physical: Physical, width: number, from: FromBytes): Values {
  switch (physical) {
    case 'boolean':
      return truthValues(new PackedTruths(cursor), from)
    case 'int32':
      return fixedValues(cursor, 4, {bytes: (bytes, start) => from.int32(bytes.readInt32LE(start))})
    case 'int64':
      return fixedValues(cursor, 8, {bytes: (bytes, start) => from.int64(bytes.readBigInt64LE(start))})
    case 'float':
      return fixedValues(cursor, 4, {bytes: (bytes, start) => from.float(bytes.readFloatLE(start))})
    case 'double':
      return fixedValues(cursor, 8, {bytes: (bytes, start) => from.double(bytes.readDoubleLE(start))})
    case 'bytes':
      return {next: () => lengthBefore(cursor, from)}
    default:
      return fixedValues(cursor, physical === 'int96' ? 12 : width, from)
  }
}

function lengthBefore(cursor: ByteCursor, from: FromBytes): Value {
  const length = cursor.uint32()
  if (length > MAX_VALUE_BYTES) throw damaged('one of its values is too long')
  const start = cursor.skip(length)
  return from.bytes(cursor.bytes, start, start + length)
}

function fixedValues(cursor: ByteCursor, width: number, from: Pick<FromBytes, 'bytes'>): Values {
  return {
    next: () => {
      const start = cursor.skip(width)
      return from.bytes(cursor.bytes, start, start + width)
    },
  }
}

/** Truth values as runs, behind their length in bytes. */
export function truthRuns(cursor: ByteCursor, from: FromBytes): Values {
  cursor.skip(4)
  return truthValues(new BitRuns(cursor, 1), from)
}

function truthValues(bits: {next(): number}, from: FromBytes): Values {
  return {next: () => from.boolean(bits.next() === 1)}
}

class PackedTruths {
  readonly #cursor: ByteCursor
  #byte = 0
  #left = 0

  constructor(cursor: ByteCursor) {
    this.#cursor = cursor
  }

  next(): number {
    if (this.#left === 0) {
      this.#byte = this.#cursor.byte()
      this.#left = 8
    }
    const bit = this.#byte & 1
    this.#byte >>= 1
    this.#left -= 1
    return bit
  }
}
