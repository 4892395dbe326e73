import {AppError} from '../../errors/app-error.js'

/**
 * From clock time in `timeZone` (as if it were UTC, in milliseconds) to the moment it names.
 * Of two moments with one clock time (autumn) the first; a clock time that is skipped (spring) counts from before the jump.
 * Throws AppError USAGE for a zone that does not exist.
 */
export function zoneToUtc(timeZone: string): (clockMs: number) => number {
  if (timeZone === 'UTC') return clockMs => clockMs
  const offsetAt = offsetReader(timeZone)
  return clockMs => {
    const before = clockMs - offsetAt(clockMs - DAY_MS)
    if (offsetAt(before) === clockMs - before) return before
    const after = clockMs - offsetAt(clockMs + DAY_MS)
    return offsetAt(after) === clockMs - after ? after : before
  }
}

const DAY_MS = 86_400_000

/** Milliseconds that clocks in the zone are ahead of UTC at a moment. */
function offsetReader(timeZone: string): (utcMs: number) => number {
  const format = formatOf(timeZone)
  return utcMs => {
    const parts = new Map(format.formatToParts(utcMs).map(({type, value}) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
    const clock = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return clock - Math.floor(utcMs / 1000) * 1000
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric'
  const fields = {year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric} as const
  try {
    return new Intl.DateTimeFormat('en-US', {timeZone, hourCycle: 'h23', ...fields})
  } catch {
    throw new AppError('USAGE', `"${timeZone}" is not a time zone. Use an IANA name.`, {
      next: ['--time-zone Europe/Berlin', '--time-zone America/New_York', '--time-zone UTC'],
    })
  }
}
