import {type CellProblem, type Coercer, type CoercerContext, quoteValue, type ValueFormats} from '../coercer.js'
import {bareNumber, commaReading, hasOneMark, numberReadings, pointReading} from './number-readings.js'

/** Sent as written, digit for digit, without thousands separators and with a decimal point. */
export function numberCoercer(context: CoercerContext): Coercer {
  const read = readerBy(context.formats)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const number = read(text)
    if (number === undefined) return unreadableNumber(cell, context)
    return isInfinite(number)
      ? {code: 'INVALID_NUMBER', message: `${quoteValue(cell)} is too large for a number (${context.where}).`}
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

/** No number that a person would correct is longer: nothing is tried on a text of megabytes. */
const LONGEST = 100

/** Why a cell is not read as a number, with every reading that it may have. Slow, and for refused cells only. */
function unreadableNumber(cell: string, {where, formats}: CoercerContext): CellProblem {
  const text = cell.trim()
  if (text.length > LONGEST) return invalid(`${quoteValue(cell)} is not a number (${where}).`)
  const usesComma = formats.decimalComma === true
  if (hasOneMark(text)) return oneMark(cell, {where, usesComma})
  const {point, comma} = numberReadings(text)
  const other = usesComma ? point : comma
  if (other !== undefined && point !== comma) {
    const [mark, flag] = usesComma ? ['comma', 'without --decimal-comma it is'] : ['point', '--decimal-comma reads']
    return invalid(`${quoteValue(cell)} is not a number with a decimal ${mark} (${where}): ${flag} ${other}.`)
  }
  if (point !== undefined && formats.thousands !== undefined)
    return invalid(
      `${quoteValue(cell)} has a thousands separator other than --thousands ${shown(formats.thousands)} (${where}).`,
    )
  return dressed(cell, {where, usesComma})
}

interface Setting {
  readonly where: string
  readonly usesComma: boolean
}

/** `1,234` is one of two numbers. Where flags are given that fit neither, none of them is right for the whole file. */
function oneMark(cell: string, {where, usesComma}: Setting): CellProblem {
  const text = cell.trim()
  const [whole, fraction] = [text.replace(/[.,]/, ''), text.replace(',', '.')]
  const readings =
    text.includes(',') && !usesComma
      ? `${whole} (push with --thousands ,) or ${fraction} (push with --decimal-comma)`
      : `${whole} or ${fraction}: write it without a thousands separator`
  return {code: 'AMBIGUOUS_VALUE', message: `${quoteValue(cell)} could be ${readings} (${where}).`}
}

/** A number with something around it: what is meant is said, and left to the user, who knows the file. */
function dressed(cell: string, {where, usesComma}: Setting): CellProblem {
  const text = cell.trim()
  const bare = bareNumber(text)
  const {point, comma} = numberReadings(bare)
  const unsigned = hasOneMark(bare) ? undefined : usesComma ? (comma ?? point) : (point ?? comma)
  const number = unsigned !== undefined && /^[-\u2212]/.test(text) ? `-${unsigned}` : unsigned
  if (number === undefined || bare === text)
    return invalid(
      `${quoteValue(cell)} is not a number${hasCurrency(text) ? ': currency signs are not part of it' : ''} (${where}).`,
    )
  if (text.includes('%')) {
    const message = `${quoteValue(cell)} could be ${number} or ${number} divided by a hundred (${where}): write the number you mean.`
    return {code: 'AMBIGUOUS_VALUE', message}
  }
  if (hasCurrency(text))
    return invalid(`${quoteValue(cell)} is not a number: currency signs are not part of it (${where}).`)
  const negative = number.startsWith('-') ? number : `-${number}`
  if (/^\(.*\)$/.test(text))
    return invalid(`${quoteValue(cell)} is in parentheses (${where}): if they mean a minus sign, write ${negative}.`)
  if (text.endsWith('-'))
    return invalid(`${quoteValue(cell)} has its minus sign at the end (${where}): write ${negative}.`)
  return invalid(`${quoteValue(cell)} is not a number (${where}).`)
}

function hasCurrency(text: string): boolean {
  return /\p{Sc}|^[A-Z]{3}\s?[\d-]|\d\s?[A-Z]{3}$/u.test(text)
}

function invalid(message: string): CellProblem {
  return {code: 'INVALID_NUMBER', message}
}

function shown(thousands: string): string {
  return thousands === ' ' ? 'space' : thousands
}

/**
 * For numbers of JSON. They keep their own characters (1.10 is a text of its own) wherever these are taken; a date, an
 * option or a truth value that is refused so is tried as the plain number: 1.7e12 is a moment, 1.0 the option 1.
 */
export function forJsonNumbers(coerce: Coercer): Coercer {
  return written => {
    const value = coerce(written)
    if (typeof value === 'string') return value
    const plain = plainNumber(written)
    if (plain === undefined || plain === written) return value
    const again = coerce(plain)
    return typeof again === 'string' ? again : value
  }
}

/** A double keeps fifteen significant digits whatever they are; undefined for more. */
function plainNumber(written: string): string | undefined {
  const digits = written
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
  return digits.length <= 15 && Number.isFinite(Number(written)) ? String(Number(written)) : undefined
}
