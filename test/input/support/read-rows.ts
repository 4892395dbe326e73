import {openSource} from '../../../src/input/open-source.js'
import type {SourceSpec} from '../../../src/input/source.js'
import type {Reject, SourceRow} from '../../../src/rows/rows.js'

export interface ReadRows {
  readonly columns: readonly string[]
  readonly rows: readonly (SourceRow | Reject)[]
}

export async function readRows(spec: SourceSpec): Promise<ReadRows> {
  const source = await openSource(spec)
  const rows: (SourceRow | Reject)[] = []
  for await (const row of source.rows) rows.push(row)
  return {columns: source.columns, rows}
}

/** Reads text as if it came on standard input, in chunks of these sizes and then the rest. */
export function readText(
  text: string | Uint8Array,
  spec: Omit<SourceSpec, 'path' | 'stdin'> = {},
  chunks: readonly number[] = [],
): Promise<ReadRows> {
  return readRows({...spec, path: '-', stdin: inChunks(Buffer.from(text), chunks)})
}

export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    if (at >= bytes.length) return
    yield bytes.subarray(at, at + size)
    at += size
  }
  if (at < bytes.length) yield bytes.subarray(at)
}

/** `row@line: cells`, or `row@line! raw` for a refused one. */
export function brief({rows}: ReadRows): readonly string[] {
  return rows.map(row => {
    const place = `${row.row}@${row.line}`
    return row.kind === 'source' ? `${place}: ${JSON.stringify(row.record)}` : `${place}! ${row.raw}`
  })
}

/** Why each refused row was refused. */
export function problems({rows}: ReadRows): readonly string[] {
  return rows.flatMap(row => (row.kind === 'reject' ? [row.message] : []))
}
