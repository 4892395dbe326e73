import {damaged, UnreadParquet} from '../damaged.js'
import type {Physical} from '../footer/parquet-types.js'
import {ByteCursor} from './byte-cursor.js'
import {DeltaNumbers, skipDeltaNumbers} from './delta-numbers.js'
import type {FromBytes, Values} from './values.js'

/** A value that repeats so much of the one before would grow without a bound. */
const MAX_VALUE_BYTES = 16 * 1024 * 1024

export function deltaNumbers(cursor: ByteCursor, physical: Physical, from: FromBytes): Values {
  if (physical === 'int32') {
    const numbers = new DeltaNumbers(cursor, 32)
    return {next: () => from.int32(Number(numbers.next()))}
  }
  if (physical !== 'int64') throw new UnreadParquet(`its ${physical} values are packed as distances`)
  const numbers = new DeltaNumbers(cursor, 64)
  return {next: () => from.int64(numbers.next())}
}

/** All lengths, and behind them all texts (DELTA_LENGTH_BYTE_ARRAY). */
export function deltaLengths(cursor: ByteCursor, from: FromBytes): Values {
  const next = textsBehindLengths(cursor)
  return {
    next: () => {
      const {start, end} = next()
      return from.bytes(cursor.bytes, start, end)
    },
  }
}

/**
 * How many bytes each text has in common with the one before, and the rest of it (DELTA_BYTE_ARRAY); also for values of
 * a fixed length.
 */
export function deltaTexts(cursor: ByteCursor, width: number | undefined, from: FromBytes): Values {
  const prefixes = new DeltaNumbers(new ByteCursor(cursor.bytes, cursor.at), 32)
  skipDeltaNumbers(cursor)
  const nextRest = textsBehindLengths(cursor)
  let before: Buffer = Buffer.alloc(0)
  return {
    next: () => {
      const shared = Number(prefixes.next())
      const {start, end} = nextRest()
      const length = shared + end - start
      if (!(shared >= 0 && shared <= before.length && length <= MAX_VALUE_BYTES))
        throw damaged('one of its values repeats more than the one before has')
      if (width !== undefined && length !== width) throw damaged('one of its values has another length')
      before = Buffer.concat([before.subarray(0, shared), cursor.bytes.subarray(start, end)], length)
      return from.bytes(before, 0, length)
    },
  }
}

function textsBehindLengths(cursor: ByteCursor): () => {start: number; end: number} {
  const lengths = new DeltaNumbers(new ByteCursor(cursor.bytes, cursor.at), 32)
  skipDeltaNumbers(cursor)
  return () => {
    const length = Number(lengths.next())
    const start = cursor.skip(length)
    return {start, end: start + length}
  }
}
