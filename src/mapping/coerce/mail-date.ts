import {clockTimeMs} from './clock-time.js'
import {atOffset, type Instant} from './instant.js'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/**
 * RFC 2822, also as HTTP and cookies write it: `Tue, 02 Jan 2024 03:04:05 +0100`. Zones by letters other than UTC mean
 * several things.
 */
const MAIL =
  /^(?:([A-Z][a-z]{2}), ?)?(\d{1,2})[ -]([A-Z][a-z]{2})[ -](\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))? (Z|UT|UTC|GMT|[+-]\d{4})(?: \([^)]{1,20}\))?$/

/** The date of a mail header; undefined for anything else, and where the day of the week is another one's. */
export function parseMailDate(text: string): Instant | undefined {
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
