import {sniffContainer} from './container/sniff-container.js'
import {forbidCsvOptions} from './csv/forbid-csv-options.js'
import type {InputFile} from './input-file.js'
import type {OpenedTable, TableSpec} from './opened-table.js'
import type {TableFormat} from './source.js'

/**
 * Opens what the first bytes say is a table; undefined for any other file. What reads it is loaded only then. Throws
 * the errors of openSource.
 */
export async function openTable(file: InputFile, head: Uint8Array, spec: TableSpec): Promise<OpenedTable | undefined> {
  const table = spec.format === 'parquet' ? spec.format : tableOf(head, spec)
  if (table === undefined) return undefined
  forbidCsvOptions({name: spec.name, what: 'a Parquet file', isText: false}, spec)
  const {openParquet} = await import('./parquet/open-parquet.js')
  return openParquet(file, spec)
}

function tableOf(head: Uint8Array, {format}: TableSpec): TableFormat | undefined {
  return format === undefined && sniffContainer(head) === 'parquet' ? 'parquet' : undefined
}
