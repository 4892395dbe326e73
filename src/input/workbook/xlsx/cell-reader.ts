import {CELL_TYPE} from '../../../rows/cell-types.js'
import {numberText, type TypedText} from '../number-text.js'
import {dateOfSerial, durationOf} from '../serial-date.js'
import type {StringStore} from './string-store.js'
import type {Styles} from './styles.js'
import {unescapeText} from './text-runs.js'
import {isTrue} from './xlsx-names.js'

/** A cell as its XML has it. */
export interface StoredCell {
  /** `t`: s, str, inlineStr, b, e, d or n. */
  readonly type: string
  /** `s`: the index of its style. */
  readonly style: number
  /** Of `v`, or of the runs of `is`; undefined where there is neither. */
  readonly value: string | undefined
  /** Undefined where there is none. */
  readonly formula: string | undefined
}

export interface CellContext {
  readonly strings: StringStore
  readonly styles: Styles
  readonly is1904: boolean
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/
const MIDNIGHT = /T00:00(?::00(?:\.0+)?)?$/
/** Of a formula in a message. */
const FORMULA_CHARS = 200

/** What a cell holds; undefined where it is empty, and 'no string' where it names a shared string that is none. */
export function readCell(cell: StoredCell, context: CellContext): TypedText | 'no string' | undefined {
  const {type, value, formula} = cell
  if (value === undefined || (value === '' && type !== 'str' && type !== 'inlineStr')) return unfilled(formula)
  switch (type) {
    case 's':
      return shared(value, context.strings)
    case 'str':
    case 'inlineStr':
      return {text: unescapeText(value), type: CELL_TYPE.text}
    case 'b':
      return {text: String(isTrue(value.trim())), type: CELL_TYPE.text}
    case 'e':
      return {text: value, type: CELL_TYPE.error}
    case 'd':
      return isoDate(value.trim())
    default:
      return number(cell, value, context)
  }
}

function unfilled(formula: string | undefined): TypedText | undefined {
  if (formula === undefined) return undefined
  return {text: `=${formula.slice(0, FORMULA_CHARS)}`, type: CELL_TYPE.unclear}
}

function shared(value: string, strings: StringStore): TypedText | 'no string' {
  const text = strings.at(Number(value))
  return text === undefined ? 'no string' : {text, type: CELL_TYPE.text}
}

function isoDate(value: string): TypedText {
  return ISO_DATE.test(value)
    ? {text: value.replace(MIDNIGHT, ''), type: CELL_TYPE.date}
    : {text: value, type: CELL_TYPE.unclear}
}

function number({style}: StoredCell, value: string, {styles, is1904}: CellContext): TypedText {
  const plain = numberText(value)
  if (plain === undefined) return {text: value, type: CELL_TYPE.error}
  const meaning = styles(style)
  if (meaning.kind === 'number') return withZeros(plain, meaning.minDigits)
  const serial = Number(value)
  if (meaning.kind === 'time' && (meaning.isDuration || (serial >= 0 && serial < 1)))
    return {text: durationOf(serial), type: CELL_TYPE.text}
  return dateOfSerial(serial, {is1904, hasTime: meaning.kind === 'time' || meaning.hasTime})
}

/** A number that is shown with zeros in front, such as a postal code, is meant so. */
function withZeros(plain: TypedText, minDigits = 0): TypedText {
  return /^\d+$/.test(plain.text) ? {...plain, text: plain.text.padStart(minDigits, '0')} : plain
}
