import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {withTypes} from '../../rows/cell-types.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {oddRows} from '../csv/records/odd-row.js'
import {inChunks, type OpenedRows, withFirst} from '../opened-rows.js'
import type {TableSpec} from '../opened-table.js'
import {unreadableRow} from '../unreadable-row.js'
import {lowerHeaders, sheetHeader} from './sheet-header.js'
import {cellsBefore, type OpenedSheet, type SheetFacts, type SheetRow, textOf, typesBefore} from './sheet-row.js'

/** Rows that are looked at for the header. */
const HEAD_ROWS = 60

interface Seen {
  hidden: number
}

/** Reads the header of a sheet; the rows follow when they are asked for. Throws FILE_EMPTY and HEADER_INVALID. */
export async function openRows(sheet: OpenedSheet, spec: TableSpec): Promise<OpenedRows & {readonly format: 'csv'}> {
  const {name, skipLines = 0, skipFooter = 0} = spec
  const seen: Seen = {hidden: 0}
  const all = wantedRows(sheet.rows, spec, seen)
  const head: SheetRow[] = []
  while (head.length < HEAD_ROWS) {
    const next = await all.next()
    if (next.done === true) break
    head.push(...next.value)
  }
  if (head.length === 0) throw noRows(name, skipLines)
  const {header, isNamed, line, rows} = sheetHeader(head, spec)
  const rest = withoutFooter(withFirst(rows, all), skipFooter)
  const findsTotals = spec.skipFooter === undefined
  return {
    format: 'csv',
    header,
    columns: header,
    chunks: sourceRows(rest, {header, isNamed, findsTotals}),
    notes: () => [
      ...sheet.notes(),
      ...notesOf(sheet.facts, {...seen, name, headerLine: line, isVisibleOnly: spec.visibleOnly === true}),
    ],
    otherHeaders: () => lowerHeaders(head, spec.header),
  }
}

function noRows(name: string, skipLines: number): AppError {
  const message =
    skipLines > 0
      ? `The sheet of ${name} has no rows below the ${skipLines} that --skip-lines skips.`
      : `The sheet of ${name} has no rows.`
  return new AppError('FILE_EMPTY', message, {next: [shell(['ls', '-l', name])]})
}

/** Without those above the header, blank ones, and hidden ones where they are not wanted. */
async function* wantedRows(
  blocks: AsyncIterable<readonly SheetRow[]>,
  {skipLines = 0, visibleOnly}: TableSpec,
  seen: Seen,
): AsyncGenerator<readonly SheetRow[]> {
  for await (const rows of blocks) {
    const wanted = rows.filter(row => {
      if (row.line <= skipLines || row.texts.every(text => text.trim() === '')) return false
      if (!row.isHidden) return true
      seen.hidden += 1
      return visibleOnly !== true
    })
    if (wanted.length > 0) yield wanted
  }
}

/** Holds the last rows back until others follow. */
async function* withoutFooter(
  blocks: AsyncIterable<readonly SheetRow[]>,
  count: number,
): AsyncGenerator<readonly SheetRow[]> {
  let held: readonly SheetRow[] = []
  for await (const rows of blocks) {
    const known = count === 0 ? rows : [...held, ...rows]
    held = count === 0 ? [] : known.slice(-count)
    yield known.slice(0, known.length - held.length)
  }
}

interface Layout {
  readonly header: readonly string[]
  readonly isNamed: boolean
  readonly findsTotals: boolean
}

/** Numbers the rows from 1, and rejects those that do not fit the header, or are none. */
async function* sourceRows(
  blocks: AsyncIterable<readonly SheetRow[]>,
  {header, isNamed, findsTotals}: Layout,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  const oddRow = oddRows(isNamed ? header : [], {findsTotals})
  let row = 0
  for await (const sheetRows of blocks) {
    for (const some of inChunks(sheetRows)) {
      yield some.map(each => {
        row += 1
        return sourceRow(each, row, {header, oddRow})
      })
    }
  }
}

interface RowRules {
  readonly header: readonly string[]
  readonly oddRow: ReturnType<typeof oddRows>
}

function sourceRow(sheetRow: SheetRow, row: number, {header, oddRow}: RowRules): SourceRow | Reject {
  const {line, columns, texts} = sheetRow
  const width = header.length
  const last = columns.findLastIndex((column, at) => column < width || texts[at]?.trim() !== '')
  const cells = (columns[last] ?? 0) + 1
  const reject = (problem: string): Reject => unreadableRow({row, line, problem, text: textOf(sheetRow)})
  if (cells > width) return reject(`it has ${cells} cells, but the header has ${width}`)
  const record = cellsBefore(sheetRow, width)
  const odd = oddRow(
    record.map(cell => cell ?? ''),
    row,
  )
  if (odd !== undefined) return reject(odd)
  return {kind: 'source', row, line, record: withTypes(record, typesBefore(sheetRow, width))}
}

interface Noticed extends Seen {
  readonly name: string
  readonly headerLine: number
  readonly isVisibleOnly: boolean
}

function notesOf(
  {disordered, merged}: SheetFacts,
  {hidden, name, headerLine, isVisibleOnly}: Noticed,
): readonly string[] {
  const notes: string[] = []
  if (hidden > 0 && !isVisibleOnly) {
    const rows = hidden === 1 ? '1 row of the sheet is' : `${hidden} rows of the sheet are`
    notes.push(`${rows} hidden or filtered out, and read like the others. --visible-only leaves such rows out.`)
  }
  const [range, ...others] = merged.filter(({lastLine}) => lastLine > headerLine)
  if (range !== undefined) {
    const ranges = others.length === 0 ? '1 range' : `${others.length + 1} ranges`
    const where = `${ranges} of ${name} with merged cells (the first: ${range.range})`
    notes.push(`${where}: only the first cell has a value, the others count as empty.`)
  }
  if (disordered > 0)
    notes.push(`The rows of ${name} are not stored in the order of their numbers; they are read as they are stored.`)
  return notes
}
