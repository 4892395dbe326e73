import {type CellProblem, type Coercer, type CoercerContext, quoteValue} from '../coercer.js'
import {unreadableDates} from './date-problem.js'
import {type Instant, isoOf} from './instant.js'
import {instantParser} from './instant-parser.js'
import {zoneOf} from './zone.js'

/** ISO 8601 in UTC with milliseconds: whether HubSpot takes offsets is not established, so they are applied here. */
export function datetimeCoercer(context: CoercerContext): Coercer {
  const {where, formats} = context
  const {timeZone = 'UTC'} = formats
  const parse = instantParser(formats)
  const unreadable = unreadableDates(context)
  const zone = zoneOf(timeZone)
  return cell => {
    const text = cell.trim()
    if (text === '') return ''
    const instant = parse(text)
    if (instant === undefined) return unreadable(cell)
    if (instant.offsetMs !== undefined) return isoOf(instant.clockMs - instant.offsetMs) ?? unreadable(cell)
    const {moments, firstMs} = zone.read(instant.clockMs)
    if (moments.length !== 1 && instant.shows === 'time') return oddHour(cell, instant, {moments, timeZone, where})
    return isoOf(firstMs) ?? unreadable(cell) // a day alone begins with the first of its moments
  }
}

interface OddHour {
  readonly moments: readonly number[]
  readonly timeZone: string
  readonly where: string
}

/** Clocks that are put back show an hour twice, clocks that are put forward leave one out. */
function oddHour(cell: string, {clockMs}: Instant, {moments, timeZone, where}: OddHour): CellProblem {
  if (moments.length === 0) {
    const message = `${quoteValue(cell)} does not exist in ${timeZone}: clocks were set forward past it (${where}).`
    return {code: 'INVALID_DATETIME', message}
  }
  const readings = moments.map(utcMs => `${isoOf(clockMs)?.slice(0, 19)}${offsetText(clockMs - utcMs)}`).join(' or ')
  const message = `${quoteValue(cell)} occurred twice in ${timeZone}, when clocks were set back: write ${readings} (${where}).`
  return {code: 'AMBIGUOUS_VALUE', message}
}

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.trunc(offsetMs / 60_000))
  const twoDigits = (number: number): string => String(number).padStart(2, '0')
  return `${offsetMs < 0 ? '-' : '+'}${twoDigits(Math.trunc(minutes / 60))}:${twoDigits(minutes % 60)}`
}
