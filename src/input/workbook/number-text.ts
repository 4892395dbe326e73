import {CELL_TYPE} from '../../rows/cell-types.js'

/** A cell as a text, and what it is (`CELL_TYPE`). */
export interface TypedText {
  readonly text: string
  readonly type: string
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/

/** Spreadsheets show and keep so many digits. */
const DIGITS = 15
const FIRST_LONG = 1e15
/**
 * A longer whole number is exact all the same where it has few digits that say something: 1E+21 is a measure, and
 * 1.23456789012345E+18 what is left of an id.
 */
const FEW_DIGITS = 12

/** A number as a workbook stores it, in the digits that a spreadsheet shows; undefined for what is none. */
export function numberText(stored: string): TypedText | undefined {
  const text = stored.trim()
  const value = Number(text)
  if (!NUMBER.test(text) || !Number.isFinite(value)) return undefined
  const size = Math.abs(value)
  if (size < FIRST_LONG) return {text: shortText(value), type: CELL_TYPE.number}
  const few = value.toExponential(DIGITS - 1).replace(/\.?0*e/, 'e')
  const digits = few.replace(/e.*$/, '').replace(/\D/g, '').length
  const isExact = digits <= FEW_DIGITS && Number(few) === value
  return isExact ? {text: few.replace('e', 'E'), type: CELL_TYPE.number} : {text, type: CELL_TYPE.longNumber}
}

function shortText(value: number): string {
  if (Number.isInteger(value)) return value === 0 ? '0' : String(value)
  return String(Number(value.toPrecision(DIGITS)))
}
