import type {Coercer, CoercerContext} from './coercer.js'
import {quoteValue} from './quote-value.js'

/** What HubSpot takes: digits, one point, an exponent; no thousands separators (changelog of 22 May 2023). */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const GROUPED = {point: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, comma: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/}
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
  return GROUPED.point.test(text) && !ONE_GROUP.test(text) ? text.replaceAll(',', '') : undefined
}

function fromDecimalComma(text: string): string | undefined {
  if (GROUPED.comma.test(text)) return text.replaceAll('.', '').replace(',', '.')
  const number = text.replace(',', '.')
  return text.includes('.') || !PLAIN.test(number) ? undefined : number
}

function hint(text: string): string {
  if (ONE_GROUP.test(text)) return ' that means one thing only: its comma may mark thousands or decimals'
  return /\p{Sc}/u.test(text) ? ': currency signs are not part of it' : ''
}
