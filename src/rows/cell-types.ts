import {type Cell, type Cells, isCells, type SourceRecord} from './rows.js'

/** What a cell is that is not a text, by its character in `types` of `Cells`. */
export const CELL_TYPE = {
  text: ' ',
  /** Has a decimal point, however the file's texts write their numbers. */
  number: 'n',
  /** ISO 8601, however the file's texts write their dates. */
  date: 'd',
  /** `#N/A` and the like. */
  error: 'e',
  /** A whole number of more digits than a workbook keeps. */
  longNumber: 'l',
  /** A formula without a stored value, or a day that no calendar has. */
  unclear: 'u',
  /** Bytes that are no text; shown as one. */
  bytes: 'b',
} as const

/** The cells themselves, which from then on know what they are. */
export function withTypes(cells: readonly Cell[], types: string | undefined): Cells {
  // beside them, so that they are compared and copied like any others
  return types === undefined ? cells : Object.defineProperty(cells, 'types', {value: types, configurable: true})
}

/** Undefined where all cells are texts. */
export function typesOf(record: SourceRecord | undefined): string | undefined {
  return isCells(record) ? record.types : undefined
}

/** Whether the cell at this place is a text like that of any CSV file. */
export function isTextCell(types: string | undefined, index: number): boolean {
  return types === undefined || (types[index] ?? CELL_TYPE.text) === CELL_TYPE.text
}

/** Whether it is rejected for itself, wherever its column goes: its text is not what it stands for. */
export function isErrorCell(types: string | undefined, index: number): boolean {
  return types !== undefined && ERRORS.includes(types[index] ?? CELL_TYPE.text)
}

const ERRORS: readonly string[] = [CELL_TYPE.error, CELL_TYPE.longNumber, CELL_TYPE.unclear, CELL_TYPE.bytes]

/** The same cells with one that a person has typed. */
export function withTextAt(cells: Cells, index: number, text: string): Cells {
  const {types} = cells
  const typed = types?.padEnd(index)
  return withTypes(
    cells.map((cell, at) => (at === index ? text : cell)),
    typed === undefined ? undefined : typed.slice(0, index) + CELL_TYPE.text + typed.slice(index + 1),
  )
}
