import {DAY_MS} from '../../../shared/clock.js'
import {calendarReadings} from './calendar-digits.js'
import type {Instant} from './instant.js'

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
 * 2026-09 on. Fewer may be milliseconds of January 1970, seconds of the last century, a day without dashes or a
 * spreadsheet's serial number: too many to choose from. 0 is 1970. Outside the years 1900 to 2200 it is rather
 * something else.
 */
export function possibleEpoch(text: string): number | undefined {
  if (!EPOCH.test(text)) return undefined
  const digits = text.startsWith('-') ? text.length - 1 : text.length
  const value = Number(text)
  if (digits <= 9 && value !== 0) return undefined
  const ms = digits === 10 ? value * 1000 : value
  return ms >= EARLIEST_MS && ms < END_MS ? ms : undefined
}

/** 30 December 1899: right for every day since 1 March 1900 (Excel believes in a 29 February 1900). */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30)
/** 31 December 2200: a greater number is rather a day without marks, such as 251231. */
const LAST = 109_939
/** 31 December 9999, the last day that Excel knows: what people write for never. */
const NEVER = 2_958_465

/**
 * Days since the end of 1899 with the time of day as a fraction, to the nearest second; 45000.5 is 15 March 2023, noon.
 */
export function excelSerial(text: string): Instant | undefined {
  if (!/^\d{1,7}(?:\.\d{1,20})?$/.test(text)) return undefined
  const serial = Number(text)
  if (serial < 61 || (serial >= LAST + 1 && serial !== NEVER)) return undefined
  const clockMs = DAY_ZERO_MS + Math.round((serial * DAY_MS) / 1000) * 1000
  return {clockMs, shows: Number.isInteger(serial) ? 'day' : 'time'}
}
