import {AppError} from '../../errors/app-error.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {shellQuote} from '../../shared/shell-quote.js'
import type {LineBlock} from '../line-blocks.js'
import {inChunks, type OpenedRows, withFirst} from '../opened-rows.js'
import {jsonlRows} from './jsonl-rows.js'

/** Reads the first block for its keys; the rows follow when they are asked for. Throws FILE_EMPTY. */
export async function openJsonl(lines: AsyncIterable<LineBlock>, name: string): Promise<OpenedRows> {
  const blocks = jsonlRows(lines)
  const first = await blocks.next()
  if (first.done === true)
    throw new AppError('FILE_EMPTY', `${name} holds no rows: there is nothing but blank lines in it.`, {
      next: [`head ${shellQuote(name)}`],
    })
  return {columns: keysOf(first.value), chunks: cut(withFirst(first.value, blocks))}
}

function keysOf(rows: readonly (SourceRow | Reject)[]): readonly string[] {
  const keys = new Set<string>()
  for (const row of rows) {
    if (row.kind === 'source') for (const key of Object.keys(row.record)) keys.add(key)
  }
  return [...keys]
}

async function* cut(blocks: AsyncIterable<readonly (SourceRow | Reject)[]>): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  for await (const block of blocks) yield* inChunks(block)
}
