/** A moment as the file wrote it. */
export interface Instant {
  /** Milliseconds since the epoch, the written clock time taken as UTC where it names no offset. */
  readonly utcMs: number
  /** True when the text named its offset (or was an epoch): no time zone may move it. */
  readonly isAbsolute: boolean
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/
const EPOCH = /^-?\d+$/

/** ISO 8601 (`T` or a blank before the time, fractions cut to milliseconds) and epochs; undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const match = ISO.exec(text)
  return match === null ? parseEpoch(text) : fromIso(match)
}

/**
 * Milliseconds, as HubSpot takes them; exactly ten digits are seconds (2001 to 2286), as HubSpot reads them from 2026-09 on.
 * Fewer may be milliseconds of January 1970, seconds of the last century, a day without dashes or a spreadsheet's serial
 * number: too many to choose from. 0 is 1970.
 */
function parseEpoch(text: string): Instant | undefined {
  if (!EPOCH.test(text)) return undefined
  const digits = text.replace('-', '').length
  const value = Number(text)
  if (digits <= 9 && value !== 0) return undefined
  return {utcMs: digits === 10 ? value * 1000 : value, isAbsolute: true}
}

function fromIso(match: RegExpExecArray): Instant | undefined {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const utcMs = clockTimeMs({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  })
  if (utcMs === undefined) return undefined
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const shiftMs = offsetMs(offset)
  return shiftMs === undefined ? undefined : {utcMs: utcMs + ms - shiftMs, isAbsolute: offset !== undefined}
}

interface ClockTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** As if it were UTC; undefined for a day or time that does not exist (30 February, 25:00). */
export function clockTimeMs({year, month, day, hour, minute, second}: ClockTime): number | undefined {
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || day < 1) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day) // Date.UTC would take the year 50 for 1950
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}

function offsetMs(offset: string | undefined): number | undefined {
  if (offset === undefined || offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(3).replace(':', '') || '0')
  if (hours > 23 || minutes > 59) return undefined
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
