import fc from 'fast-check'
import {expect, test} from 'vitest'
import {closeWindow, emptyWindow, learnRate, nextDelayMs, type RateWindow, recordSend} from '../../src/hubspot/rate-window.js'

const T0 = 1_000_000

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
  expect(sendFrom(third + 10_100, full).sentAtMs).toEqual([2 * third, third + 10_100])
})

test('a long run uses nearly all of the limit and never stands still for long', () => {
  const window = learnRate(emptyWindow(), {max: 190, intervalMs: 10_000}, T0)
  const sentAtMs = sendEagerly(window, T0 + 60_000)
  expect(sentAtMs.length).toBeGreaterThan(190 * 6 * 0.97)
  const gaps = sentAtMs.slice(1).map((at, index) => at - (sentAtMs[index] ?? at))
  expect(Math.max(...gaps)).toBeLessThan(500)
})

test('a share of the limit is never exceeded', () => {
  const window = learnRate(emptyWindow(0.25), {max: 100, intervalMs: 10_000}, T0)
  expect(mostInAnyWindow(sendEagerly(window, T0 + 30_000), 10_000)).toBe(25)
})

test('what others use, by Remaining, is left to them until the window has passed', () => {
  const window = learnRate(recordSend(emptyWindow(), T0), {max: 100, intervalMs: 10_000, remaining: 9}, T0)
  expect(window.foreign).toEqual({count: 90, untilMs: T0 + 10_000})
  expect(sendEagerly(window, T0 + 9_999).length).toBeLessThanOrEqual(9)
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
