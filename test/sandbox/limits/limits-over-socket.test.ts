import {expect, test} from 'vitest'
import {handClock} from '../../support/sandbox-clock.js'
import {appliedIds, call, startFrontOnly, upsert} from '../../support/sandbox-front.js'
import {oauthToken} from '../../support/sandbox-oauth.js'

const rateHeaders = (reply: Response): Record<string, string> =>
  Object.fromEntries([...reply.headers].filter(([name]) => name.startsWith('x-hubspot-ratelimit')))

test('a private app sees the seven headers count down', async () => {
  const sandbox = await startFrontOnly({clock: handClock()})
  await upsert(sandbox, ['a'])
  expect(rateHeaders(await upsert(sandbox, ['b']))).toEqual({
    'x-hubspot-ratelimit-daily': '1000000',
    'x-hubspot-ratelimit-daily-remaining': '999998',
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
    'x-hubspot-ratelimit-max': '190',
    'x-hubspot-ratelimit-remaining': '188',
    'x-hubspot-ratelimit-secondly': '19',
    'x-hubspot-ratelimit-secondly-remaining': '17',
  })
})

test('an OAuth app sees 110 in ten seconds and no daily pair', async () => {
  const sandbox = await startFrontOnly({clock: handClock()})
  const token = await oauthToken(sandbox)
  const headers = rateHeaders(await upsert({...sandbox, token}, ['a']))
  expect(headers).toMatchObject({'x-hubspot-ratelimit-max': '110', 'x-hubspot-ratelimit-remaining': '109'})
  expect(Object.keys(headers).filter(name => name.includes('daily'))).toEqual([])
})

test('each app has its own burst', async () => {
  const sandbox = await startFrontOnly({
    clock: handClock(),
    limits: {max: 1},
    tokens: [{token: 'pat-na1-other', scopes: []}],
  })
  const statuses = [sandbox.token, sandbox.token, 'pat-na1-other'].map(
    async token => (await upsert({...sandbox, token}, ['a'])).status,
  )
  expect((await Promise.all(statuses)).sort()).toEqual([200, 200, 429])
})

test('the ten seconds roll: a request is let in as soon as the oldest is ten seconds old', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, limits: {max: 2}})
  const statusAfter = async (ms: number): Promise<number> => {
    clock.advance(ms)
    return (await upsert(sandbox, ['a'])).status
  }
  expect([
    await statusAfter(0),
    await statusAfter(9_000),
    await statusAfter(999),
    await statusAfter(1),
    await statusAfter(8_000),
  ]).toEqual([200, 200, 429, 200, 429])
})

test('a refused request does nothing, uses nothing up and is worded as observed', async () => {
  const sandbox = await startFrontOnly({clock: handClock(), limits: {max: 1}})
  await upsert(sandbox, ['a'])
  const reply = await upsert(sandbox, ['b'])
  expect([reply.status, reply.headers.get('x-hubspot-ratelimit-remaining'), reply.headers.get('retry-after')]).toEqual([
    429,
    '0',
    null,
  ])
  expect(await reply.json()).toEqual({
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    correlationId: reply.headers.get('x-hubspot-correlation-id'),
    policyName: 'TEN_SECONDLY_ROLLING',
    groupName: expect.stringMatching(/^publicapi:private_app-api-calls-ten-secondly:\d+:\d+$/),
  })
  expect(appliedIds(sandbox)).toEqual(['a'])
  expect(reply.headers.get('x-hubspot-ratelimit-daily-remaining')).toBe('999999')
})

test('a switch adds Retry-After to a 429', async () => {
  const sandbox = await startFrontOnly({clock: handClock(), limits: {max: 0}, switches: {retryAfterOn429: true}})
  expect((await upsert(sandbox, ['a'])).headers.get('retry-after')).toBe('10')
})

test('the daily limit holds until midnight in the portal’s time zone', async () => {
  const clock = handClock(Date.UTC(2026, 10, 23, 17)) // noon in New York
  const sandbox = await startFrontOnly({clock, limits: {daily: 1}})
  const statusAfter = async (hours: number): Promise<number> => {
    clock.advance(hours * 3_600_000)
    return (await upsert(sandbox, ['a'])).status
  }
  expect([await statusAfter(0), await statusAfter(11.9), await statusAfter(0.2)]).toEqual([200, 429, 200])
})

test('the daily refusal names its policy', async () => {
  const sandbox = await startFrontOnly({limits: {daily: 0}})
  expect(await (await upsert(sandbox, ['a'])).json()).toMatchObject({
    message: 'You have reached your daily limit.',
    policyName: 'DAILY',
    requestId: expect.any(String),
  })
})

test('search has five requests a second of its own, and only the daily pair of headers', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, limits: {max: 3}})
  const search = (): Promise<Response> => call(sandbox, '/crm/v3/objects/contacts/search', {method: 'POST', body: '{}'})
  const replies = [await search(), await search(), await search(), await search(), await search(), await search()]
  expect(replies.map(({status}) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(Object.keys(rateHeaders(replies[5] as Response))).toEqual([
    'x-hubspot-ratelimit-daily',
    'x-hubspot-ratelimit-daily-remaining',
  ])
  clock.advance(1000)
  expect((await search()).status).toBe(200)
  expect((await upsert(sandbox, ['a'])).status).toBe(200)
})

test('without limits the headers announce limits that nobody reaches', async () => {
  const sandbox = await startFrontOnly({limits: false, clock: handClock()})
  const replies = await Promise.all(Array.from({length: 300}, () => upsert(sandbox, ['a'])))
  expect(new Set(replies.map(({status}) => status))).toEqual(new Set([200]))
  expect(rateHeaders(replies[0] as Response)['x-hubspot-ratelimit-max']).toBe('1000000')
})

test('a switch leaves the headers out', async () => {
  const sandbox = await startFrontOnly({switches: {rateLimitHeaders: false}})
  expect(rateHeaders(await upsert(sandbox, ['a']))).toEqual({})
})

test('limits can be replaced while it runs', async () => {
  const sandbox = await startFrontOnly({limits: {max: 0}})
  expect((await upsert(sandbox, ['a'])).status).toBe(429)
  sandbox.setLimits({max: 1})
  expect((await upsert(sandbox, ['a'])).status).toBe(200)
  expect((await upsert(sandbox, ['a'])).status).toBe(429)
})
