import {DAY_MS} from '../../../shared/clock.js'
import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'
import {unreadableDates} from './date-problem.js'
import {type Instant, isoOf} from './instant.js'
import {instantParser} from './instant-parser.js'
import {type Zone, zoneOf} from './zone.js'

/**
 * `YYYY-MM-DD`, always the day that the cell shows. HubSpot wants midnight UTC before 2026-09 and cuts the time off
 * since: here a time must be midnight, by its own clock, by UTC's, or by that of `--time-zone`, and of no other day
 * than the one shown.
 */
export function dateCoercer(context: CoercerContext): Coercer {
  const {where, formats} = context
  const parse = instantParser(formats)
  const unreadable = unreadableDates(context)
  const zone = zoneOf(formats.timeZone ?? 'UTC')
  const isIso = formats.dateFormat === undefined
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const instant = parse(text)
    if (isIso && instant?.shows === 'day') return text // a day of the calendar, written as it is sent
    const iso = instant === undefined ? undefined : isoOf(instant.clockMs)
    if (instant === undefined || iso === undefined) return unreadable(cell)
    if (instant.shows === 'day') return iso.slice(0, 10)
    return dayOf(instant, zone) ?? noDay(cell, instant, {where, zone, timeZone: formats.timeZone})
  }
}

/** Undefined where the instant is not a midnight, or one of another day than it shows. */
function dayOf(instant: Instant, zone: Zone): string | undefined {
  const [day, ...others] = midnights(instant, zone)
  const shown = instant.shows === 'epoch' ? day : Math.floor(instant.clockMs / DAY_MS)
  if (day === undefined || day !== shown || others.some(other => other !== shown)) return undefined
  return isoOf(day * DAY_MS)?.slice(0, 10)
}

/** The days, counted from 1970, whose beginning the instant is, by any clock that may be meant. */
function midnights({clockMs, offsetMs}: Instant, zone: Zone): readonly number[] {
  const clocks = offsetMs === undefined ? [clockMs] : [clockMs, clockMs - offsetMs, zone.clockAt(clockMs - offsetMs)]
  return clocks.filter(ms => ms % DAY_MS === 0).map(ms => ms / DAY_MS)
}

interface Setting {
  readonly where: string
  readonly zone: Zone
  readonly timeZone: string | undefined
}

function noDay(cell: string, instant: Instant, {where, zone, timeZone}: Setting): CellProblem {
  const {clockMs, offsetMs = 0, shows} = instant
  const utcMs = clockMs - offsetMs
  const [day] = midnights(instant, zone).filter(found => found !== Math.floor(clockMs / DAY_MS))
  const other = day === undefined || shows === 'epoch' ? undefined : isoOf(day * DAY_MS)?.slice(0, 10)
  if (other !== undefined) {
    const clock = utcMs % DAY_MS === 0 ? 'in UTC' : `in ${timeZone ?? 'UTC'}`
    const message = `${quoteValue(cell)} shows ${isoOf(clockMs)?.slice(0, 10)}, but is the beginning of ${other} ${clock}: write the day you mean (${where}).`
    return {code: 'AMBIGUOUS_VALUE', message}
  }
  const time = isoOf(utcMs)?.slice(11, 19) ?? ''
  return {
    code: 'INVALID_DATE',
    message: `${quoteValue(cell)} is at ${time} UTC, but ${where} accepts days only: midnight UTC.`,
  }
}
