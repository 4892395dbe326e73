import {AppError} from '../../errors/app-error.js'
import {CELL_TYPE, withTypes} from '../../rows/cell-types.js'
import type {Cell, SourceRow} from '../../rows/rows.js'
import type {InputFile} from '../input-file.js'
import type {OpenedTable} from '../opened-table.js'
import type {ParquetColumn, ParquetColumns} from './columns.js'
import {fileBytes, type RandomBytes, ReadingEnded} from './file-bytes.js'
import {groupBlocks, type RowBlock, readingMemory} from './group-rows.js'
import {toldOf} from './parquet-errors.js'
import {type ParquetFile, readParquet} from './read-parquet.js'

/**
 * The rows of a Parquet file, which has no lines: the line of a row is its number. Throws AppError FILE_UNREADABLE,
 * FILE_EMPTY; its chunks FILE_UNREADABLE and FILE_CHANGED.
 */
export async function openParquet(input: InputFile, {name}: {readonly name: string}): Promise<OpenedTable> {
  const bytes = fileBytes(input)
  const file = await readParquet(bytes).catch(error => {
    throw toldOf(name, error)
  })
  if (file.rows === 0) throw new AppError('FILE_EMPTY', `${name} has no rows.`)
  const {names, unread} = file.columns
  const state = {rows: 0, isEnded: false}
  return {
    format: 'csv',
    table: 'parquet',
    header: names,
    columns: names,
    ...(unread.length > 0 && {unread}),
    totalBytes: input.bytes,
    bytesRead: () => Math.round((input.bytes * state.rows) / file.rows),
    chunks: chunksOf(bytes, file, {name, state, changed: () => input.changed()}),
    close: async () => {
      state.isEnded = true
    },
  }
}

/** How many rows the file says that it has. Throws as openParquet does. */
export async function parquetRows(input: InputFile): Promise<number> {
  const {rows} = await readParquet(fileBytes(input)).catch(error => {
    throw toldOf(input.path, error)
  })
  return rows
}

interface Reading {
  readonly name: string
  readonly state: {
    /** How many were given out. */
    rows: number
    /** Nothing waits for more. */
    readonly isEnded: boolean
  }
  /** The error of a file that was written to meanwhile. */
  readonly changed: () => Promise<AppError | undefined>
}

async function* chunksOf(
  bytes: RandomBytes,
  file: ParquetFile,
  {name, state, changed}: Reading,
): AsyncGenerator<readonly SourceRow[]> {
  const toRows = rowMaker(file.columns)
  const memory = readingMemory(file.columns)
  for (const [at, group] of file.groups.entries()) {
    try {
      for await (const block of groupBlocks(bytes, group, file.columns, memory)) {
        if (state.isEnded) return
        const rows = toRows(block, state.rows)
        state.rows += block.rows
        if (state.rows === file.rows) await forbidChanged(changed)
        yield rows
      }
    } catch (error) {
      if (error instanceof ReadingEnded || state.isEnded) return
      throw (await changed()) ?? toldOf(name, error, {group: at + 1, of: file.groups.length})
    }
  }
}

/** Asked before the last rows are given out. */
async function forbidChanged(changed: Reading['changed']): Promise<void> {
  const error = await changed()
  if (error !== undefined) throw error
}

/** Rows of a block, whose first one follows `before` others. */
function rowMaker({names, read}: ParquetColumns): (block: RowBlock, before: number) => SourceRow[] {
  const places = read.map(({name}) => names.indexOf(name))
  const typeByName = new Map(read.map(column => [column.name, typeOf(column)]))
  const usual = names.map(name => typeByName.get(name) ?? CELL_TYPE.text).join('')
  return (block, before) => {
    const rows: SourceRow[] = []
    for (let at = 0; at < block.rows; at += 1) {
      const cells: Cell[] = new Array<Cell>(names.length).fill(null)
      let types = usual
      for (let column = 0; column < places.length; column += 1) {
        const cell = block.columns[column]?.[at] ?? null
        const place = places[column] ?? 0
        if (cell === null || typeof cell === 'string') cells[place] = cell
        else {
          cells[place] = cell.text
          types = types.slice(0, place) + CELL_TYPE.bytes + types.slice(place + 1)
        }
      }
      const row = before + at + 1
      rows.push({kind: 'source', row, line: row, record: withTypes(cells, types)})
    }
    return rows
  }
}

/** Lists are texts: their items are separated as in a CSV file. */
function typeOf({meaning, list}: ParquetColumn): string {
  if (list !== undefined) return CELL_TYPE.text
  switch (meaning.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
    case 'float16':
      return CELL_TYPE.number
    case 'date':
    case 'timestamp':
    case 'int96':
      return CELL_TYPE.date
    default:
      return CELL_TYPE.text
  }
}
