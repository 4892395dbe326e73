import {expect, test} from 'vitest'
import type {Waiting} from '../../../src/hubspot/call-types.js'
import {createLimiter} from '../../../src/hubspot/rate/limiter.js'
import {steppedClock} from '../support/clocks.js'
import {GET_ACCOUNT, OK, stubbedClient} from '../support/stubbed-client.js'

test('those who wait leave in the order in which they asked, and no more than the limit in a window', async () => {
  const clock = steppedClock(0)
  const limiter = createLimiter({clock})
  limiter.learn({max: 10, intervalMs: 10_000}, {ownCount: 0, atMs: 0})
  const left: {turn: number; atMs: number}[] = []
  const turns = Array.from({length: 25}, async (_, turn) => {
    await limiter.acquire(1, {})
    left.push({turn, atMs: clock.now()})
  })
  await clock.run()
  await Promise.all(turns)
  expect(left.map(({turn}) => turn)).toEqual(Array.from({length: 25}, (_, turn) => turn))
  const most = Math.max(
    ...left.map(({atMs: from}) => left.filter(({atMs}) => atMs >= from && atMs < from + 10_000).length),
  )
  expect(most).toBe(10)
  expect(left.at(-1)?.atMs).toBeLessThan(31_000)
})

test('a 429 holds everybody up, and each wait of more than a second is reported once', async () => {
  const clock = steppedClock(0)
  const limiter = createLimiter({clock})
  limiter.close(10_000)
  const waits: Waiting[] = []
  const onWaiting = (waiting: Waiting) => waits.push(waiting)
  const turns = [limiter.acquire(1, {onWaiting}), limiter.acquire(3, {})]
  await clock.run()
  await Promise.all(turns)
  expect(clock.now()).toBe(10_000)
  expect(waits).toEqual([{reason: 'throttled', delayMs: 10_000, attempt: 1}])
})

test('one who gives up lets the next one through, and nobody overtakes', async () => {
  const clock = steppedClock(0)
  const limiter = createLimiter({clock})
  limiter.close(5_000)
  const controller = new AbortController()
  const left: string[] = []
  const first = limiter.acquire(1, {}).then(() => left.push('first'))
  const second = limiter.acquire(1, {signal: controller.signal})
  const waits: Waiting[] = []
  const third = limiter.acquire(1, {onWaiting: waiting => waits.push(waiting)}).then(() => left.push('third'))
  controller.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  expect(left).toEqual([])
  await clock.run()
  await Promise.all([first, third])
  expect(left).toEqual(['first', 'third'])
  expect(waits).toEqual([]) // he was behind the first until the window opened
})

test('the head of the line gives up at once when aborted', async () => {
  const clock = steppedClock(0)
  const limiter = createLimiter({clock})
  limiter.close(5_000)
  const controller = new AbortController()
  const head = limiter.acquire(1, {signal: controller.signal})
  const next = limiter.acquire(1, {})
  await new Promise(setImmediate)
  controller.abort(new Error('enough'))
  await expect(head).rejects.toThrow('enough')
  await clock.run()
  await expect(next).resolves.toEqual({ownCount: 1, atMs: 5000})
})

test('a wider limit learnt while waiting shortens the wait', async () => {
  const clock = steppedClock(0)
  const limiter = createLimiter({clock})
  limiter.learn({max: 1, intervalMs: 10_000}, {ownCount: 0, atMs: 0})
  await limiter.acquire(1, {})
  const next = limiter.acquire(1, {})
  await new Promise(setImmediate)
  limiter.learn({max: 100}, {ownCount: 1, atMs: 0})
  await clock.run()
  await next
  expect(clock.now()).toBeLessThanOrEqual(1000)
})

test('a 429 for one call holds up the others', async () => {
  const clock = steppedClock(0)
  const {hubspot, server} = await stubbedClient([{status: 429}, OK, OK], {clock})
  const waits: string[] = []
  const first = hubspot.call(GET_ACCOUNT, {onWaiting: ({reason}) => waits.push(`first ${reason}`)})
  await expect.poll(() => waits).toEqual(['first throttled'])
  const second = hubspot.call(GET_ACCOUNT, {
    onWaiting: ({reason, attempt}) => waits.push(`second ${reason} ${attempt}`),
  })
  await new Promise(setImmediate)
  expect(waits).toEqual(['first throttled', 'second throttled 1'])
  await clock.run()
  await Promise.all([first, second])
  expect(server.requests).toHaveLength(3)
})

test('the client learns the limits from the headers of every reply', async () => {
  const headers = {
    'X-HubSpot-RateLimit-Max': '190',
    'X-HubSpot-RateLimit-Interval-Milliseconds': '10000',
    'X-HubSpot-RateLimit-Remaining': '180',
    'X-HubSpot-RateLimit-Daily': '250000',
    'X-HubSpot-RateLimit-Daily-Remaining': '249991',
  }
  const {hubspot} = await stubbedClient([
    {...OK, headers},
    {...OK, headers: {'X-HubSpot-RateLimit-Remaining': '179'}},
  ])
  expect(hubspot.rate()).toEqual({})
  await hubspot.call(GET_ACCOUNT)
  await hubspot.call(GET_ACCOUNT)
  expect(hubspot.rate()).toEqual({
    max: 190,
    intervalMs: 10_000,
    remaining: 179,
    daily: 250_000,
    dailyRemaining: 249_991,
  })
})

test.each([-3_600_000, 3_600_000])(
  'a clock that is set by %i ms holds nobody up, and lets nobody through early',
  async setMs => {
    const inner = steppedClock(0)
    let ahead = 0
    const clock = {...inner, monotonic: () => inner.now(), now: () => inner.now() + ahead}
    const limiter = createLimiter({clock})
    limiter.learn({max: 10, intervalMs: 10_000}, {ownCount: 0, atMs: 0})
    const left: number[] = []
    const turns = Array.from({length: 25}, async (_, turn) => {
      await limiter.acquire(1, {})
      left.push(inner.now())
      if (turn === 7) ahead = setMs
    })
    await inner.run()
    await Promise.all(turns)
    expect(Math.max(...left.map(from => left.filter(atMs => atMs >= from && atMs < from + 10_000).length))).toBe(10)
    expect(left.at(-1)).toBeLessThan(31_000)
  },
)
