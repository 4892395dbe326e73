import type {AppError} from '../../errors/app-error.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {inChunks, type OpenedRows, withFirst} from '../opened-rows.js'

type Rows = readonly (SourceRow | Reject)[]

/** Reads the first rows for their fields; the others follow when they are asked for. Throws what `blocks` does, and where there are none. */
export async function openJson(blocks: AsyncGenerator<Rows>, holdsNoRows: () => AppError): Promise<OpenedRows> {
  const first = await blocks.next()
  if (first.done === true) throw holdsNoRows()
  return {columns: fieldsOf(first.value), chunks: cut(withFirst(first.value, blocks))}
}

function fieldsOf(rows: Rows): readonly string[] {
  const fields = new Set<string>()
  for (const row of rows) {
    if (row.kind === 'source') for (const field of Object.keys(row.record)) fields.add(field)
  }
  return [...fields]
}

async function* cut(blocks: AsyncIterable<Rows>): AsyncGenerator<Rows> {
  for await (const block of blocks) yield* inChunks(block)
}
