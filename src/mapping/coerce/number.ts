import type {Coercer, CoercerContext, ValueFormats} from './coercer.js'
import {unreadableNumber} from './number-problem.js'
import {commaReading, hasOneMark, pointReading} from './number-readings.js'
import {quoteValue} from './quote-value.js'

/** Sent as written, digit for digit, without thousands separators and with a decimal point. */
export function numberCoercer(context: CoercerContext): Coercer {
  const read = readerBy(context.formats)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const number = read(text)
    if (number === undefined) return unreadableNumber(cell, context)
    return isInfinite(number)
      ? {code: 'INVALID_NUMBER', message: `${quoteValue(cell)} is beyond all numbers (${context.where}).`}
      : number
  }
}

/** `1e999`: how SQLite writes infinity in JSON. */
function isInfinite(number: string): boolean {
  return /[eE]/.test(number) && !Number.isFinite(Number(number))
}

/**
 * One comma before three digits marks thousands only where the file says so; with `--decimal-comma` one point does,
 * unless the file separates thousands by something else. Blanks and apostrophes can mark nothing else, and are read
 * whatever the flags say.
 */
function readerBy({decimalComma = false, thousands}: ValueFormats): (text: string) => string | undefined {
  const [read, mark] = decimalComma ? [commaReading, '.'] : [pointReading, ',']
  return text => {
    const number = read(text)
    if (number === undefined || !text.includes(mark) || thousands === mark) return number
    if (thousands !== undefined) return undefined
    return !decimalComma && hasOneMark(text) ? undefined : number
  }
}
