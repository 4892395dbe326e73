import {damaged} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'

/** What one byte can stand for: a copy of 64 bytes takes three. */
const MOST_PER_BYTE = 24

/** Whether a block of so many bytes can be as long as it says, before memory is taken for it. */
export function maySnappy(packedBytes: number, size: number): boolean {
  return size <= packedBytes * MOST_PER_BYTE
}

/**
 * One Snappy block without framing, which fills `out`. Format: google/snappy, format_description.txt. Throws
 * DamagedParquet.
 */
export function unpackSnappy(packed: Buffer, out: Buffer): void {
  const cursor = new ByteCursor(packed)
  if (cursor.varint() !== out.length) throw damaged('a page has another length than it says')
  let at = 0
  while (cursor.at < packed.length) {
    const tag = cursor.byte()
    if ((tag & 3) === 0) at = literal(tag >> 2, cursor, out, at)
    else {
      const {length: count, offset} = copyOf(tag, cursor)
      at = copyWithin(out, at, offset, count)
    }
  }
  if (at !== out.length) throw damaged('a page is shorter than it says')
}

function literal(code: number, cursor: ByteCursor, out: Buffer, at: number): number {
  let length = code + 1
  if (code >= 60) {
    const bytes = code - 59
    length = cursor.bytes.readUIntLE(cursor.skip(bytes), bytes) + 1
  }
  const start = cursor.skip(length)
  if (length > out.length - at) throw damaged('a page is longer than it says')
  cursor.bytes.copy(out, at, start, start + length)
  return at + length
}

function copyOf(tag: number, cursor: ByteCursor): {readonly length: number; readonly offset: number} {
  if ((tag & 3) === 1) return {length: ((tag >> 2) & 7) + 4, offset: (tag >> 5) * 256 + cursor.byte()}
  const bytes = (tag & 3) === 2 ? 2 : 4
  return {length: (tag >> 2) + 1, offset: cursor.bytes.readUIntLE(cursor.skip(bytes), bytes)}
}

/** Copies what was written `offset` bytes ago to `at`; both may overlap, which repeats it. Returns where it ends. */
export function copyWithin(out: Buffer, at: number, offset: number, length: number): number {
  if (offset === 0 || offset > at) throw damaged('a page repeats what it does not have')
  if (length > out.length - at) throw damaged('a page is longer than it says')
  const end = at + length
  if (offset >= length) out.copyWithin(at, at - offset, at - offset + length)
  else for (let to = at; to < end; to += 1) out[to] = out[to - offset] ?? 0
  return end
}
