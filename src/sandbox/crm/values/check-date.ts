import {instant} from '../../basics/instant.js'
import {notALong, type ValueProblem} from './problem.js'

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/
const INTEGER = /^-?\d{1,16}$/
const DAY_MS = 86_400_000
/** The widest time a JavaScript Date can hold. */
const LATEST_MS = 8.64e15

/** The value of a `date` as it is stored (`2015-05-01`): that form or epoch milliseconds at midnight UTC. */
export function checkDate(raw: string): string | ValueProblem {
  if (isCalendarDate(raw)) return raw
  const ms = epochMs(raw)
  if (ms === undefined) return notALong(raw)
  if (ms % DAY_MS !== 0) return {error: 'INVALID_DATE', message: `${raw} is at ${timeOfDay(ms)} UTC, not midnight!`}
  return new Date(ms).toISOString().slice(0, 10)
}

/** The value of a `datetime` as it is stored: from ISO 8601 with a zone, a calendar date, or epoch milliseconds. */
export function checkDateTime(raw: string): string | ValueProblem {
  const ms = isCalendarDate(raw) ? Date.parse(raw) : (epochMs(raw) ?? isoMs(raw))
  return ms === undefined ? notALong(raw) : instant(ms)
}

/**
 * What version 2026-09 makes of a value the older versions refuse or misread; undefined = nothing.
 * Times of day are dropped from dates, epoch seconds are taken as such.
 */
export function normaliseDate(type: 'date' | 'datetime', raw: string): string | undefined {
  const given = epochMs(raw)
  const ms = given === undefined ? isoMs(raw) : Math.abs(given) < 1e11 ? given * 1000 : given
  if (ms === undefined) return undefined
  return type === 'date' ? new Date(ms).toISOString().slice(0, 10) : instant(ms)
}

/** True for an epoch so small that it must be seconds: milliseconds before 1973. */
export function isEpochSeconds(raw: string): boolean {
  const given = epochMs(raw)
  return given !== undefined && given !== 0 && Math.abs(given) < 1e11 && given % DAY_MS !== 0
}

function isCalendarDate(raw: string): boolean {
  const parts = DATE.exec(raw)
  if (!parts) return false
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])))
  return day.getUTCMonth() === Number(parts[2]) - 1 && day.getUTCDate() === Number(parts[3])
}

function epochMs(raw: string): number | undefined {
  if (!INTEGER.test(raw)) return undefined
  const ms = Number(raw)
  return Math.abs(ms) <= LATEST_MS ? ms : undefined
}

function isoMs(raw: string): number | undefined {
  if (!DATE_TIME.test(raw) || !isCalendarDate(raw.slice(0, 10))) return undefined
  const ms = Date.parse(raw)
  return Number.isNaN(ms) ? undefined : ms
}

/** `4:0:0.0`, unpadded as in HubSpot's message. */
function timeOfDay(ms: number): string {
  const at = new Date(ms)
  return `${at.getUTCHours()}:${at.getUTCMinutes()}:${at.getUTCSeconds()}.${at.getUTCMilliseconds()}`
}
