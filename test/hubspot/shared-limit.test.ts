import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createLimiter, type Limiter} from '../../src/hubspot/rate/limiter.js'
import type {RateWindow} from '../../src/hubspot/rate/rate-window.js'
import type {SharedWindow} from '../../src/hubspot/rate/take-turn.js'
import {type SteppedClock, steppedClock} from './support/clocks.js'

/** What a file does for processes, in memory. */
function sharedInMemory(): SharedWindow {
  let common: RateWindow | undefined
  return {
    update: async change => {
      const changed = change(common)
      common = changed.common
      return changed
    },
  }
}

/** Sends `count` requests one after another as soon as each may leave. */
async function sendAll(
  limiter: Limiter,
  {clock, count, gapMs}: {clock: SteppedClock; count: number; gapMs: number},
): Promise<number[]> {
  const sentAtMs: number[] = []
  for (let sent = 0; sent < count; sent++) {
    await limiter.acquire(1, {})
    sentAtMs.push(clock.now())
    if (gapMs > 0) await clock.sleep(gapMs)
  }
  return sentAtMs
}

function mostInAnyWindow(sentAtMs: readonly number[], intervalMs: number): number {
  return Math.max(...sentAtMs.map(from => sentAtMs.filter(at => at >= from && at < from + intervalMs).length))
}

test('processes that share a limit never send more than it together, and each of them gets on', async () => {
  const cases = fc.record({
    max: fc.integer({min: 2, max: 40}),
    intervalMs: fc.integer({min: 500, max: 10_000}),
    gaps: fc.array(fc.integer({min: 0, max: 200}), {minLength: 2, maxLength: 4}),
  })
  await fc.assert(
    fc.asyncProperty(cases, async ({max, intervalMs, gaps}) => {
      const clock = steppedClock(0)
      const shared = sharedInMemory()
      const limiters = gaps.map(() => createLimiter({clock, shared}))
      limiters[0]?.learn({max, intervalMs}, {ownCount: 0, atMs: 0})
      const count = Math.ceil((3 * max) / gaps.length)
      const first = limiters[0]?.acquire(1, {}) // tells the others the limit
      await clock.run()
      await first
      const startMs = clock.now()
      const sending = gaps.map((gapMs, index) => sendAll(limiters[index] as Limiter, {clock, count, gapMs}))
      await clock.run()
      const sent = await Promise.all(sending)
      expect(mostInAnyWindow([startMs, ...sent.flat()], intervalMs)).toBeLessThanOrEqual(max)
      const lastMs = sent.map(times => times.at(-1) ?? 0)
      expect(Math.max(...lastMs)).toBeLessThan(startMs + 5 * intervalMs * 1.02 + count * 200)
    }),
    {numRuns: 40},
  )
})

test('two busy processes get equal parts of a limit', async () => {
  const clock = steppedClock(0)
  const shared = sharedInMemory()
  const limiters = [createLimiter({clock, shared}), createLimiter({clock, shared})]
  const sending = limiters.map(limiter => sendAll(limiter, {clock, count: 200, gapMs: 0}))
  await clock.run()
  const [one = [], other = []] = await Promise.all(sending)
  for (const fromMs of [10_000, 20_000]) {
    const [a = 0, b = 0] = [one, other].map(times => times.filter(at => at >= fromMs && at < fromMs + 10_000).length)
    expect(Math.abs(a - b)).toBeLessThanOrEqual(2)
  }
})

test('a share is of what this process sends, whatever the others do', async () => {
  const clock = steppedClock(0)
  const shared = sharedInMemory()
  const half = sendAll(createLimiter({clock, shared, share: 0.5}), {clock, count: 150, gapMs: 0})
  const other = sendAll(createLimiter({clock, shared, share: 0.25}), {clock, count: 75, gapMs: 0})
  await clock.run()
  expect(mostInAnyWindow(await half, 10_000)).toBe(50)
  expect(mostInAnyWindow(await other, 10_000)).toBe(25)
})

test('what one process learns, a 429 included, the others go by', async () => {
  const clock = steppedClock(0)
  const shared = sharedInMemory()
  const [one, other] = [createLimiter({clock, shared}), createLimiter({clock, shared})]
  one.learn({max: 3, intervalMs: 2000}, {ownCount: 0, atMs: 0})
  one.close(5000)
  const first = one.acquire(1, {})
  await new Promise(setImmediate)
  const sending = sendAll(other, {clock, count: 4, gapMs: 0})
  await clock.run()
  await first
  const sentAtMs = await sending
  expect(sentAtMs[0]).toBeGreaterThanOrEqual(5000)
  expect(mostInAnyWindow([...sentAtMs, 5000], 2000)).toBeLessThanOrEqual(3)
})

test('the next process learns of a limit without bounds from one that asked for little', async () => {
  const clock = steppedClock(0)
  const shared = sharedInMemory()
  for (let before = 0; before < 40; before += 1) {
    const limiter = createLimiter({clock, shared})
    const permits = await Promise.all([limiter.acquire(1, {}), limiter.acquire(1, {})])
    for (const permit of permits) limiter.learn({max: 1_000_000, intervalMs: 10_000, remaining: 1_000_000}, permit)
    await limiter.acquire(1, {})
  }
  expect(clock.now()).toBe(0)
})

test('a process whose window cannot be shared goes on by its own counts', async () => {
  const clock = steppedClock(0)
  const sent = sendAll(createLimiter({clock, shared: {update: async () => undefined}}), {clock, count: 150, gapMs: 0})
  await clock.run()
  expect(mostInAnyWindow(await sent, 10_000)).toBe(100)
})
