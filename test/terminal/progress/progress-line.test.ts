import {expect, test} from 'vitest'
import type {PushEvent} from '../../../src/push/run/push-event.js'
import {plainProgress, progressLine} from '../../../src/terminal/progress/progress-line.js'
import {advance, initialProgress, type ProgressState} from '../../../src/terminal/progress/progress-state.js'
import {displayWidth} from '../../../src/terminal/text/display-width.js'
import {createPalette} from '../../../src/terminal/text/palette.js'
import {settled, started} from './events.js'

const screen = (width: number) => ({width, palette: createPalette(false)})

/** Each event a second after the one before; the first at 0. */
function after(...events: PushEvent[]): ProgressState {
  return events.reduce((state, event, at) => advance(state, event, at * 1000), initialProgress)
}

const halfWay = after(
  started({totalBytes: 10_000}),
  settled({read: 1000, bytesRead: 1000}),
  settled({read: 5000, bytesRead: 5000, rejected: 12, rateShare: 0.45}),
)

test('the line tells rows done, speed, outcomes, rate share and time left', () => {
  expect(progressLine(halfWay, 2000, screen(160))).toBe(
    '━━━━━━━━━━━━──────────── 5,000 of ~10,000 rows (50%) · 4,000 rows/s · 5,000 created · 0 updated · 12 rejected · limit 45% · 1.3 s left',
  )
})

test('without a known size there is neither bar nor time left', () => {
  const state = after(started({}), settled({read: 1000, bytesRead: 1000}))
  expect(progressLine(state, 1000, screen(160))).toBe('1,000 rows · 1,000 created · 0 updated · 0 rejected')
})

test('a resumed run counts its speed from where it goes on', () => {
  const state = after(
    started({totalBytes: 2_000_000}),
    settled({read: 1_000_000, bytesRead: 1_000_000}),
    settled({read: 1_000_500, bytesRead: 1_000_500}),
  )
  expect(plainProgress(state, 2000)).toContain('· 500 rows/s ·')
})

test('a wait takes the place of the time left until rows settle again', () => {
  const waiting: PushEvent = {type: 'waiting', waiting: {reason: 'throttled', delayMs: 10_000, status: 429, attempt: 2}}
  expect(plainProgress(advance(halfWay, waiting, 3000), 3000)).toMatch(
    /waiting 10 s: HubSpot asked for a pause \(429, attempt 2\)$/,
  )
  const again = advance(advance(halfWay, waiting, 3000), settled({read: 6000, bytesRead: 6000}), 13_000)
  expect(plainProgress(again, 13_000)).not.toContain('waiting')
})

test('a wait counts down, and what comes after it takes no part of the line', () => {
  const waiting: PushEvent = {type: 'waiting', waiting: {reason: 'late-commit', delayMs: 90_000, attempt: 1}}
  const state = advance(halfWay, waiting, 3000)
  const ends = [3000, 33_000, 92_000, 93_000].map(
    nowMs => / · (waiting [^(]+)/.exec(progressLine(state, nowMs, screen(80)))?.[1],
  )
  expect(ends).toEqual(['waiting 1 min 30 s ', 'waiting 1 min ', 'waiting 1.0 s ', undefined])
})

test('the speed is that of the last seconds, not of the whole run', () => {
  const slowThenFast = [...Array(30).keys()].map(at => settled({read: at < 15 ? at : at * 100, bytesRead: at}))
  const state = after(started({}), ...slowThenFast)
  expect(plainProgress(state, 30_000)).toContain('· 100 rows/s ·')
})

test.each([40, 60, 80, 100, 120])('the line never fills a terminal of %i columns', width => {
  expect(displayWidth(progressLine(halfWay, 2000, screen(width)))).toBeLessThan(width)
})

test('on a common terminal the outcomes and the time left have room', () => {
  expect(progressLine(halfWay, 2000, screen(80))).toBe(
    '━━━━─── 5,000 rows (50%) · 5,000 created · 0 updated · 12 rejected · 1.3 s left',
  )
})

test('on a narrow terminal rows done and rejected rows stay longest', () => {
  expect(progressLine(halfWay, 2000, screen(50))).toBe('━━━━━━━━━───────── 5,000 rows (50%) · 12 rejected')
})

test('a wait is told on every terminal', () => {
  const waiting: PushEvent = {type: 'waiting', waiting: {reason: 'throttled', delayMs: 10_000, status: 429, attempt: 2}}
  expect(progressLine(advance(halfWay, waiting, 3000), 3000, screen(80))).toContain('waiting 10 s (throttled)')
})
