import {damaged} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'
import {copyWithin} from './snappy.js'

/** A match grows by at most 255 bytes for each of its own. */
const MOST_PER_BYTE = 255
const LEAST_MATCH = 4
const HADOOP_HEAD = 8

/** Whether blocks of so many bytes can be as long as they say, before memory is taken for them. */
export function mayLz4(packedBytes: number, size: number): boolean {
  return size <= packedBytes * MOST_PER_BYTE
}

/** One LZ4 block without framing, which fills `out`. Format: lz4, lz4_Block_format.md. Throws DamagedParquet. */
export function unpackLz4(packed: Buffer, out: Buffer): void {
  if (unpackBlock(packed, out) !== out.length) throw damaged('a page is shorter than it says')
}

/**
 * Blocks behind their lengths, as Hadoop writes them, or a block without: files say the same of both, and older
 * readers and writers of other languages did either.
 */
export function unpackHadoopLz4(packed: Buffer, out: Buffer): void {
  if (!isFramed(packed, out.length)) {
    unpackLz4(packed, out)
    return
  }
  let filled = 0
  for (let at = 0; at < packed.length; ) {
    const end = at + HADOOP_HEAD + packed.readUInt32BE(at + 4)
    const length = packed.readUInt32BE(at)
    unpackLz4(packed.subarray(at + HADOOP_HEAD, end), out.subarray(filled, filled + length))
    filled += length
    at = end
  }
}

/** Whether the lengths of its blocks add up to that of the page. */
function isFramed(packed: Buffer, size: number): boolean {
  let unpacked = 0
  let at = 0
  while (at + HADOOP_HEAD <= packed.length && unpacked <= size) {
    unpacked += packed.readUInt32BE(at)
    at += HADOOP_HEAD + packed.readUInt32BE(at + 4)
  }
  return at === packed.length && unpacked === size
}

function unpackBlock(packed: Buffer, out: Buffer): number {
  const cursor = new ByteCursor(packed)
  let at = 0
  while (cursor.at < packed.length) {
    const token = cursor.byte()
    const literals = longer(token >> 4, cursor)
    const start = cursor.skip(literals)
    if (literals > out.length - at) throw damaged('a page is longer than it says')
    packed.copy(out, at, start, start + literals)
    at += literals
    if (cursor.at === packed.length) break // the last sequence has no match
    const offset = packed.readUInt16LE(cursor.skip(2))
    at = copyWithin(out, at, offset, longer(token & 15, cursor) + LEAST_MATCH)
  }
  return at
}

/** 15 says that bytes follow which are added, up to one that is not 255. */
function longer(length: number, cursor: ByteCursor): number {
  if (length < 15) return length
  let total = length
  let byte = cursor.byte()
  while (byte === 255) {
    total += byte
    byte = cursor.byte()
  }
  return total + byte
}
