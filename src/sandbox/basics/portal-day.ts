import {AppError} from '../../errors/app-error.js'

/** That of HubSpot's samples. */
export const STANDARD_TIME_ZONE = 'US/Eastern'

const DAY_MS = 86_400_000

/** From midnight to midnight in a portal's time zone: 23 to 25 hours. Epoch milliseconds. */
export interface PortalDay {
  readonly startMs: number
  readonly endMs: number
}

/** Which day it is in a time zone; asks the calendar once a day. Throws USAGE for a zone that there is not. */
export function createPortalDay(timeZone: string): (nowMs: number) => PortalDay {
  const offsetMs = createUtcOffset(timeZone)
  let day: PortalDay = {startMs: 0, endMs: 0}
  const midnight = (dayNumber: number, nowMs: number) => {
    const local = dayNumber * DAY_MS
    return local - offsetMs(local - offsetMs(nowMs)) // at that midnight the clocks may have stood otherwise
  }
  return nowMs => {
    if (nowMs >= day.startMs && nowMs < day.endMs) return day
    const dayNumber = Math.floor((nowMs + offsetMs(nowMs)) / DAY_MS)
    day = {startMs: midnight(dayNumber, nowMs), endMs: midnight(dayNumber + 1, nowMs)}
    return day
  }
}

/** By how many milliseconds a zone's clocks are before UTC, summer time included. Throws USAGE. */
export function createUtcOffset(timeZone: string): (nowMs: number) => number {
  // Of the usual zone when it is first asked: the calendars of the world take long to load.
  let format = timeZone === STANDARD_TIME_ZONE ? undefined : formatOf(timeZone)
  return nowMs => {
    format ??= formatOf(timeZone)
    const name = format.formatToParts(nowMs).find(({type}) => type === 'timeZoneName')?.value ?? ''
    const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {timeZone, timeZoneName: 'longOffset'})
  } catch (cause) {
    throw new AppError('USAGE', `There is no time zone ${JSON.stringify(timeZone)}.`, {cause})
  }
}
