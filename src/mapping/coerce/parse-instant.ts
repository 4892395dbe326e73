import {clockTimeMs, fractionMs} from './clock-time.js'
import {parseEpoch} from './epoch.js'
import {atOffset, type Instant} from './instant.js'
import {parseMailDate} from './mail-date.js'

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
export function parseInstant(text: string): Instant | undefined {
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
