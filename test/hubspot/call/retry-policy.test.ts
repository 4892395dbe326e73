import {expect, test} from 'vitest'
import {type Trouble, troubleOf} from '../../../src/hubspot/call/classify-attempt.js'
import {decideRetry, type FailedAttempt} from '../../../src/hubspot/call/retry-policy.js'
import {readRateHeaders, readRetryAfter} from '../../../src/hubspot/rate/rate-headers.js'

const limits = {maxAttempts: 10, maxWaitMs: 300_000}

function failed(trouble: Partial<Trouble> & Pick<Trouble, 'cause'>, more: Partial<FailedAttempt> = {}): FailedAttempt {
  return {attempt: 1, elapsedMs: 0, ...more, trouble: {fateUnknown: false, ...trouble}}
}

test('the wait doubles from one attempt to the next, up to 30 s, at least half of it certain', () => {
  const delays = (random: number) =>
    [1, 2, 3, 4, 5, 6, 7].map(attempt => decideRetry(failed({cause: 'server-error'}, {attempt}), limits, () => random))
  expect(delays(1)).toMatchObject(
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].map(delayMs => ({kind: 'retry', delayMs})),
  )
  expect(delays(0)).toMatchObject(
    [500, 1000, 2000, 4000, 8000, 15_000, 15_000].map(delayMs => ({kind: 'retry', delayMs})),
  )
})

test.each(['tls', 'redirect', 'too-large', 'token', 'scope'] as const)('%s is never tried again', cause => {
  expect(decideRetry(failed({cause}), limits, Math.random)).toEqual({kind: 'give-up', because: 'final'})
})

test('a dead server is given up after ten attempts, a polite refusal much later', () => {
  expect(decideRetry(failed({cause: 'refused'}, {attempt: 9}), limits, Math.random)).toMatchObject({kind: 'retry'})
  expect(decideRetry(failed({cause: 'refused'}, {attempt: 10}), limits, Math.random)).toEqual({
    kind: 'give-up',
    because: 'attempts',
  })
  const polite = (attempt: number, elapsedMs: number) =>
    decideRetry(failed({cause: 'throttled'}, {attempt, elapsedMs}), limits, Math.random)
  expect(polite(59, 300_000)).toMatchObject({kind: 'retry'})
  expect(polite(60, 300_000)).toEqual({kind: 'give-up', because: 'attempts'})
})

test('a call is given up when its trouble has lasted a quarter of an hour', () => {
  const decide = (elapsedMs: number) =>
    decideRetry(failed({cause: 'timeout'}, {attempt: 2, elapsedMs}), limits, Math.random)
  expect(decide(15 * 60_000 - 1)).toMatchObject({kind: 'retry'})
  expect(decide(15 * 60_000)).toEqual({kind: 'give-up', because: 'attempts'})
})

test('a lock is waited out for longer each time, never less than 2 s', () => {
  const decide = (attempt: number) => decideRetry(failed({cause: 'locked'}, {attempt}), limits, () => 0)
  expect([1, 2, 3, 40].map(decide)).toMatchObject(
    [2000, 4000, 6000, 30_000].map(delayMs => ({delayMs, reason: 'locked'})),
  )
  expect(decideRetry(failed({cause: 'locked', retryAfterSeconds: 9}), limits, () => 0)).toMatchObject({delayMs: 9000})
})

test('a full rolling window is looked at again after a second, then after longer, up to its whole length', () => {
  const decide = (attempt: number) =>
    decideRetry(failed({cause: 'throttled', policy: 'rolling'}, {attempt}), limits, () => 0)
  expect([1, 2, 3, 4, 5, 40].map(decide)).toMatchObject(
    [1000, 2000, 4000, 8000, 10_000, 10_000].map(delayMs => ({delayMs})),
  )
})

test('a wait that HubSpot asks for beyond --max-wait is not begun', () => {
  const decide = (trouble: FailedAttempt['trouble'], attempt = 1) =>
    decideRetry(failed(trouble, {attempt}), {...limits, maxWaitMs: 5000}, Math.random)
  const tooLong = (askedMs: number) => ({kind: 'give-up', because: 'wait-too-long', askedMs})
  expect(decide({cause: 'throttled', policy: 'rolling', fateUnknown: false}, 5)).toEqual(tooLong(10_000))
  expect(decide({cause: 'migrating', retryAfterSeconds: 3600, fateUnknown: false})).toEqual(tooLong(3_600_000))
  expect(decide({cause: 'throttled', policy: 'secondly', fateUnknown: false})).toMatchObject({kind: 'retry'})
})

test('a wait of our own choice is kept within --max-wait', () => {
  const decision = decideRetry(failed({cause: 'reset'}, {attempt: 6}), {...limits, maxWaitMs: 3000}, () => 1)
  expect(decision).toMatchObject({kind: 'retry', delayMs: 3000})
})

test('the daily limit is not waited for, whatever Retry-After says', () => {
  const decision = decideRetry(failed({cause: 'throttled', policy: 'daily', retryAfterSeconds: 1}), limits, Math.random)
  expect(decision).toEqual({kind: 'give-up', because: 'daily-limit'})
})

test.each([
  ['120', 120],
  ['0', undefined],
  ['0.0', undefined],
  ['-1', undefined],
  ['-1.5', undefined],
  ['2001', 2001],
  [' 3 ', 3],
  ['1e3', undefined],
  ['2026-11-23', undefined],
  ['1.5', 1.5],
  ['Mon, 23 Nov 2026 10:00:30 GMT', 30],
  ['Mon, 23 Nov 2026 09:00:00 GMT', undefined],
  ['Monday, 23-Nov-26 10:00:30 GMT', 30],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s is %s seconds', (header, seconds) => {
  const headers = header === undefined ? {} : {'retry-after': header}
  expect(readRetryAfter(headers, Date.parse('2026-11-23T10:00:00Z'))).toBe(seconds)
})

test('rate headers that are absent or no numbers are absent in what is read', () => {
  expect(readRateHeaders({'x-hubspot-ratelimit-max': 'many', 'x-hubspot-ratelimit-remaining': '7'})).toEqual({
    remaining: 7,
  })
})

test.each(['server-error', 'unreadable'] as const)(
  'a short wait that is asked for makes no failing server fail faster: %s',
  cause => {
    const delays = [1, 2, 3, 4, 5].map(attempt =>
      decideRetry(failed({cause, retryAfterSeconds: 1}, {attempt}), limits, () => 0),
    )
    expect(delays).toMatchObject([1000, 1000, 2000, 4000, 8000].map(delayMs => ({delayMs})))
    expect(decideRetry(failed({cause, retryAfterSeconds: 1}, {attempt: 10}), limits, () => 0)).toEqual({
      kind: 'give-up',
      because: 'attempts',
    })
  },
)

test.each([0, -1, 0.001, undefined])(
  'sixty polite refusals, each with a wait of %s seconds, end no run in a moment',
  retryAfterSeconds => {
    let elapsedMs = 0
    let attempt = 1
    for (; attempt < 2000; attempt++) {
      const asked = retryAfterSeconds === undefined || retryAfterSeconds <= 0 ? {} : {retryAfterSeconds}
      const decision = decideRetry(
        failed({cause: 'throttled', ...asked}, {attempt, asked: attempt - 1, elapsedMs}),
        limits,
        () => 0,
      )
      if (decision.kind === 'give-up') break
      elapsedMs += decision.delayMs
    }
    expect(elapsedMs).toBeGreaterThanOrEqual(300_000)
    expect(elapsedMs).toBeLessThanOrEqual(15 * 60_000)
    expect(attempt).toBeLessThanOrEqual(301)
  },
)

test('a portal that migrates for ever is given up at last', () => {
  const decision = decideRetry(failed({cause: 'migrating', retryAfterSeconds: 1}, {attempt: 60}), limits, () => 0)
  expect(decision).toEqual({kind: 'give-up', because: 'attempts'})
})

test.each([
  [500, 'server-error'],
  [501, undefined], // not served: it would not be later either
  [502, 'server-error'],
  [599, 'server-error'],
])('a reply of %i is %s', (status, cause) => {
  const attempt = {kind: 'reply', status, headers: {}, body: {}, bodyKind: 'json'} as unknown
  expect(troubleOf(attempt as Parameters<typeof troubleOf>[0], 0)?.cause).toBe(cause)
})
