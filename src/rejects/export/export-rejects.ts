import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import type {TextStyle} from '../../rows/file-reading.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {isOpen, type OpenFilter} from '../open-rejects.js'
import {csvExport, type ExportLayout, type ExportWriter, exportLayout, jsonlExport} from './export-writer.js'
import {sheetExport} from './workbook/sheet-writer.js'

export interface ExportRequest extends ExportStyle, OpenFilter {}

/** Where the texts go; each call waits until the text was taken. */
export interface ExportSinks {
  readonly rows: (text: string) => Promise<unknown>
  /** The texts of rows that have no cells. */
  readonly unreadable: (text: string) => Promise<unknown>
}

export interface ExportCounts {
  /** Rows with their cells. */
  readonly rows: number
  /** Rows that could not be read: their texts went elsewhere. */
  readonly unreadable: number
  /** Of `rows`, those without values: they were not kept. */
  readonly withoutValues: number
  /** Left out: a later row of their key was written since. */
  readonly superseded: number
}

/** Writes the open rejects of a run in file order. */
export async function exportRejects(
  stored: StoredRun,
  request: ExportRequest,
  sinks: ExportSinks,
): Promise<ExportCounts> {
  const writer = chooseExport(stored.record, request)
  const counts = {rows: 0, unreadable: 0, withoutValues: 0, superseded: 0}
  if (writer.head !== '') await sinks.rows(writer.head)
  for await (const reject of readRejects(stored)) {
    if (!isOpen(reject, {...request, includeSuperseded: true})) continue
    if (!isOpen(reject, request)) {
      counts.superseded += 1
      continue
    }
    if (reject.raw !== undefined && reject.record === undefined) {
      counts.unreadable += 1
      await sinks.unreadable(`${reject.raw}\n`)
      continue
    }
    counts.rows += 1
    if (reject.record === undefined) counts.withoutValues += 1
    await sinks.rows(writer.row(reject))
  }
  if (writer.tail !== undefined) await sinks.rows(writer.tail)
  return counts
}

/** `xlsx`: what is written is the XML of a sheet. */
export type ExportFormat = 'csv' | 'jsonl' | 'xlsx'

interface ExportStyle {
  /** Default: that of the run's file. */
  readonly format?: ExportFormat
  readonly bom: boolean
}

/**
 * How the rejects of a run are written, so that the corrected file can be pushed with the flags of the first push: with
 * the delimiter and the byte order mark of its file. Throws AppError USAGE where the format would change what the rows mean.
 */
export function chooseExport(record: RunRecord, {format = record.source.format, bom}: ExportStyle): ExportWriter {
  if (format === 'jsonl') return jsonlExport(exportLayout(record))
  const layout = (): ExportLayout => (record.source.format === 'csv' ? exportLayout(record) : layoutOfFields(record))
  if (format === 'xlsx') return sheetExport(layout(), record.run)
  return csvExport(layout(), {delimiter: styleOf(record.source).delimiter ?? ',', bom: bom || hasMark(record.source)})
}

/**
 * The encoding of what a run exports: that of its file, since who made that reads it. Undefined: UTF-8, as for JSON and
 * where a byte order mark is asked for.
 */
export function exportEncoding({source}: RunRecord, {format = source.format, bom}: ExportStyle): string | undefined {
  const {encoding = 'utf-8'} = styleOf(source)
  return format !== 'csv' || bom || isUtf8(encoding) ? undefined : encoding
}

/** The text of a database is no CSV, so its tabs are not taken over. */
function styleOf({format, style, reading: {delimiter, dialect} = {}}: RunRecord['source']): Partial<TextStyle> {
  if (format !== 'csv' || dialect !== undefined) return {}
  return {...defined({delimiter}), ...style}
}

/** Runs of older versions: only what was said of the file is known, and the mark says that the export is UTF-8. */
function hasMark({format, style, reading = {}}: RunRecord['source']): boolean {
  if (format !== 'csv') return false
  return style === undefined
    ? reading.encoding !== undefined
    : style.mark === true || /^(utf-?16|ucs)/i.test(style.encoding)
}

function isUtf8(encoding: string): boolean {
  return /^utf-?8$/i.test(encoding)
}

/**
 * The fields of a JSONL file as columns. A field that a row lacks becomes an empty cell, which must not clear anything.
 */
function layoutOfFields({run, mapping}: RunRecord): ExportLayout {
  const {columns, empty, map, formats, null: nulls = []} = mapping as SavedMapping
  const next = [ours(['rejects', 'export', run, '--format', 'jsonl'])]
  if (formats?.decimalComma === true || map.some(rule => rule.format === 'decimal-comma')) {
    const message =
      'The rows come from JSON, whose numbers have a decimal point, while the texts have a decimal comma: in CSV, the two cannot be told apart.'
    throw new AppError('USAGE', message, {next})
  }
  if ([nulls, ...map.map(rule => rule.null ?? [])].flat().some(isJsonWord)) {
    const message =
      'The rows come from JSON, whose numbers are never null, but one of the null texts is a number: in CSV, the two cannot be told apart.'
    throw new AppError('USAGE', message, {next})
  }
  if (empty === 'clear' || map.some(rule => rule.empty === 'clear')) {
    const message =
      'The rows come from JSONL and were pushed with --empty clear: in CSV, fields that a row lacks would clear properties, too.'
    throw new AppError('USAGE', message, {next})
  }
  return exportLayout({header: columns, mapping})
}

/** Whether JSON writes a value that is not a string so. */
function isJsonWord(text: string): boolean {
  return /^(-?\d|true$|false$)/.test(text)
}
