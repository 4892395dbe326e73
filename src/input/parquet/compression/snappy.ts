import {damaged} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'

/** So many bytes are copied sooner one by one than by a call. */
export const FEW = 48

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
    if ((tag & 3) === 0) at = literal(tag, cursor, out, at)
    else {
      const {length: count, offset} = snappyCopy(tag, cursor)
      at = copyWithin(out, at, offset, count)
    }
  }
  if (at !== out.length) throw damaged('a page is shorter than it says')
}

function literal(tag: number, cursor: ByteCursor, out: Buffer, at: number): number {
  const length = snappyLiteral(tag, cursor)
  const start = cursor.skip(length)
  if (length > out.length - at) throw damaged('a page is longer than it says')
  if (length > FEW) cursor.bytes.copy(out, at, start, start + length)
  else for (let step = 0; step < length; step += 1) out[at + step] = cursor.bytes[start + step] ?? 0
  return at + length
}

/** How many bytes follow as they are. */
export function snappyLiteral(tag: number, cursor: ByteCursor): number {
  const code = tag >> 2
  if (code < 60) return code + 1
  const bytes = code - 59
  return cursor.bytes.readUIntLE(cursor.skip(bytes), bytes) + 1
}

/** How many bytes are those of so far back. */
export function snappyCopy(tag: number, cursor: ByteCursor): {readonly length: number; readonly offset: number} {
  if ((tag & 3) === 1) return {length: ((tag >> 2) & 7) + 4, offset: (tag >> 5) * 256 + cursor.byte()}
  const bytes = (tag & 3) === 2 ? 2 : 4
  return {length: (tag >> 2) + 1, offset: cursor.bytes.readUIntLE(cursor.skip(bytes), bytes)}
}

/** Copies what was written `offset` bytes ago to `at`; both may overlap, which repeats it. Returns where it ends. */
export function copyWithin(out: Buffer, at: number, offset: number, length: number): number {
  if (offset === 0 || offset > at) throw damaged('a page repeats what it does not have')
  if (length > out.length - at) throw damaged('a page is longer than it says')
  const end = at + length
  if (offset >= length && length > FEW) out.copyWithin(at, at - offset, at - offset + length)
  else for (let to = at; to < end; to += 1) out[to] = out[to - offset] ?? 0
  return end
}
