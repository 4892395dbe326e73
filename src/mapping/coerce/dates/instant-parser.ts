import type {ValueFormats} from '../coercer.js'
import {clockTimeMs, fractionMs} from './clock-time.js'
import {compileDateFormat} from './date-format.js'
import {excelSerial, parseEpoch} from './epoch.js'
import {atOffset, type Instant} from './instant.js'

/** A file that names its format is read by it alone: 01-02-2025 must not mean two days. */
export function instantParser({dateFormat}: ValueFormats): (text: string) => Instant | undefined {
  if (dateFormat === undefined) return parseInstant
  return dateFormat.toLowerCase() === 'excel' ? excelSerial : compileDateFormat(dateFormat)
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?(?: ?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)(?:\[[\w/+-]{1,40}\])?)?)?$/
/** ISO 8601 without marks: its T tells it from digits that may be anything. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,12}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/
/** No date is longer, and no pattern is tried on a text of megabytes. */
const LONGEST = 80

/**
 * What is read without a format: ISO 8601 (with a blank before the time, as databases write it, or without marks),
 * epochs, and the dates of mail headers; undefined for anything else.
 */
function parseInstant(text: string): Instant | undefined {
  if (text.length > LONGEST) return undefined
  const match = ISO.exec(text)
  if (match !== null) return fromIso(match)
  const epochMs = parseEpoch(text)
  if (epochMs !== undefined) return {clockMs: epochMs, offsetMs: 0, shows: 'epoch'}
  const compact = COMPACT.exec(text)
  return compact === null ? parseMailDate(text) : fromIso(compact)
}

function fromIso(match: RegExpExecArray): Instant | undefined {
  const [, year, month, day, hour, minute = '0', second = '0', fraction = '', zone] = match
  const clockMs = clockTimeMs({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? '0'),
    minute: Number(minute),
    second: Number(second),
  })
  if (clockMs === undefined) return undefined
  if (hour === undefined) return {clockMs, shows: 'day'}
  return atOffset(clockMs + fractionMs(fraction), zone)
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/**
 * RFC 2822, also as HTTP and cookies write it: `Tue, 02 Jan 2024 03:04:05 +0100`. Zones by letters other than UTC mean
 * several things.
 */
const MAIL =
  /^(?:([A-Z][a-z]{2}), ?)?(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))? (Z|UT|UTC|GMT|[+-]\d{4})(?: \([^)]{1,20}\))?$/

/** The date of a mail header; undefined for anything else, and where the day of the week is another one's. */
function parseMailDate(text: string): Instant | undefined {
  const match = MAIL.exec(text)
  if (match === null) return undefined
  const [, weekday, day, month = '', year, hour, minute, second = '0', zone] = match
  const clockMs = clockTimeMs({
    year: Number(year),
    month: MONTHS.indexOf(month.toLowerCase()) + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  })
  if (clockMs === undefined) return undefined
  const isOtherDay = weekday !== undefined && WEEKDAYS[new Date(clockMs).getUTCDay()] !== weekday.toLowerCase()
  return isOtherDay ? undefined : atOffset(clockMs, zone)
}
