import {sniffContainer} from './container/sniff-container.js'
import type {InputFile} from './input-file.js'

const SAMPLE_BYTES = 256 * 1024
const LINE_FEED = 0x0a

/**
 * About how many rows a regular file holds, by the lines of its beginning, or by what a table says; undefined for a
 * compressed one and for a JSON document. Line breaks inside cells count as well, so it is rather too many. Throws the
 * errors of node:fs.
 */
export async function estimateRows(file: InputFile, header: boolean): Promise<number | undefined> {
  const sample = await file.head(SAMPLE_BYTES)
  if (sniffContainer(sample) === 'parquet') return rowsOfParquet(file)
  if (sample.length === 0 || sniffContainer(sample) !== undefined || isJsonDocument(sample)) return undefined
  const lines = countLines(sample) * (file.bytes / sample.length)
  return Math.max(0, Math.round(lines) - (header ? 1 : 0))
}

async function rowsOfParquet(file: InputFile): Promise<number> {
  const {parquetRows} = await import('./parquet/open-parquet.js')
  return parquetRows(file)
}

/** Pretty-printed, a row takes many lines; else all of them may be in one. */
function isJsonDocument(sample: Uint8Array): boolean {
  return /^[\s\uFEFF]*(?:\[|\{\s*\n)/.test(Buffer.from(sample.subarray(0, 200)).toString())
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1
  return bytes.at(-1) === LINE_FEED || bytes.length === SAMPLE_BYTES ? lines : lines + 1
}
