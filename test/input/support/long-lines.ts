import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

const READER = fileURLToPath(new URL('read-long-lines.mjs', import.meta.url))

export interface Reading {
  /** By format. */
  readonly rows: Readonly<Record<string, readonly unknown[]>>
  /** Most memory in use, without garbage. */
  readonly peakMb: number
}

/** Reads a line of 8 MB and then one of so many in every format, in a process of its own. */
export async function readLongLines(megabytes: number): Promise<{readonly short: Reading; readonly long: Reading}> {
  const {stdout} = await promisify(execFile)(process.execPath, [READER, String(megabytes)])
  return JSON.parse(stdout)
}

const refused = {
  kind: 'reject',
  code: 'UNREADABLE_ROW',
  message: 'The row cannot be read: it is too long.',
  raw: 65_536,
}
const csv = [
  {kind: 'source', row: 1, line: 2},
  {...refused, row: 2, line: 3},
  {kind: 'source', row: 3, line: 4},
]
const jsonl = [
  {kind: 'source', row: 1, line: 1},
  {...refused, row: 2, line: 2},
  {kind: 'source', row: 3, line: 3},
]

/** The long line alone is refused, by its number. */
export const ONE_REFUSED = {
  ...{csv, 'csv.gz': csv, 'quoted csv': csv, 'quoted csv.gz': csv},
  ...{jsonl, 'jsonl.gz': jsonl, json: jsonl, 'json.gz': jsonl},
}
