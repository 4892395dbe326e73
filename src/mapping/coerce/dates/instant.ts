import {offsetMs} from './clock-time.js'

/** A day or a moment as the file wrote it. */
export interface Instant {
  /** The written day and time as if they were UTC, in milliseconds since the epoch. */
  readonly clockMs: number
  /** Milliseconds that the written clock is ahead of UTC; absent where the text names no zone. An epoch's is 0. */
  readonly offsetMs?: number
  /** A day alone, a day with a time, or an epoch, which shows no day at all. */
  readonly shows: 'day' | 'time' | 'epoch'
}

/** A written time with the zone behind it, if any; undefined for an offset that does not exist. */
export function atOffset(clockMs: number, zone: string | undefined): Instant | undefined {
  if (zone === undefined) return {clockMs, shows: 'time'}
  const ahead = offsetMs(zone)
  return ahead === undefined ? undefined : {clockMs, offsetMs: ahead, shows: 'time'}
}

/** Undefined outside the years 0000 to 9999. */
export function isoOf(utcMs: number): string | undefined {
  const date = new Date(utcMs)
  if (Number.isNaN(date.getTime())) return undefined
  const iso = date.toISOString()
  return iso.length === 24 ? iso : undefined
}
