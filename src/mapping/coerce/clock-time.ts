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
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || day < 1) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day) // Date.UTC would take the year 50 for 1950
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
}

/** The digits behind a decimal mark as milliseconds; finer ones are cut off. */
export function fractionMs(digits: string): number {
  return Number(digits.slice(0, 3).padEnd(3, '0'))
}

const OFFSET = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/

/** Milliseconds that `+02:00` or the like is ahead of UTC: 0 for Z, UTC and GMT, undefined for an offset that does not exist. */
export function offsetMs(offset: string): number | undefined {
  const [, sign, hours = '', minutes = '0', seconds = '0'] = OFFSET.exec(offset) ?? []
  if (sign === undefined) return 0
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}
