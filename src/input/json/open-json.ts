import type {AppError} from '../../errors/app-error.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {inChunks, type OpenedRows, withFirst} from '../opened-rows.js'

type Rows = readonly (SourceRow | Reject)[]

interface OpenJson {
  /** Whether all rows fit into the memory of one block: then all are read for their fields. */
  readonly isSmall: boolean
  readonly holdsNoRows: () => AppError
  /** Of a file of which none of the rows that were looked at can be read. */
  readonly holdsNoObjects: (first: Reject) => AppError
}

/**
 * Reads the first rows for their fields; the others follow when they are asked for. Throws what `blocks` does, and
 * where there are none.
 */
export async function openJson(
  blocks: AsyncGenerator<Rows>,
  {isSmall, holdsNoRows, holdsNoObjects}: OpenJson,
): Promise<OpenedRows> {
  const first = await blocks.next()
  if (first.done === true) throw holdsNoRows()
  const [bad] = first.value
  if (bad?.kind === 'reject' && first.value.every(({kind}) => kind === 'reject')) throw holdsNoObjects(bad)
  if (!isSmall) return {columns: fieldsOf(first.value), chunks: cut(withFirst(first.value, blocks))}
  const rows = [...first.value]
  for await (const block of blocks) rows.push(...block)
  return {columns: fieldsOf(rows), chunks: cut(withFirst(rows, blocks)), isWhole: true}
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
