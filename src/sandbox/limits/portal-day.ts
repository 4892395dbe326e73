/**
 * Names the day it is in a time zone (`2026-11-23`): the daily limit resets at midnight there. Asks the calendar once a
 * minute at most.
 */
export function createPortalDay(timeZone: string): (nowMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {timeZone, dateStyle: 'short'})
  let minute = Number.NaN
  let name = ''
  return nowMs => {
    const current = Math.floor(nowMs / 60_000)
    if (current !== minute) [minute, name] = [current, format.format(nowMs)]
    return name
  }
}
