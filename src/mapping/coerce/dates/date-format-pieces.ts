import {AppError} from '../../../errors/app-error.js'
import {addFlags} from '../../../errors/next-step.js'

/** What a part of a date says. */
export type DateField =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'halfHour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'zone'

/** A part of a date format as a regular expression; a field has one capturing group. */
export interface DatePiece {
  readonly pattern: string
  readonly field?: DateField
}

const TOKENS: ReadonlyMap<string, DateField> = new Map([
  ['YYYY', 'year'],
  ['YY', 'shortYear'],
  ['MMMM', 'monthName'],
  ['MMM', 'monthName'],
  ['MM', 'month'],
  ['M', 'month'],
  ['DD', 'day'],
  ['D', 'day'],
  ['HH', 'hour'],
  ['H', 'hour'],
  ['hh', 'halfHour'],
  ['h', 'halfHour'],
  ['mm', 'minute'],
  ['m', 'minute'],
  ['ss', 'second'],
  ['s', 'second'],
  ['A', 'half'],
  ['a', 'half'],
  ['Z', 'zone'],
])
/** A literal in quotes or brackets, a run of one letter, or any other character. */
const PARTS = /'(?:[^']|'')*'|\[[^\]]*\]|([A-Za-z])\1*|[^A-Za-z]/gu
const NAME = '([\\p{L}\\p{M}]+\\.?)'
const HALF = '([AaPp])\\.?[Mm]\\.?'
const ZONE = '(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)'
const OPTIONAL_FRACTION: DatePiece = {field: 'fraction', pattern: '(?:[.,](\\d{1,9}))?'}
const DAY_FIELDS: ReadonlySet<DateField | undefined> = new Set<DateField>([
  'year',
  'shortYear',
  'month',
  'monthName',
  'day',
])

export function isDayField(field: DateField | undefined): boolean {
  return DAY_FIELDS.has(field)
}

/**
 * Throws AppError USAGE unless the format names year, month and day once each, and nothing that could be read two ways.
 */
export function dateFormatPieces(format: string): readonly DatePiece[] {
  const parts = format.match(PARTS) ?? []
  const fields = parts.map((part, index) => fieldOf(part, parts[index + 1]))
  const wrong = fields.indexOf('unknown')
  if (wrong >= 0)
    throw badFormat(format, `it contains "${parts[wrong] ?? ''}", which is not a token; put words in quotes, as in 'T'`)
  const known = fields.flatMap(field => (field === undefined || field === 'unknown' ? [] : [field]))
  const problem = problemOf(known)
  if (problem !== undefined) throw badFormat(format, problem)
  return parts.flatMap((part, index) => {
    const field = fields[index]
    if (field === undefined || field === 'unknown') return [{pattern: literalPattern(part)}]
    const isApart = !isDigits(fields[index - 1]) && !isDigits(fields[index + 1])
    if (part.length === 1 && isDigits(field) && !isApart)
      throw badFormat(format, `${part} must be separated from the next number`)
    const piece = {field, pattern: fieldPattern(part, field, isApart)}
    const mayHaveFraction = field === 'second' && isApart && !fields.includes('fraction')
    return mayHaveFraction ? [piece, OPTIONAL_FRACTION] : [piece] // databases write fractions where there are any
  })
}

function fieldOf(part: string, next: string | undefined): DateField | 'unknown' | undefined {
  if (!/^[A-Za-z]/.test(part)) return undefined
  if (/^S{1,9}$/.test(part)) return 'fraction'
  if (part === 'T' && next !== undefined && /^[Hh]{1,2}$/.test(next)) return undefined // ISO 8601's own letter
  return TOKENS.get(part) ?? 'unknown'
}

function isDigits(field: DateField | 'unknown' | undefined): boolean {
  return field !== undefined && field !== 'monthName' && field !== 'half' && field !== 'zone'
}

/** Pairs of which the first says nothing without the second. */
const NEEDS: readonly (readonly [field: DateField, needed: readonly DateField[], says: string])[] = [
  ['halfHour', ['half'], 'hh needs A (AM or PM); for 24-hour time use HH'],
  ['half', ['halfHour'], 'A needs hh; HH is 24-hour time'],
  ['minute', ['hour', 'halfHour'], 'mm (minutes) needs HH; the month is MM'],
  ['second', ['minute'], 'ss needs mm'],
  ['fraction', ['second'], 'SSS (fractions of a second) needs ss'],
  ['zone', ['hour', 'halfHour'], 'Z needs a time'],
]

function problemOf(fields: readonly DateField[]): string | undefined {
  const count = (...some: readonly DateField[]): number => fields.filter(field => some.includes(field)).length
  const days = [count('year', 'shortYear'), count('month', 'monthName'), count('day')]
  if (days.some(number => number !== 1)) return 'it must contain YYYY (or YY), MM (or MMM) and DD once each'
  if (count('hour', 'halfHour') > 1 || new Set(fields).size !== fields.length)
    return 'it contains a part of the time twice'
  return NEEDS.find(([field, needed]) => fields.includes(field) && count(...needed) === 0)?.[2]
}

function fieldPattern(part: string, field: DateField, isApart: boolean): string {
  if (field === 'monthName') return NAME
  if (field === 'half') return HALF
  if (field === 'zone') return ZONE
  if (field === 'year' || field === 'shortYear') return `(\\d{${part.length}})`
  if (field === 'fraction') return isApart ? '(\\d{1,9})' : `(\\d{${part.length}})`
  return isApart ? '(\\d{1,2})' : '(\\d{2})'
}

/** Any blank stands for any other: programs write no-break ones before AM and between thousands. */
function literalPattern(part: string): string {
  if (/^\s$/.test(part)) return '\\s+'
  const isQuoted = /^['[]/.test(part) && part.length > 1 && part !== "''"
  const text = isQuoted ? part.slice(1, -1) : part
  return text.replaceAll("''", "'").replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function badFormat(format: string, why: string): AppError {
  const message = `"${format}" is not a date format: ${why}. Tokens: YYYY YY MMMM MMM MM M DD D HH H hh h A mm m ss s SSS Z.`
  const translated = translatedFormat(format)
  return new AppError('USAGE', message, {
    next: [
      ...(translated === undefined ? [] : [addFlags(['--date-format', translated])]),
      ...['DD.MM.YYYY', 'MM/DD/YYYY hh:mm A', 'excel'].map(each => addFlags(['--date-format', each])),
    ],
  })
}

/** Tokens of strftime that say what one of ours does. */
const STRFTIME: ReadonlyMap<string, string> = new Map([
  ['%Y', 'YYYY'],
  ['%y', 'YY'],
  ['%m', 'MM'],
  ['%B', 'MMMM'],
  ['%b', 'MMM'],
  ['%d', 'DD'],
  ['%e', 'D'],
  ['%H', 'HH'],
  ['%I', 'hh'],
  ['%p', 'A'],
  ['%M', 'mm'],
  ['%S', 'ss'],
  ['%f', 'SSSSSS'],
  ['%z', 'Z'],
])
const LOWER: ReadonlyMap<string, string> = new Map([
  ['yyyy', 'YYYY'],
  ['yy', 'YY'],
  ['dd', 'DD'],
  ['d', 'D'],
])

/**
 * A format as strftime, Java or Excel write it, in our tokens; undefined for what is in neither manner. It may still be
 * unusable.
 */
function translatedFormat(format: string): string | undefined {
  const translated = format.includes('%') ? fromStrftime(format) : fromLowerCase(format)
  return translated === format ? undefined : translated
}

function fromStrftime(format: string): string | undefined {
  const parts = format.match(/%[A-Za-z]|[^%]+|%/g) ?? []
  if (parts.some(part => part.startsWith('%') && !STRFTIME.has(part))) return undefined
  return parts
    .map(
      part => STRFTIME.get(part) ?? part.replace(/[A-Za-z]+/g, letters => (letters === 'T' ? letters : `'${letters}'`)),
    )
    .join('')
}

/** `dd/mm/yyyy`: without an hour, mm can only be the month. */
function fromLowerCase(format: string): string {
  const upper = format.replace(/([A-Za-z])\1*/g, run => LOWER.get(run) ?? run)
  return /[Hh]|M/.test(upper) ? upper : upper.replace(/\bm{1,2}\b|mm/g, months => months.toUpperCase())
}
