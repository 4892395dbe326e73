import {damaged} from '../../../../src/input/parquet/damaged.js'
import type {RandomBytes} from '../../../../src/input/parquet/file-bytes.js'
import {groupBlocks, readingMemory} from '../../../../src/input/parquet/group-rows.js'
import {type ParquetFile, readParquet} from '../../../../src/input/parquet/read-parquet.js'

/** A cell; of what is no text, the text in brackets. */
type ReadCell = string | null

export interface ReadParquet {
  readonly file: ParquetFile
  readonly rows: readonly ReadonlyMap<string, ReadCell>[]
}

export function inMemory(bytes: Buffer): RandomBytes {
  return {bytes: bytes.length, readAt: (offset, into) => readAt(bytes, offset, into)}
}

async function readAt(bytes: Buffer, offset: number, into: Buffer): Promise<Buffer> {
  if (bytes.copy(into, 0, offset, offset + into.length) < into.length) throw damaged('its end is missing')
  return into
}

/** The rows of a file, by the names of its columns; no more than `most`. */
export async function readAll(bytes: Buffer, most = Number.POSITIVE_INFINITY): Promise<ReadParquet> {
  const source = inMemory(bytes)
  const file = await readParquet(source)
  const rows: Map<string, ReadCell>[] = []
  const memory = readingMemory(file.columns)
  for (const group of file.groups)
    for await (const block of groupBlocks(source, group, file.columns, memory)) {
      if (rows.length === most) return {file, rows}
      for (let at = 0; at < block.rows && rows.length < most; at += 1)
        rows.push(new Map(file.columns.read.map(({name}, column) => [name, shown(block.columns[column]?.[at])])))
    }
  return {file, rows}
}

function shown(cell: string | {readonly text: string} | null | undefined): ReadCell {
  if (cell === undefined) throw new Error('a cell is missing')
  return typeof cell === 'object' && cell !== null ? `[${cell.text}]` : cell
}
