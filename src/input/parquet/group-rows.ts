import type {ColumnCell} from './column-cursor.js'
import {ColumnCursor} from './column-cursor.js'
import type {ParquetColumn, ParquetColumns} from './columns.js'
import {DamagedParquet, damaged, UnreadParquet} from './damaged.js'
import type {RandomBytes} from './file-bytes.js'
import type {RowGroup} from './footer/parquet-types.js'
import type {ReadingMemory} from './pages/chunk-pages.js'
import {PageMemory} from './pages/page-memory.js'

/** The rows of one row group as columns of cells, some rows at a time. */
export interface RowBlock {
  readonly rows: number
  /** In the order of the columns. */
  readonly columns: readonly (readonly ColumnCell[])[]
}

/** Few enough that a reader who is asked to stop has not much left in hand. */
const BLOCK_ROWS = 128

/** What the pages of each column are read into, for all row groups of a file. */
export function readingMemory({read}: ParquetColumns): readonly ReadingMemory[] {
  const packed = new PageMemory()
  return read.map(() => ({packed, window: new PageMemory(), page: new PageMemory(), sliding: new PageMemory()}))
}

/**
 * Memory: one page of each column, in `memory`. Throws DamagedParquet and UnreadParquet, which name the column and the row group.
 */
export async function* groupBlocks(
  file: RandomBytes,
  group: RowGroup,
  {read, chunks}: ParquetColumns,
  memory: readonly ReadingMemory[],
): AsyncGenerator<RowBlock> {
  if (group.chunks.length !== chunks) throw damaged('a row group has other columns than the file')
  const cursors: ColumnCursor[] = []
  for (const [at, column] of read.entries())
    cursors.push(await of(column, () => openCursor(file, group, column, memory[at])))
  for (let left = group.rows; left > 0; left -= BLOCK_ROWS) {
    const rows = Math.min(left, BLOCK_ROWS)
    const columns: (readonly ColumnCell[])[] = []
    for (const [at, cursor] of cursors.entries()) columns.push(await of(read[at], () => cursor.take(rows)))
    yield {rows, columns}
  }
  for (const [at, cursor] of cursors.entries()) await of(read[at], () => cursor.end())
}

function openCursor(
  file: RandomBytes,
  {chunks}: RowGroup,
  column: ParquetColumn,
  memory: ReadingMemory | undefined,
): Promise<ColumnCursor> {
  const chunk = chunks[column.chunk]
  if (chunk === undefined || memory === undefined) throw damaged('a row group lacks it')
  return ColumnCursor.open(file, chunk, column, memory)
}

/** What goes wrong in a column names it. */
async function of<T>(column: ParquetColumn | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const name = `column ${JSON.stringify(column?.name)}`
    if (error instanceof DamagedParquet) throw new DamagedParquet(`${name}: ${error.message}`, {cause: error})
    if (error instanceof UnreadParquet) throw new UnreadParquet(`${name}: ${error.message}`, {cause: error})
    throw error
  }
}
