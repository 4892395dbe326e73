import {clockTimeMs} from './clock-time.js'

/** How digits alone may write a date: the format that names them, and what they say. */
export interface CalendarReading {
  /** For `--date-format`. */
  readonly format: string
  /** The written day and time as if they were UTC, in milliseconds. */
  readonly clockMs: number
}

const FORMATS: ReadonlyMap<number, readonly string[]> = new Map([
  [8, ['YYYYMMDD', 'DDMMYYYY', 'MMDDYYYY']],
  [10, ['YYYYMMDDHH', 'YYMMDDHHmm', 'DDMMYYHHmm', 'MMDDYYHHmm']],
  [12, ['YYYYMMDDHHmm', 'DDMMYYYYHHmm', 'MMDDYYYYHHmm', 'YYMMDDHHmmss', 'DDMMYYHHmmss', 'MMDDYYHHmmss']],
  [14, ['YYYYMMDDHHmmss', 'DDMMYYYYHHmmss', 'MMDDYYYYHHmmss']],
  [17, ['YYYYMMDDHHmmssSSS']],
])
const DIGITS = /^\d+$/
/**
 * Epochs in seconds of 2001 to 2033, as files hold them: one in fifty could be a day with a year of two digits, and is
 * none.
 */
const SECONDS = /^1\d{9}$/
const NOTHING: readonly CalendarReading[] = []

/** The calendar dates of the years 1900 to 2200 that these digits may be: none for most numbers. */
export function calendarReadings(text: string): readonly CalendarReading[] {
  const formats = FORMATS.get(text.length)
  if (formats === undefined || !DIGITS.test(text)) return NOTHING
  const isEpoch = SECONDS.test(text)
  return formats.flatMap(format => {
    if (isEpoch && !format.includes('YYYY')) return []
    const clockMs = readDigits(text, format)
    return clockMs === undefined ? [] : [{format, clockMs}]
  })
}

function readDigits(text: string, format: string): number | undefined {
  const part = (token: string): number => {
    const at = format.indexOf(token)
    return at < 0 ? 0 : Number(text.slice(at, at + token.length))
  }
  const year = format.includes('YYYY') ? part('YYYY') : fullYear(part('YY'))
  if (year < 1900 || year > 2200) return undefined
  return clockTimeMs({
    year,
    month: part('MM'),
    day: part('DD'),
    hour: part('HH'),
    minute: part('mm'),
    second: part('ss'),
  })
}

/** Two digits of a year as POSIX reads them: 69 to 99 are of the last century. */
export function fullYear(twoDigits: number): number {
  return twoDigits + (twoDigits >= 69 ? 1900 : 2000)
}
