import {CELL_TYPE} from '../../rows/cell-types.js'

/** A row of a sheet that has any cell with a value. */
export interface SheetRow {
  /** Its number in the sheet, from 1. */
  readonly line: number
  readonly isHidden: boolean
  /** Columns of the cells with a value, from 0, each once and in their order. */
  readonly columns: readonly number[]
  /** Their texts. */
  readonly texts: readonly string[]
  /** What they are (`CELL_TYPE`). */
  readonly types: readonly string[]
}

/** What is noticed about a sheet besides its rows; all of it once they have ended. */
export interface SheetFacts {
  /** Rows that are not in the order of their numbers. */
  disordered: number
  /** Ranges of cells that are shown as one; not more than MOST_RANGES. */
  readonly merged: MergedRange[]
}

interface MergedRange {
  /** For people: A2:A4. */
  readonly range: string
  readonly lastLine: number
}

/** A sheet may have millions, and what is told of them does not need them all. */
const MOST_RANGES = 10_000

export function noFacts(): SheetFacts {
  return {disordered: 0, merged: []}
}

export function noteMerged({merged}: SheetFacts, range: string, lastLine: number): void {
  if (merged.length < MOST_RANGES) merged.push({range: range.slice(0, 40), lastLine})
}

/** An open sheet. */
export interface OpenedSheet {
  /** Some rows at a time. */
  readonly rows: AsyncGenerator<readonly SheetRow[]>
  readonly facts: SheetFacts
  /** Compressed, of the part that holds the rows, and how much of it was read. */
  readonly totalBytes: number
  bytesRead(): number
  /** In sentences, what should be known of the workbook; once its rows have ended. */
  notes(): readonly string[]
  close(): Promise<void>
}

/** As spreadsheets have them. */
export const MOST_COLUMNS = 16_384
export const MOST_ROWS = 1_048_576

/** The cells left of a column, null where one has no value. */
export function cellsBefore({columns, texts}: SheetRow, width: number): (string | null)[] {
  const cells = new Array<string | null>(width).fill(null)
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] ?? width
    if (column < width) cells[column] = texts[at] ?? null
  }
  return cells
}

/** What the cells left of a column are; undefined where all are texts. */
export function typesBefore({columns, types}: SheetRow, width: number): string | undefined {
  let all = ''
  for (let at = 0; at < columns.length; at++) {
    const [column = width, type = CELL_TYPE.text] = [columns[at], types[at]]
    if (column < width && type !== CELL_TYPE.text) all = all.padEnd(column) + type
  }
  return all === '' ? undefined : all
}

/** The row as a line of text, for people. */
export function textOf(row: SheetRow): string {
  return cellsBefore(row, (row.columns.at(-1) ?? -1) + 1)
    .map(cell => cell ?? '')
    .join('\t')
}
