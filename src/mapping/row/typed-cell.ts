import {CELL_TYPE} from '../../rows/cell-types.js'
import {type CellProblem, type Coercer, quoteValue} from '../coerce/coercer.js'
import type {ColumnTarget} from '../mapping-types.js'

/** A cell that a workbook stores as more than a text. */
export interface TypedCell {
  readonly cell: string
  /** Its character in the types of its row. */
  readonly type: string | undefined
}

/** Why the cell has no value, whatever its column is mapped to; undefined where it has one. */
export function typedProblem({cell, type}: TypedCell, {column}: ColumnTarget): CellProblem | undefined {
  switch (type) {
    case CELL_TYPE.error:
      return {
        code: 'CELL_ERROR',
        message: `The cell in column "${column}" is the error ${cell}. Correct its formula, or use --null if it means that there is no value.`,
      }
    case CELL_TYPE.longNumber:
      // Excel shows 9007199254740993 as 9007199254740990, and has lost the last digits of most such ids before.
      return {
        code: 'AMBIGUOUS_VALUE',
        message: `${quoteValue(cell)} in column "${column}" is a number of more than 15 digits. Spreadsheets keep only the first 15, so it may not be what was typed: enter it as text.`,
      }
    case CELL_TYPE.unclear:
      return unclear(cell, column)
    case CELL_TYPE.bytes:
      return {
        code: 'UNREADABLE_ROW',
        message: `The value ${quoteValue(cell)} in column "${column}" is not text: it contains bytes that are not UTF-8, or a NUL.`,
      }
    default:
      return undefined
  }
}

function unclear(cell: string, column: string): CellProblem {
  return cell.startsWith('=')
    ? {
        code: 'CELL_ERROR',
        message: `The formula in column "${column}" has no stored result. Open the workbook in Excel or LibreOffice, and save it.`,
      }
    : {
        code: 'INVALID_DATE',
        message: `${quoteValue(cell)} in column "${column}" is formatted as a date, but no calendar has that day.`,
      }
}

/** How it becomes the value of a property. */
export function typedCoercer({type}: TypedCell, {coerce, coerceNumber, coerceIso}: ColumnTarget): Coercer {
  return type === CELL_TYPE.number ? coerceNumber : type === CELL_TYPE.date ? coerceIso : coerce
}
