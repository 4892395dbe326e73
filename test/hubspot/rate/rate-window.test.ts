import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {RateStatus} from '../../../src/hubspot/call-types.js'
import {NOBODY} from '../../../src/hubspot/rate/others.js'
import {
  closeWindow,
  countCounted,
  emptyWindow,
  forgetSend,
  learnRate as learn,
  nextDelayMs,
  type RateWindow,
  recordSend,
} from '../../../src/hubspot/rate/rate-window.js'

const T0 = 1_000_000

function learnRate(window: RateWindow, status: RateStatus, nowMs: number, ownCount = 0): RateWindow {
  return learn(window, status, {sentMs: nowMs, ownCount})
}

/** Sends as many as may leave at this very moment. */
function sendFrom(atMs: number, window: RateWindow): RateWindow {
  return nextDelayMs(window, atMs) > 0 ? window : sendFrom(atMs, recordSend(window, atMs))
}

/** Sends as soon as allowed, until `untilMs`; returns when each request left. */
function sendEagerly(start: RateWindow, untilMs: number, mostSends = 10_000): number[] {
  const sentAtMs: number[] = []
  let window = start
  let nowMs = T0
  while (nowMs < untilMs && sentAtMs.length < mostSends) {
    const delayMs = nextDelayMs(window, nowMs)
    nowMs += delayMs
    if (delayMs > 0) continue
    window = recordSend(window, nowMs)
    sentAtMs.push(nowMs)
    nowMs += 1
  }
  return sentAtMs
}

function mostInAnyWindow(sentAtMs: readonly number[], intervalMs: number): number {
  return Math.max(...sentAtMs.map(from => sentAtMs.filter(at => at >= from && at < from + intervalMs).length))
}

test('the first requests leave at once, before anything is known', () => {
  const sentAtMs = sendEagerly(emptyWindow(), T0 + 1000, 50)
  expect(sentAtMs.at(-1)).toBe(T0 + 49)
})

test('never more than the limit leave in any window', () => {
  const limits = fc.record({max: fc.integer({min: 1, max: 60}), intervalMs: fc.integer({min: 200, max: 10_000})})
  fc.assert(
    fc.property(limits, ({max, intervalMs}) => {
      const window = learnRate(emptyWindow(), {max, intervalMs}, T0)
      expect(mostInAnyWindow(sendEagerly(window, T0 + 4 * intervalMs, 4 * max), intervalMs)).toBeLessThanOrEqual(max)
    }),
    {numRuns: 100},
  )
})

test('at the very moment at which one request leaves the window, one may follow it', () => {
  const third = 1000 / 3
  const full = recordSend(recordSend(learnRate(emptyWindow(), {max: 2}, 0), third), 2 * third)
  expect(sendFrom(third + 10_150, full).sent).toEqual([
    {atMs: 2 * third, count: 1},
    {atMs: third + 10_150, count: 1},
  ])
})

test('a long run uses nearly all of the limit, never stands still for long, and comes back to an even pace after its first burst', () => {
  const window = learnRate(emptyWindow(), {max: 190, intervalMs: 10_000}, T0)
  const sentAtMs = sendEagerly(window, T0 + 60_000)
  expect(sentAtMs.filter(at => at >= T0 + 10_000).length).toBeGreaterThan(190 * 5 * 0.98)
  const gaps = sentAtMs.slice(1).map((at, index) => at - (sentAtMs[index] ?? at))
  expect(Math.max(...gaps)).toBeLessThan(250)
  expect(mostInAnyWindow(sentAtMs.slice(100), 1000)).toBeLessThanOrEqual(26)
})

test('one who was held up for a while catches up without a burst', () => {
  const window = learnRate(emptyWindow(), {max: 190, intervalMs: 10_000}, T0)
  const before = sendEagerly(window, T0 + 30_000)
  let held = window
  for (const at of before) held = recordSend(held, at)
  const first = nextDelayMs(held, T0 + 33_000)
  const second = nextDelayMs(recordSend(held, T0 + 33_000), T0 + 33_000)
  expect(first).toBe(0)
  expect(second).toBeGreaterThan(40)
  expect(second).toBeLessThan(10_150 / 190)
})

test('whatever the pace, what is remembered stays small and never lets more through', () => {
  let window = learnRate(emptyWindow(), {max: 1_000_000, intervalMs: 10_000}, T0)
  for (let index = 0; index < 50_000; index++) window = recordSend(window, T0 + index / 5)
  expect(window.sent.length).toBeLessThan(410)
  expect(window.sent.reduce((sum, {count}) => sum + count, 0)).toBe(50_000)
})

test('a share of the limit is never exceeded', () => {
  const window = learnRate(emptyWindow(0.25), {max: 100, intervalMs: 10_000}, T0)
  expect(mostInAnyWindow(sendEagerly(window, T0 + 30_000), 10_000)).toBe(25)
})

/** Others use so much of 100 in every reply, for a second. */
function besideOthers(count: number): RateWindow {
  let window = learnRate(emptyWindow(), {max: 100, intervalMs: 10_000, remaining: 99 - count}, T0 - 1000, 1)
  for (const atMs of [-600, -300, 0]) window = learnRate(window, {remaining: 99 - count}, T0 + atMs, 1)
  return window
}

test('what others use, by Remaining, is left to them, and what is ours leaves evenly', () => {
  const sentAtMs = sendEagerly(besideOthers(60), T0 + 9_000)
  expect(sentAtMs.length).toBeLessThanOrEqual(40)
  expect(sentAtMs.length).toBeGreaterThan(15)
  const gaps = sentAtMs.slice(1).map((at, index) => at - (sentAtMs[index] ?? at))
  expect(Math.min(...gaps)).toBeGreaterThan(150)
})

test('one reply is not believed if another request may have overtaken: of this process, or of another', () => {
  const window = recordSend(emptyWindow(), T0)
  const since = recordSend(window, T0 + 50)
  expect(learnRate(since, {max: 190, remaining: 179}, T0, 1).foreign).toMatchObject({count: 10, untilMs: 0})
  expect(learnRate(window, {max: 190, remaining: 178}, T0, 2).foreign).toMatchObject({count: 10, untilMs: 0})
  expect(learnRate(since, {max: 190, remaining: 187}, T0, 1).foreign).toEqual(NOBODY)
})

test('a reply to the only request under way is believed', () => {
  const window = recordSend(emptyWindow(), T0)
  const {foreign} = learnRate(window, {max: 190, remaining: 179}, T0, 1)
  expect(foreign).toMatchObject({count: 10, untilMs: T0 + 10_000})
  expect(learnRate(window, {max: 190, remaining: 187}, T0, 1).foreign).toEqual(NOBODY)
})

test('a request that was refused uses up nothing', () => {
  const sent = [0, 100, 200].reduce((window, atMs) => recordSend(window, T0 + atMs), emptyWindow())
  expect(countCounted(sent, T0 + 200)).toBe(3)
  const without = forgetSend(sent, T0 + 100)
  expect(countCounted(without, T0 + 200)).toBe(2)
  expect(countCounted(forgetSend(without, T0 + 100), T0 + 200)).toBe(1)
  expect(forgetSend(emptyWindow(), T0)).toEqual(emptyWindow())
})

test('even where others use everything, one request may leave', () => {
  const window = learnRate(emptyWindow(), {max: 100, remaining: 0}, T0)
  expect(nextDelayMs(window, T0)).toBe(0)
})

test('a closed window stays closed until its time, however empty', () => {
  const window = closeWindow(emptyWindow(), T0 + 10_000)
  expect(nextDelayMs(window, T0)).toBe(10_000)
  expect(nextDelayMs(window, T0 + 9_999)).toBe(1)
  expect(nextDelayMs(window, T0 + 10_000)).toBe(0)
  expect(closeWindow(window, T0 + 5).closedUntilMs).toBe(T0 + 10_000)
})

test('nonsense in the headers changes nothing', () => {
  expect(learnRate(emptyWindow(), {max: 0, intervalMs: 0}, T0)).toEqual(emptyWindow())
})
