import {CELL_TYPE} from '../../../rows/cell-types.js'
import {numberText, type TypedText} from '../number-text.js'
import {timeText} from '../serial-date.js'

type Attributes = Readonly<Record<string, string>>

/** How formulas that failed are shown; older programs say it nowhere else. */
const ERROR = /^(?:#(?:[A-Z]+[!?]|N\/A|DIV\/0!|NULL!)|Err:\d{3})$/
const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?Z?)?$/
const MIDNIGHT = /^T00:00:00(?:[.,]0+)?$/
const TIME = /^(-?)P(?:(\d{1,6})D)?T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,](\d{1,9}))?S)?$/
/** Of a formula in a message. */
const FORMULA_CHARS = 200

/** What a cell holds, from its attributes and its text; undefined where it is empty. */
export function readOdsCell(attributes: Attributes, shown: string | undefined): TypedText | undefined {
  const type = attributes['office:value-type']
  const formula = attributes['table:formula']
  const isError = attributes['calcext:value-type'] === 'error' || (formula !== undefined && ERROR.test(shown ?? ''))
  if (isError) return {text: shown === undefined || shown === '' ? '#VALUE!' : shown, type: CELL_TYPE.error}
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency':
      return number(attributes['office:value'] ?? '', shown)
    case 'date':
      return date(attributes['office:date-value'] ?? '')
    case 'time':
      return time(attributes['office:time-value'] ?? '')
    case 'boolean':
      return {text: String(attributes['office:boolean-value'] === 'true'), type: CELL_TYPE.text}
    default:
      return text(attributes['office:string-value'] ?? shown, formula)
  }
}

function text(value: string | undefined, formula: string | undefined): TypedText | undefined {
  if (value !== undefined) return {text: value, type: CELL_TYPE.text}
  return formula === undefined ? undefined : {text: `=${formula.slice(0, FORMULA_CHARS)}`, type: CELL_TYPE.unclear}
}

function number(value: string, shown = ''): TypedText {
  const plain = numberText(value)
  if (plain === undefined) return {text: value, type: CELL_TYPE.error}
  // LibreOffice stores truth values as numbers with a format, and postal codes as well
  if ((plain.text === '1' && shown === 'TRUE') || (plain.text === '0' && shown === 'FALSE'))
    return {text: shown.toLowerCase(), type: CELL_TYPE.text}
  return /^0\d+$/.test(shown) && Number(shown) === Number(value) ? {...plain, text: shown} : plain
}

function date(value: string): TypedText {
  const [all, day = '', clock = ''] = DATE.exec(value) ?? []
  if (all === undefined) return {text: value, type: CELL_TYPE.unclear}
  return {text: MIDNIGHT.test(clock) ? day : all.replace(',', '.'), type: CELL_TYPE.date}
}

function time(value: string): TypedText {
  const [all, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = TIME.exec(value) ?? []
  if (all === undefined) return {text: value, type: CELL_TYPE.unclear}
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
  const ms = whole * 1000 + Math.round(Number(`0.${fraction || '0'}`) * 1000)
  return {text: timeText(sign === '-' ? -ms : ms), type: CELL_TYPE.text}
}
