import {AppError} from '../../errors/app-error.js'
import {addFlags} from '../../errors/next-step.js'
import {EXPORT_MARKS} from '../../rows/export-columns.js'
import {laterHeader} from '../csv/header/header-line.js'
import type {OtherHeader} from '../csv/header/other-headers.js'
import type {CsvRecord} from '../csv/records/csv-record.js'
import {cellsBefore, type SheetRow, textOf} from './sheet-row.js'

/** Rows below the first that may be the header. */
const LINES = 10
/** Names a message shows. */
const SHOWN = 3

interface HeaderSpec {
  readonly name: string
  readonly header?: boolean | undefined
  readonly skipLines?: number | undefined
}

interface Headed {
  readonly header: readonly string[]
  /** False: the columns are called 1, 2, 3, … */
  readonly isNamed: boolean
  /** Of the header, 0 where there is none. */
  readonly line: number
  readonly rows: readonly SheetRow[]
}

/** The names of the columns, from the first rows of a sheet. Throws HEADER_INVALID where it seems to be further down. */
export function sheetHeader(head: readonly SheetRow[], spec: HeaderSpec): Headed {
  const records = head.map(asRecord)
  const [first, ...others] = head
  const names = records[0] === undefined ? [] : cellsOf(records[0])
  if (first === undefined || (spec.header === false && !EXPORT_MARKS.every(mark => names.includes(mark))))
    return {header: numbered(head), isNamed: false, line: 0, rows: head}
  const later = spec.skipLines === undefined ? laterHeader(records) : undefined
  if (later !== undefined) throw headerBelow(first, later, spec.name)
  return {header: names, isNamed: true, line: first.line, rows: others}
}

/** As wide as the widest of the first rows. */
function numbered(head: readonly SheetRow[]): readonly string[] {
  const width = Math.max(0, ...head.map(({columns}) => (columns.at(-1) ?? -1) + 1))
  return Array.from({length: width}, (_, index) => String(index + 1))
}

function headerBelow({line}: SheetRow, later: CsvRecord, name: string): AppError {
  const names = cellsOf(later).filter(cell => cell.trim() !== '')
  const shown = names.slice(0, SHOWN).map(cell => JSON.stringify(cell))
  const list = `${shown.join(', ')}${names.length > SHOWN ? ', …' : ''}`
  const message = `Row ${line} of ${name} does not look like a header, but row ${later.line} does: ${list}.`
  return new AppError('HEADER_INVALID', message, {
    next: [addFlags(['--skip-lines', String(later.line - 1)], `uses row ${later.line} as the header`)],
  })
}

/** The rows below the first as headers, as they would be read with --skip-lines. */
export function lowerHeaders([, ...others]: readonly SheetRow[], header: boolean | undefined): readonly OtherHeader[] {
  if (header === false) return []
  return others.slice(0, LINES).map(row => ({
    flags: ['--skip-lines', String(row.line - 1)],
    columns: cellsOf(asRecord(row)),
  }))
}

function asRecord(row: SheetRow): CsvRecord {
  const width = (row.columns.findLastIndex((_, at) => row.texts[at]?.trim() !== '') + 1 || 0) - 1
  const columns = width < 0 ? 0 : (row.columns[width] ?? 0) + 1
  return {line: row.line, text: textOf(row), cut: cellsBefore(row, columns).map(cell => cell ?? '')}
}

function cellsOf({cut}: CsvRecord): readonly string[] {
  return 'problem' in cut ? [] : cut
}
