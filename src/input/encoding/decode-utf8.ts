import {isUtf8} from 'node:buffer'
import {markBadBytes} from './bad-bytes.js'

/**
 * UTF-8 blocks to text; invalid bytes are marked, so that only their row is rejected. The byte order mark must be gone.
 */
export async function* decodeUtf8(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const block of blocks) {
    const bytes =
      rest.length > 0 ? Buffer.concat([rest, block]) : Buffer.from(block.buffer, block.byteOffset, block.length)
    const complete = bytes.length - openBytes(bytes)
    rest = Uint8Array.from(bytes.subarray(complete))
    if (complete > 0) yield decode(bytes.subarray(0, complete))
  }
  if (rest.length > 0) yield decode(Buffer.from(rest))
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const lines: string[] = []
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(0x0a, start)
    const line = bytes.subarray(start, end < 0 ? bytes.length : end)
    lines.push(isUtf8(line) ? line.toString('utf8') : markBadBytes(line))
    if (end < 0) break
    start = end + 1
  }
  return lines.join('\n')
}

/** How many bytes at the end begin a character that the next block completes: 0 to 3. */
export function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0b1100_0000) === 0b1000_0000) continue // in the middle of a character: look further back
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needed > back ? back : 0
  }
  return 0
}
