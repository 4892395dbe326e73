import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/** What HubSpot takes: digits, one point, an exponent; no thousands separators (changelog of 22 May 2023). */
const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const GROUPED = {point: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, comma: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/}
/** Blanks and apostrophes mark nothing but thousands: 1 234 567, 1'234.50. The same mark throughout. */
const SPACED = {
  point: /^[+-]?\d{1,3}(?:([ \u00A0\u202F'’])\d{3})(?:\1\d{3})*(?:\.\d*)?$/,
  comma: /^[+-]?\d{1,3}(?:([ \u00A0\u202F'’])\d{3})(?:\1\d{3})*(?:,\d*)?$/,
}
const MARKS = /[ \u00A0\u202F'’]/g
/** May be a thousand or a fraction: only a file that says which is believed. */
const ONE_GROUP = /^[+-]?\d{1,3},\d{3}$/

/** Sent as written, digit for digit, without thousands separators and with a decimal point. */
export function numberCoercer({where, formats}: CoercerContext): Coercer {
  const toPlain = formats.decimalComma === true ? fromDecimalComma : fromDecimalPoint
  return cell => {
    const text = cell.trim()
    const number = text === '' ? '' : toPlain(text)
    return number ?? {code: 'INVALID_NUMBER', message: `${quoteValue(cell)} is not a number${hint(text)} (${where}).`}
  }
}

function fromDecimalPoint(text: string): string | undefined {
  if (PLAIN.test(text)) return text
  if (SPACED.point.test(text)) return text.replace(MARKS, '')
  return GROUPED.point.test(text) && !ONE_GROUP.test(text) ? text.replaceAll(',', '') : undefined
}

function fromDecimalComma(text: string): string | undefined {
  if (GROUPED.comma.test(text)) return text.replaceAll('.', '').replace(',', '.')
  if (SPACED.comma.test(text)) return text.replace(MARKS, '').replace(',', '.')
  const number = text.replace(',', '.')
  return text.includes('.') || !PLAIN.test(number) ? undefined : number
}

function hint(text: string): string {
  if (ONE_GROUP.test(text)) return ' that means one thing only: its comma may mark thousands or decimals'
  return /\p{Sc}/u.test(text) ? ': currency signs are not part of it' : ''
}
