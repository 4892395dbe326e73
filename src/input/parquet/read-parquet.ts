import {columnsOf, type ParquetColumns} from './columns.js'
import {damaged, UnreadParquet} from './damaged.js'
import type {RandomBytes} from './file-bytes.js'
import type {ParquetFooter} from './footer/parquet-types.js'
import {ENCRYPTED_MAGIC, MAGIC, readFooter} from './footer/read-footer.js'

/** What a Parquet file says of itself. */
export interface ParquetFile extends ParquetFooter {
  readonly columns: ParquetColumns
}

const TAIL_BYTES = 8
const MAX_FOOTER_BYTES = 256 * 1024 * 1024

/**
 * More rows than a file of that size can hold in any column with keys: what is repeated takes a few bytes for each
 * page, and a hostile file could say so of billions.
 */
const MOST_ROWS_PER_BYTE = 4096

/** Reads the footer. Throws DamagedParquet, UnreadParquet, and what the file does. */
export async function readParquet(file: RandomBytes): Promise<ParquetFile> {
  if (file.bytes < MAGIC.length + TAIL_BYTES) throw damaged('it is too short')
  const tail = await file.readAt(file.bytes - TAIL_BYTES, Buffer.alloc(TAIL_BYTES))
  const magic = tail.toString('latin1', 4)
  if (magic === ENCRYPTED_MAGIC) throw new UnreadParquet('it is encrypted')
  if (magic !== MAGIC) throw damaged('its end is missing')
  const length = tail.readUInt32LE(0)
  const start = file.bytes - TAIL_BYTES - length
  if (start < MAGIC.length) throw damaged('its description is longer than the file')
  if (length > MAX_FOOTER_BYTES) throw new UnreadParquet(`its description has ${Math.round(length / 1024 / 1024)} MB`)
  const footer = readFooter(await file.readAt(start, Buffer.allocUnsafe(length)))
  if (footer.rows > file.bytes * MOST_ROWS_PER_BYTE) throw damaged(`it says that it has ${footer.rows} rows`)
  return {...footer, columns: columnsOf(footer.root)}
}
