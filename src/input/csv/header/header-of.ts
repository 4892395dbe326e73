import {AppError} from '../../../errors/app-error.js'
import {addFlags, shell} from '../../../errors/next-step.js'
import {EXPORT_MARKS} from '../../../rows/export-columns.js'
import {shellWords} from '../../../shared/text/shell-quote.js'
import {textProblem} from '../../unreadable-row.js'
import type {CsvSpec} from '../dialect.js'
import type {CsvRecord} from '../records/csv-record.js'
import {otherDelimiter} from '../sniff-delimiter.js'
import {forbidWrapped} from './forbid-wrapped.js'
import {laterHeader} from './header-line.js'
import {otherHeaders} from './other-headers.js'

interface Headed {
  readonly header: readonly string[]
  /** False: the columns are called 1, 2, 3, … */
  readonly isNamed: boolean
  /** The records of the first block that are rows. */
  readonly rows: readonly CsvRecord[]
}

/**
 * The names of the columns, from the first block of a file. Throws HEADER_INVALID where no row would be read as it was
 * meant.
 */
export function headerOf(head: readonly CsvRecord[], spec: CsvSpec): Headed {
  const [first, ...others] = head
  const hasHeader = spec.reading.header !== false
  const cells = first === undefined ? undefined : cellsOf(first)
  if (!hasHeader && (cells === undefined || !isExportHeader(cells)))
    return {header: numbered(head, spec), isNamed: false, rows: head}
  const later = spec.reading.skipLines === undefined ? laterHeader(head) : undefined
  if (later !== undefined && first !== undefined) throw headerBelow(first, later, spec)
  if (cells === undefined) throw unreadable(first, spec)
  forbidWholeLines(spec.name, head)
  forbidWrapped(cells, others, spec)
  const header = withoutUnnamed(cells, others)
  forbidLonger(header, others, spec)
  return {header, isNamed: true, rows: others}
}

/** The columns of an export are named even where those of the first file were not. */
function isExportHeader(cells: readonly string[]): boolean {
  return EXPORT_MARKS.every(column => cells.includes(column))
}

/** As many as the first record has that can be read: a stray quote in the first line costs that line, not the file. */
function numbered(head: readonly CsvRecord[], spec: CsvSpec): readonly string[] {
  const cells = head.map(cellsOf).find(each => each !== undefined)
  if (cells === undefined) throw unreadable(head[0], spec)
  return cells.map((_, index) => String(index + 1))
}

function cellsOf({text, cut}: CsvRecord): readonly string[] | undefined {
  return 'problem' in cut || textProblem(text) !== undefined ? undefined : cut
}

/** Delimiters at the end of the header name no columns, as long as no row has anything there. */
function withoutUnnamed(names: readonly string[], rows: readonly CsvRecord[]): readonly string[] {
  const last = names.findLastIndex(name => name.trim() !== '')
  if (last < 0 || last === names.length - 1) return names
  const isUsed = rows.some(record => cellsOf(record)?.some((cell, at) => at > last && cell.trim() !== '') === true)
  return isUsed ? names : names.slice(0, last + 1)
}

/** A header that is shorter than all rows would refuse each of them by itself. */
function forbidLonger(header: readonly string[], rows: readonly CsvRecord[], {name}: CsvSpec): void {
  const lengths = rows.flatMap(record => filledLength(record, header.length))
  const [cells = 0] = lengths
  if (lengths.length < 2 || cells <= header.length || lengths.some(length => length !== cells)) return
  const why =
    cells === header.length + 1
      ? ' R writes such files: write.csv(…, row.names = FALSE) leaves out the row numbers, and col.names = NA gives them a column.'
      : ''
  throw new AppError(
    'HEADER_INVALID',
    `Every row of ${name} has ${cells} cells, but its header has ${header.length}.${why}`,
    {
      next: [
        addFlags(
          ['--skip-lines', String(firstLineOf(rows) - 1), '--no-header'],
          'calls the columns 1, 2, 3, … instead of using the header',
        ),
      ],
    },
  )
}

/** Empty cells beyond the header are none. */
function filledLength(record: CsvRecord, columns: number): readonly number[] {
  const cells = cellsOf(record)
  if (cells === undefined) return []
  return [Math.max(Math.min(cells.length, columns), cells.findLastIndex(cell => cell.trim() !== '') + 1)]
}

function firstLineOf([first]: readonly CsvRecord[]): number {
  return first?.line ?? 1
}

/** Names a message shows. */
const SHOWN = 3

function headerBelow(first: CsvRecord, later: CsvRecord, {name}: CsvSpec): AppError {
  const shown = namesOf((cellsOf(later) ?? []).filter(cell => cell.trim() !== ''))
  const message = `Line ${first.line} of ${name} does not look like a header, but line ${later.line} does: ${shown}.`
  return new AppError('HEADER_INVALID', message, {
    next: [addFlags(['--skip-lines', String(later.line - 1)], `uses line ${later.line} as the header`)],
  })
}

function namesOf(cells: readonly string[]): string {
  const shown = cells.slice(0, SHOWN).map(cell => JSON.stringify(cell))
  return `${shown.join(', ')}${cells.length > SHOWN ? ', …' : ''}`
}

function unreadable(record: CsvRecord | undefined, spec: CsvSpec): AppError {
  const {name} = spec
  const {line, text, cut} = record ?? {line: 1, text: '', cut: []}
  const problem = textProblem(text) ?? ('problem' in cut ? cut.problem : 'it is empty')
  const reading =
    record === undefined ? undefined : otherHeaders([record], spec).find(({columns}) => columns.length > 1)
  const words =
    reading === undefined ? '' : ` With ${shellWords(reading.flags)}, its columns are ${namesOf(reading.columns)}.`
  return new AppError('HEADER_INVALID', `The header of ${name} (line ${line}) cannot be read: ${problem}.${words}`, {
    next: [...(reading === undefined ? [] : [addFlags(reading.flags)]), shell(['head', '-n', String(line), name])],
  })
}

/**
 * `"email,""name"""`: a program took each line for one cell and quoted it once more. Read as it is the file has one
 * column, and a key would be stored with all the others behind it. Throws HEADER_INVALID.
 */
function forbidWholeLines(name: string, head: readonly CsvRecord[]): void {
  const [header] = head
  const names = header === undefined ? undefined : wholeLine(header)
  const delimiter = names === undefined ? undefined : otherDelimiter([names])
  if (delimiter === undefined || !head.every(record => wholeLine(record)?.includes(delimiter) === true)) return
  const message = `Every line of ${name} is quoted as a whole, so the file has only one column, ${JSON.stringify(names)}. Export it again, or remove the outer quotes first.`
  throw new AppError('HEADER_INVALID', message, {next: [shell(['head', '-n', '2', name])]})
}

/** The one cell of a line that is quoted from its first to its last character. */
function wholeLine({text, cut}: CsvRecord): string | undefined {
  if ('problem' in cut || cut.length !== 1 || !text.startsWith('"') || !text.trimEnd().endsWith('"')) return undefined
  return cut[0]
}
