import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {DoubtfulRows, JournalLine, Stamp} from './journal-line.js'

/** Beside a date for people; undefined where no such clock is known. */
export function stampOf(clock: Clock): Stamp | undefined {
  const boot = clock.boot?.()
  return boot === undefined || clock.monotonic === undefined ? undefined : {boot, ms: Math.round(clock.monotonic())}
}

/**
 * How long ago something was. By the date alone where it was on another machine, or before this one was started: never
 * less than 0.
 */
export function msSince({at, clock: stamp}: {at: string; clock?: Stamp | undefined}, clock: Clock): number {
  const isComparable = stamp !== undefined && stamp.boot === clock.boot?.() && clock.monotonic !== undefined
  return Math.max(0, isComparable ? monotonicNow(clock) - stamp.ms : clock.now() - Date.parse(at))
}

/**
 * The doubts of a journal line with their ends on the monotonic clock of this process. None lasts longer than
 * `longestMs` from when it was written: a clock that was set meanwhile neither prolongs a wait nor cuts it short.
 */
export function doubtsNow(line: JournalLine, clock: Clock, longestMs: number): DoubtfulRows[] {
  const elapsedMs = msSince(line, clock)
  const nowMs = monotonicNow(clock)
  return (line.doubts ?? []).map(([first, untilMs, last]) => {
    const leftMs = Math.min(longestMs, untilMs - Date.parse(line.at)) - elapsedMs
    return last === undefined ? [first, nowMs + leftMs] : [first, nowMs + leftMs, last]
  })
}

/** The same the other way: ends on the monotonic clock as dates, in ms since the epoch, for the journal. */
export function doubtsAsDates(doubts: readonly DoubtfulRows[], clock: Clock): DoubtfulRows[] {
  const aheadMs = clock.now() - monotonicNow(clock)
  return doubts.map(([first, untilMs, last]) => {
    const date = Math.round(untilMs + aheadMs)
    return last === undefined ? [first, date] : [first, date, last]
  })
}
