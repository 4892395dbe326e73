import {calendarReadings} from './calendar-digits.js'

const EPOCH = /^(?:0|-?[1-9]\d*)$/
const EARLIEST_MS = Date.UTC(1900, 0)
const END_MS = Date.UTC(2201, 0)

/** Milliseconds since 1970 of an epoch that can be nothing else; undefined for any other text. */
export function parseEpoch(text: string): number | undefined {
  const ms = possibleEpoch(text)
  return ms === undefined || calendarReadings(text).length > 0 ? undefined : ms
}

/**
 * Milliseconds, as HubSpot takes them; exactly ten digits are seconds (2001 to 2286), as HubSpot reads them from
 * 2026-09 on.
 * Fewer may be milliseconds of January 1970, seconds of the last century, a day without dashes or a spreadsheet's
 * serial number: too many to choose from. 0 is 1970. Outside the years 1900 to 2200 it is rather something else.
 */
export function possibleEpoch(text: string): number | undefined {
  if (!EPOCH.test(text)) return undefined
  const digits = text.startsWith('-') ? text.length - 1 : text.length
  const value = Number(text)
  if (digits <= 9 && value !== 0) return undefined
  const ms = digits === 10 ? value * 1000 : value
  return ms >= EARLIEST_MS && ms < END_MS ? ms : undefined
}
