import {open} from 'node:fs/promises'
import {sniffContainer} from './sniff-container.js'

const SAMPLE_BYTES = 256 * 1024
const LINE_FEED = 0x0a

/**
 * About how many rows a regular file holds, by the lines of its beginning; undefined for a compressed one and for a JSON document. Line breaks inside cells
 * count as well, so it is rather too many. Throws the errors of node:fs.
 */
export async function estimateRows(path: string, header: boolean): Promise<number | undefined> {
  const file = await open(path, 'r')
  try {
    const {size} = await file.stat()
    const {buffer, bytesRead} = await file.read(Buffer.alloc(Math.min(SAMPLE_BYTES, size)), 0, undefined, 0)
    const sample = buffer.subarray(0, bytesRead)
    if (bytesRead === 0 || sniffContainer(sample) !== undefined || isJsonDocument(sample)) return undefined
    const lines = countLines(sample) * (size / bytesRead)
    return Math.max(0, Math.round(lines) - (header ? 1 : 0))
  } finally {
    await file.close()
  }
}

/** Pretty-printed, a row takes many lines; else all of them may stand in one. */
function isJsonDocument(sample: Uint8Array): boolean {
  return /^[\s\uFEFF]*(?:\[|\{\s*\n)/.test(Buffer.from(sample.subarray(0, 200)).toString())
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (const byte of bytes) if (byte === LINE_FEED) lines += 1
  return bytes.at(-1) === LINE_FEED || bytes.length === SAMPLE_BYTES ? lines : lines + 1
}
