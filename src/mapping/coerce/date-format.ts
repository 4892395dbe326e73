import {AppError} from '../../errors/app-error.js'
import {clockTimeMs, type Instant} from './instant.js'

const FIELDS = {YYYY: 'year', MM: 'month', DD: 'day', HH: 'hour', mm: 'minute', ss: 'second'} as const
type Token = keyof typeof FIELDS
const TOKENS = /YYYY|MM|DD|HH|mm|ss/g

/**
 * Reads dates written as `format`: YYYY MM DD HH mm ss and anything between them literally.
 * Two-digit fields may have one digit where something stands between them (`1.2.2025`).
 * Throws AppError USAGE unless the format names year, month and day once each.
 */
export function compileDateFormat(format: string): (text: string) => Instant | undefined {
  const tokens = format.match(TOKENS)?.filter(isToken) ?? []
  const isWhole = ['YYYY', 'MM', 'DD'].every(token => tokens.some(found => found === token)) && new Set(tokens).size === tokens.length
  if (!isWhole) {
    throw new AppError('USAGE', `"${format}" is not a date format: it needs YYYY, MM and DD once each, and may have HH, mm and ss.`, {
      next: ["--date-format 'DD.MM.YYYY'", "--date-format 'MM/DD/YYYY HH:mm'", '--date-format excel'],
    })
  }
  const pattern = new RegExp(`^${patternOf(format)}$`)
  return text => {
    const match = pattern.exec(text)
    return match === null ? undefined : fromFields(tokens, match)
  }
}

function isToken(text: string): text is Token {
  return text in FIELDS
}

function patternOf(format: string): string {
  const pieces = format.split(/(YYYY|MM|DD|HH|mm|ss)/)
  const isApart = (index: number): boolean => pieces[index - 1] !== '' || index === 1
  return pieces
    .map((piece, index) => {
      if (!isToken(piece)) return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      if (piece === 'YYYY') return '(\\d{4})'
      const standsAlone = isApart(index) && (pieces[index + 1] !== '' || index + 2 >= pieces.length)
      return standsAlone ? '(\\d{1,2})' : '(\\d{2})'
    })
    .join('')
}

function fromFields(tokens: readonly Token[], match: RegExpExecArray): Instant | undefined {
  const fields = {year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0}
  for (const [index, token] of tokens.entries()) fields[FIELDS[token]] = Number(match[index + 1])
  const utcMs = clockTimeMs(fields)
  return utcMs === undefined ? undefined : {utcMs, isAbsolute: false}
}
