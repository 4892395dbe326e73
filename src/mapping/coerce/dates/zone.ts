import {AppError} from '../../../errors/app-error.js'
import {addFlags} from '../../../errors/next-step.js'
import {DAY_MS} from '../../../shared/clock.js'

/** What a clock time in a zone names. */
export interface ZoneReading {
  /**
   * The moments with that clock time, in UTC milliseconds: none in the hour that spring skips, two in the one that
   * autumn repeats.
   */
  readonly moments: readonly number[]
  /** The first of them; for a time that is skipped the moment of the jump's other side, counted from before it. */
  readonly firstMs: number
}

export interface Zone {
  /** From clock time in the zone (as if it were UTC, in milliseconds). */
  readonly read: (clockMs: number) => ZoneReading
  /** The clock of the zone at a moment, as if it were UTC, in milliseconds. */
  readonly clockAt: (utcMs: number) => number
}

const UTC: Zone = {read: clockMs => ({moments: [clockMs], firstMs: clockMs}), clockAt: utcMs => utcMs}

/** Throws AppError USAGE for a zone that does not exist. */
export function zoneOf(timeZone: string): Zone {
  if (timeZone === 'UTC') return UTC
  const offsetAt = offsetReader(timeZone)
  const offsetsOf = offsetsByDay(offsetAt)
  return {
    read: clockMs => {
      const [early, late] = offsetsOf(clockMs)
      const firstMs = clockMs - early
      if (early === late) return {moments: [firstMs], firstMs}
      const moments = [firstMs, clockMs - late].filter(
        (utcMs, index) => offsetAt(utcMs) === (index === 0 ? early : late),
      )
      return {moments, firstMs: moments[0] ?? firstMs}
    },
    clockAt: utcMs => utcMs + offsetAt(utcMs),
  }
}

const DAYS_KEPT = 1000

type Offsets = readonly [before: number, after: number]

/**
 * The offsets a day before and a day after each day: asking Intl for every cell would take longer than all else that a
 * cell needs.
 */
function offsetsByDay(offsetAt: (utcMs: number) => number): (clockMs: number) => Offsets {
  const kept = new Map<number, Offsets>()
  return clockMs => {
    const day = Math.floor(clockMs / DAY_MS)
    const known = kept.get(day)
    if (known !== undefined) return known
    const offsets: Offsets = [offsetAt((day - 1) * DAY_MS), offsetAt((day + 2) * DAY_MS)]
    if (kept.size >= DAYS_KEPT) kept.clear()
    kept.set(day, offsets)
    return offsets
  }
}

/** Milliseconds that clocks in the zone are ahead of UTC at a moment. */
function offsetReader(timeZone: string): (utcMs: number) => number {
  const format = formatOf(timeZone)
  return utcMs => {
    const parts = new Map(format.formatToParts(utcMs).map(({type, value}) => [type, value]))
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? '0')
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
    const clock = new Date(0)
    clock.setUTCFullYear(year, part('month') - 1, part('day')) // Date.UTC would take the year 24 for 1924
    clock.setUTCHours(part('hour'), part('minute'), part('second'))
    return clock.getTime() - Math.floor(utcMs / 1000) * 1000
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric'
  const fields = {
    era: 'short',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', {timeZone, hourCycle: 'h23', calendar: 'gregory', ...fields})
  } catch {
    throw new AppError('USAGE', `"${timeZone}" is not a time zone. Use an IANA name.`, {
      next: ['Europe/Berlin', 'America/New_York', 'UTC'].map(zone => addFlags(['--time-zone', zone])),
    })
  }
}
