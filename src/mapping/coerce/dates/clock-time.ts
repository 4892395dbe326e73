import {DAY_MS} from '../../../shared/clock.js'

/** A calendar day and a time of day, as a text writes them. */
export interface ClockTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** As if it were UTC, in milliseconds; undefined for a day or time that does not exist (30 February, 25:00). */
export function clockTimeMs({year, month, day, hour, minute, second}: ClockTime): number | undefined {
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1 || day > daysOf(month, year))
    return undefined
  // Date.UTC takes the year 50 for 1950; the Gregorian calendar repeats itself after 400 years.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) - FOUR_CENTURIES_MS
}

const FOUR_CENTURIES_MS = 146_097 * DAY_MS
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function daysOf(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}

/** The digits behind a decimal mark as milliseconds; finer ones are cut off. */
export function fractionMs(digits: string): number {
  return Number(digits.slice(0, 3).padEnd(3, '0'))
}

const OFFSET = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/

/**
 * Milliseconds that `+02:00` or the like is ahead of UTC: 0 for Z, UTC and GMT, undefined for an offset that does not
 * exist.
 */
export function offsetMs(offset: string): number | undefined {
  const [, sign, hours = '', minutes = '0', seconds = '0'] = OFFSET.exec(offset) ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}
