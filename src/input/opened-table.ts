import type {OpenedRows} from './opened-rows.js'
import type {SourceFormat, SourceSpec, TableFormat} from './source.js'

export interface TableSpec extends SourceSpec {
  /** The path, or `standard input`. */
  readonly name: string
}

/** Rows of a file that is read at any place of it. */
export interface OpenedTable extends OpenedRows {
  readonly format: SourceFormat
  readonly table: TableFormat
  /** Of what holds the rows, as it lies in the file, and how much of that was read. */
  readonly totalBytes: number
  bytesRead(): number
  close(): Promise<void>
}
