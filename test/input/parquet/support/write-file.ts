import {type ColumnSource, type ParquetWriteOptions, parquetWriteBuffer} from 'hyparquet-writer'

/** A file with these columns, each as long as the others. */
export function writeFile(
  columnData: ColumnSource[],
  options: Omit<ParquetWriteOptions, 'columnData' | 'writer'> = {},
): Buffer {
  return Buffer.from(parquetWriteBuffer({columnData, ...options}))
}
