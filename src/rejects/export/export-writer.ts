import type {SavedMapping} from '../../mapping/mapping-types.js'
import {EXPORT_COLUMNS} from '../../rows/export-columns.js'
import {kindOf} from '../../rows/rejected-part.js'
import {isCells} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import type {RunRecord} from '../../runs/run-record.js'
import {ownOf} from '../../shared/named.js'
import {csvCell} from '../../shared/text/escape.js'
import {stringifyExactJson} from '../../shared/text/exact-json.js'

/** How rejects become the text of a file. */
export interface ExportWriter {
  /** Before the first row; '' where there is nothing. */
  readonly head: string
  /**
   * One row with its line end. Cells are kept to the letter, formulas too: a corrected file must hold what the first
   * one held.
   */
  row(reject: StoredReject): string
  /** Behind the last row. Absent: nothing is. */
  readonly tail?: string
}

interface CsvStyle {
  readonly delimiter: string
  /** A byte order mark makes Excel read the file as UTF-8. */
  readonly bom: boolean
}

export function csvExport(layout: ExportLayout, {delimiter, bom}: CsvStyle): ExportWriter {
  const line = (cells: readonly string[]): string => `${cells.map(cell => quoted(cell, delimiter)).join(delimiter)}\r\n`
  return {
    head: `${bom ? '\ufeff' : ''}${line([...layout.names, ...layout.added])}`,
    row: reject => line([...ownCells(reject, layout), ...layout.added.map(column => String(addedOf(reject)[column]))]),
  }
}

/** A line of JSON for each row. Cells of a CSV file keep their order, and names that come twice come twice. */
export function jsonlExport(layout: ExportLayout): ExportWriter {
  return {
    head: '',
    row: reject => {
      const own = isCells(reject.record)
        ? ownCells(reject, layout).map((cell, at) => [layout.names[at] ?? '', cell] as const)
        : Object.entries(reject.record ?? {})
      const added = layout.added.map(column => [column, addedOf(reject)[column]] as const)
      const others = own.filter(([name]) => isCells(reject.record) || !layout.added.some(column => column === name))
      return `{${[...others, ...added].map(([name, value]) => `${JSON.stringify(name)}:${stringifyExactJson(value)}`).join(',')}}\n`
    },
  }
}

/** What is said of the reject, by column. */
export function addedOf(reject: StoredReject): Record<ExportLayout['added'][number], string | number> {
  const {line, code, link, property = link?.column ?? '', message} = reject
  return {_line: line, _code: code, _property: property, _message: message, _kind: kindOf(reject)}
}

/** Empty where the values were not kept. Of a JSONL row, its fields by name. */
export function ownCells({record}: StoredReject, {kept, names}: ExportLayout): string[] {
  if (isCells(record)) return kept.map(index => record[index] ?? '')
  return names.map(name => textOf(record === undefined ? undefined : ownOf(record, name)))
}

/** A cell as text, as it was read. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : stringifyExactJson(value)
}

/** An unusual delimiter must be quoted as well. */
function quoted(cell: string, delimiter: string): string {
  const usual = csvCell(cell)
  return usual === cell && cell.includes(delimiter) ? `"${cell}"` : usual
}

type ExportColumn = (typeof EXPORT_COLUMNS)[number]

/** The columns of an export, and where they come from. */
export interface ExportLayout {
  /** Positions in the stored record of the columns to keep, in their order. Empty for JSONL. */
  readonly kept: readonly number[]
  /** Names of those columns. */
  readonly names: readonly string[]
  /** What is added behind them. */
  readonly added: readonly ExportColumn[]
}

/**
 * Names come twice, or look like numbers, so cells go by their position. What an earlier export added is replaced;
 * a column of the file that was mapped by such a name is the file's own, and stays.
 */
export function exportLayout({header = [], mapping}: Pick<RunRecord, 'header' | 'mapping'>): ExportLayout {
  const {map} = mapping as SavedMapping
  const mapped = new Set(map.map(({column}) => column))
  const added = EXPORT_COLUMNS.filter(name => !mapped.has(name))
  const columns = [...header.entries()].filter(([, name]) => !added.some(each => each === name))
  return {kept: columns.map(([index]) => index), names: columns.map(([, name]) => name), added}
}
