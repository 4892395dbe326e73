import {expect, test} from 'vitest'
import {NO_ROWS} from '../../../src/rows/rows.js'
import {type JournalLine, NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {doubtsAsDates, doubtsNow, msSince, stampOf} from '../../../src/runs/journal/stamp.js'
import type {Clock} from '../../../src/shared/clock.js'

const HOUR = 3_600_000
const NOON = Date.UTC(2026, 10, 23, 12)

/** So long after noon, by a clock that was set so much since; the machine had run for 5 s at noon. */
function clockAt(passedMs: number, {setMs = 0, boot = 'this'} = {}): Clock {
  return {now: () => NOON + passedMs + setMs, monotonic: () => 5000 + passedMs, boot: () => boot, sleep: async () => {}}
}

const noon = {at: new Date(NOON).toISOString(), clock: stampOf(clockAt(0))}

test.each([
  ['that was not set', clockAt(30_000), noon, 30_000],
  ['that was set back', clockAt(30_000, {setMs: -HOUR}), noon, 30_000],
  ['that was set forward', clockAt(30_000, {setMs: HOUR}), noon, 30_000],
  ['of another start of the machine', clockAt(30_000, {boot: 'other'}), noon, 30_000],
  ['of another start, set back', clockAt(30_000, {setMs: -HOUR, boot: 'other'}), noon, 0],
  ['beside a date without a stamp', clockAt(30_000), {at: noon.at}, 30_000],
])('how long ago something was, by a clock %s', (_, clock, moment, expected) => {
  expect(msSince(moment, clock)).toBe(expected)
})

function lineWith(untilMs: number): JournalLine {
  const counts = {row: 3, totals: NO_ROWS, byCode: {}, rejectsBytes: 0, requests: NO_REQUESTS, durationMs: 0}
  return {
    ...noon,
    ...counts,
    state: 'interrupted',
    doubts: [
      [1, untilMs],
      [2, untilMs, 3],
    ],
  }
}

test.each([0, -HOUR, HOUR])('a doubt ends when its time is over, although the clock was set by %i ms', setMs => {
  const clock = clockAt(30_000, {setMs})
  const end = (clock.monotonic?.() ?? 0) + 60_000
  expect(doubtsNow(lineWith(NOON + 90_000), clock, 100_000)).toEqual([
    [1, end],
    [2, end, 3],
  ])
})

test('no doubt lasts longer than a request can, whatever its date says', () => {
  const clock = clockAt(0)
  expect(doubtsNow(lineWith(NOON + HOUR), clock, 100_000)[0]?.[1]).toBe(5000 + 100_000)
})

test('doubts come back from the journal as they went in', () => {
  const clock = clockAt(0, {setMs: HOUR})
  const doubts = [
    [1, 65_000.25],
    [4, 70_000, 9],
  ] as const
  const at = new Date(clock.now()).toISOString()
  const line = {...lineWith(0), at, doubts: doubtsAsDates(doubts, clock)}
  expect(doubtsNow(line, clock, 100_000)).toEqual([
    [1, 65_000],
    [4, 70_000, 9],
  ])
})
