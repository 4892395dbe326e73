import {AppError} from '../errors/app-error.js'
import {sniffContainer} from './container/sniff-container.js'
import {forbidCsvOptions} from './csv/forbid-csv-options.js'
import type {InputFile} from './input-file.js'
import type {OpenedTable, TableSpec} from './opened-table.js'
import type {FileFormat, TextFormat} from './source.js'

/**
 * Opens what the first bytes say is a table; undefined for any other file. What reads it is loaded only then. Throws
 * the errors of openSource.
 */
export async function openTable(file: InputFile, head: Uint8Array, spec: TableSpec): Promise<OpenedTable | undefined> {
  const table = spec.format === 'parquet' ? spec.format : tableOf(head, spec)
  if (table === undefined) return undefined
  if (table === 'workbook') {
    const {openWorkbook} = await import('./workbook/open-workbook.js')
    return openWorkbook(file, head, spec)
  }
  forbidSheetOptions(spec)
  if (sniffContainer(head) !== 'parquet')
    throw new AppError('USAGE', `${spec.name} is not a Parquet file. Remove --format parquet.`)
  forbidCsvOptions({name: spec.name, what: 'a Parquet file', isText: false}, spec)
  const {openParquet} = await import('./parquet/open-parquet.js')
  return openParquet(file, spec)
}

function tableOf(head: Uint8Array, {format}: TableSpec): 'workbook' | 'parquet' | undefined {
  const container = sniffContainer(head)
  if (container === 'zip' && (format === undefined || isWorkbook(format))) return 'workbook'
  return format === undefined && container === 'parquet' ? 'parquet' : undefined
}

/** Whether a stream that begins so must be copied to a file before it can be read. */
export function needsFile(head: Uint8Array, spec: TableSpec): boolean {
  return spec.format === 'parquet' || tableOf(head, spec) !== undefined
}

/** Throws USAGE where a text is said to be a workbook, or is read by flags of workbooks. */
export function textFormat(spec: TableSpec): TextFormat | undefined {
  const {name, format} = spec
  if (isWorkbook(format)) throw new AppError('USAGE', `${name} is not a workbook. Remove --format ${format}.`)
  forbidSheetOptions(spec)
  return format === 'parquet' ? undefined : format
}

function forbidSheetOptions({name, sheet, visibleOnly}: TableSpec): void {
  const flag = sheet === undefined ? (visibleOnly === true ? '--visible-only' : undefined) : '--sheet'
  if (flag !== undefined)
    throw new AppError('USAGE', `${name} is not a workbook, and ${flag} applies to workbooks only.`)
}

function isWorkbook(format: FileFormat | undefined): format is 'xlsx' | 'ods' {
  return format === 'xlsx' || format === 'ods'
}
