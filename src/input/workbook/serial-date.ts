import {CELL_TYPE} from '../../rows/cell-types.js'
import {DAY_MS} from '../../shared/clock.js'
import type {TypedText} from './number-text.js'

/** Day 0 of each way to count: 30 December 1899, so that days from March 1900 on are right. */
const ZERO_1900_MS = Date.UTC(1899, 11, 30)
const ZERO_1904_MS = Date.UTC(1904, 0, 1)
/** 31 December 9999. */
const END_MS = Date.UTC(10_000, 0, 1)
/** The 29 February 1900, which spreadsheets know and no calendar. */
const NO_DAY = 60

interface SerialReading {
  readonly is1904: boolean
  /** Whether its format shows a time of day. */
  readonly hasTime: boolean
}

/** A day by its number: ISO 8601 without a zone, with its time where the format shows one, to the millisecond. */
export function dateOfSerial(serial: number, {is1904, hasTime}: SerialReading): TypedText {
  const ms = Math.round(serial * DAY_MS)
  const day = Math.floor(ms / DAY_MS)
  if (!is1904 && day === NO_DAY) return {text: '1900-02-29', type: CELL_TYPE.unclear}
  if (!is1904 && day === 0 && hasTime) return {text: timeText(ms), type: CELL_TYPE.text}
  const zeroMs = is1904 ? ZERO_1904_MS : ZERO_1900_MS + (day < NO_DAY ? DAY_MS : 0)
  const clockMs = zeroMs + (hasTime ? ms : day * DAY_MS)
  const isDay = day >= (is1904 ? 0 : 1) && clockMs < END_MS
  return isDay ? {text: isoText(clockMs), type: CELL_TYPE.date} : {text: String(serial), type: CELL_TYPE.unclear}
}

/** Without the time where it is midnight, as in a cell that holds a day alone. */
function isoText(clockMs: number): string {
  const iso = new Date(clockMs).toISOString()
  const [day = '', time = ''] = iso.slice(0, -1).split('T')
  return time === '00:00:00.000' ? day : `${day}T${time.replace(/\.000$/, '')}`
}

/** Hours, minutes and seconds; milliseconds where there are any. */
export function timeText(ms: number): string {
  const of = Math.abs(ms)
  const parts = [Math.floor(of / 3_600_000), Math.floor(of / 60_000) % 60, Math.floor(of / 1000) % 60]
  const text = parts.map(part => String(part).padStart(2, '0')).join(':')
  const fraction = of % 1000
  return `${ms < 0 ? '-' : ''}${text}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`
}

/** A number of days as hours, minutes and seconds. */
export function durationOf(serial: number): string {
  return timeText(Math.round(serial * DAY_MS))
}
