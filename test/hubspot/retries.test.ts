import {expect, test} from 'vitest'
import type {Waiting} from '../../src/hubspot/call-types.js'
import type {StubReply} from './support/stub-server.js'
import {GET_ACCOUNT, OK, stubbedClient} from './support/stubbed-client.js'

const HTML = '<html><body>Bad gateway</body></html>'

interface Case {
  readonly name: string
  readonly replies: readonly StubReply[]
  readonly reason: Waiting['reason']
  readonly fateUnknown: boolean
  readonly atLeastMs: number
  readonly atMostMs: number
}

const backoff = {atLeastMs: 500, atMostMs: 1000}

const cases: Case[] = [
  {name: 'a 408', replies: [{status: 408}], reason: 'server-error', fateUnknown: true, ...backoff},
  {name: 'a 423', replies: [{status: 423}], reason: 'locked', fateUnknown: false, atLeastMs: 2000, atMostMs: 2200},
  ...[500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526].map(status => ({
    name: `a ${status} as HTML`,
    replies: [{status, body: HTML}],
    reason: 'server-error' as const,
    fateUnknown: true,
    ...backoff,
  })),
  {
    name: 'a 500 as JSON',
    replies: [{status: 500, body: {message: 'internal error'}}],
    reason: 'server-error',
    fateUnknown: true,
    ...backoff,
  },
  {
    name: 'a 503 with Retry-After',
    replies: [{status: 503, headers: {'retry-after': '7'}}],
    reason: 'server-error',
    fateUnknown: true,
    atLeastMs: 7000,
    atMostMs: 7700,
  },
  {
    name: 'a 429 of the rolling policy',
    replies: [
      {
        status: 429,
        body: {policyName: 'TEN_SECONDLY_ROLLING', message: 'You have reached your ten_secondly_rolling limit.'},
      },
    ],
    reason: 'throttled',
    fateUnknown: false,
    atLeastMs: 1000,
    atMostMs: 1100,
  },
  {
    name: 'a 429 that names the secondly limit in its text only',
    replies: [{status: 429, body: {message: 'You have reached your secondly limit.', category: 'RATE_LIMITS'}}],
    reason: 'throttled',
    fateUnknown: false,
    atLeastMs: 1000,
    atMostMs: 1100,
  },
  {
    name: 'a 429 that names no policy but Retry-After',
    replies: [{status: 429, headers: {'retry-after': '4'}, body: HTML}],
    reason: 'throttled',
    fateUnknown: false,
    atLeastMs: 4000,
    atMostMs: 4400,
  },
  {
    name: 'a bare 429',
    replies: [{status: 429}],
    reason: 'throttled',
    fateUnknown: false,
    atLeastMs: 1000,
    atMostMs: 1100,
  },
  {
    name: 'a 477 with a short Retry-After',
    replies: [{status: 477, headers: {'retry-after': '120'}}],
    reason: 'migrating',
    fateUnknown: false,
    atLeastMs: 120_000,
    atMostMs: 132_000,
  },
  {name: 'HTML in a 200', replies: [{status: 200, body: HTML}], reason: 'server-error', fateUnknown: true, ...backoff},
  {
    name: 'truncated JSON in a 200',
    replies: [{status: 200, body: '{"results":[{"id"'}],
    reason: 'server-error',
    fateUnknown: true,
    ...backoff,
  },
  {
    name: 'truncated JSON in a 409',
    replies: [
      {status: 409, headers: {'content-type': 'application/json;charset=utf-8'}, body: '{"status":"error","mess'},
    ],
    reason: 'server-error',
    fateUnknown: false,
    ...backoff,
  },
  {name: 'a reset', replies: ['reset'], reason: 'network', fateUnknown: true, ...backoff},
  {name: 'a reply that is cut off', replies: ['cut-off'], reason: 'network', fateUnknown: true, ...backoff},
  {name: 'a stall', replies: ['hang'], reason: 'network', fateUnknown: true, ...backoff},
]

test.each(cases)('$name is waited out and sent again', async ({replies, reason, fateUnknown, atLeastMs, atMostMs}) => {
  const {hubspot, clock, server} = await stubbedClient([...replies, OK], replies[0] === 'hang' ? {timeoutMs: 1000} : {})
  const waits: Waiting[] = []
  const reply = await hubspot.call(GET_ACCOUNT, {onWaiting: waiting => waits.push(waiting)})
  expect(reply).toEqual({status: 200, body: {ok: true}, attempts: 2, fateUnknown})
  expect(server.requests).toHaveLength(2)
  expect(waits[0]).toMatchObject({reason, attempt: 1})
  expect(waits[0]?.delayMs).toBeGreaterThanOrEqual(atLeastMs)
  expect(waits[0]?.delayMs).toBeLessThanOrEqual(atMostMs)
  expect(clock.slept[0]).toBe(waits[0]?.delayMs)
  expect(hubspot.counts()).toMatchObject({retries: 1})
})

test('a 4xx about the call itself is answered at once', async () => {
  const {hubspot} = await stubbedClient([
    {status: 400, headers: {'x-hubspot-correlation-id': 'c-1'}, body: {message: 'no'}},
  ])
  expect(await hubspot.call(GET_ACCOUNT)).toEqual({
    status: 400,
    body: {message: 'no'},
    attempts: 1,
    fateUnknown: false,
    correlationId: 'c-1',
  })
})

test('an empty 2xx is an answer without a body', async () => {
  const {hubspot} = await stubbedClient([{status: 204}])
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({status: 204, body: undefined, attempts: 1})
})

test('an HTML 404 is an answer without a body', async () => {
  const {hubspot} = await stubbedClient([{status: 404, body: HTML}])
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({status: 404, body: undefined, attempts: 1})
})

test('the fate of a call stays unknown through a later 429', async () => {
  const {hubspot} = await stubbedClient([{status: 502}, {status: 429}, OK])
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({attempts: 3, fateUnknown: true})
})

test('throttled replies are counted', async () => {
  const {hubspot} = await stubbedClient([{status: 429}, {status: 429}, OK])
  await hubspot.call(GET_ACCOUNT)
  expect(hubspot.counts()).toEqual({
    upserts: 0,
    reads: 1,
    associations: 0,
    memberships: 0,
    archives: 0,
    retries: 2,
    throttled: 2,
  })
})

test('the daily limit ends the run resumable, without another request', async () => {
  const body = {policyName: 'DAILY', message: 'You have reached your daily limit.', correlationId: 'c-9'}
  const {hubspot, server} = await stubbedClient([{status: 429, headers: {'retry-after': '1'}, body}])
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'DAILY_LIMIT',
    exitCode: 6,
    message: expect.stringContaining('c-9'),
  })
  expect(server.requests).toHaveLength(1)
})

test('a migration that takes longer than --max-wait ends the run resumable', async () => {
  const {hubspot, clock} = await stubbedClient([{status: 477, headers: {'retry-after': '86400'}}])
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'WAIT_TOO_LONG',
    exitCode: 6,
    message: expect.stringContaining('86400 s'),
  })
  expect(clock.slept).toEqual([])
})

test('after a long migration the call still has its retries', async () => {
  const migrating = {status: 477, headers: {'retry-after': '7200'}}
  const {hubspot} = await stubbedClient([{status: 500}, migrating, {status: 500}, OK], {maxWaitMs: 24 * 3_600_000})
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({status: 200, attempts: 4})
})

test('a server that stays down is given up after the attempts allowed, naming its last reply', async () => {
  const down = {status: 503, body: {message: 'Service unavailable', correlationId: 'c-503'}}
  const {hubspot, server} = await stubbedClient([down, down, down, OK], {maxAttempts: 3})
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    exitCode: 6,
    message: expect.stringMatching(/after 3 attempts.*503: Service unavailable.*c-503/),
  })
  expect(server.requests).toHaveLength(3)
})

test('a redirect is not followed and the token goes nowhere else', async () => {
  const {hubspot, server} = await stubbedClient([{status: 302, headers: {location: 'https://elsewhere.example/'}}, OK])
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('https://elsewhere.example/'),
  })
  expect(server.requests).toHaveLength(1)
})

test('a reply without end is cut off at the bound', async () => {
  const {hubspot, server} = await stubbedClient([{status: 200, body: {text: 'x'.repeat(100_000)}}], {
    maxReplyBytes: 10_000,
  })
  await expect(hubspot.call(GET_ACCOUNT)).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringContaining('10000 bytes'),
  })
  expect(server.requests).toHaveLength(1)
})

test('aborting ends a wait at once with the reason given', async () => {
  const {hubspot} = await stubbedClient([{status: 503}, OK])
  const controller = new AbortController()
  const call = hubspot.call(GET_ACCOUNT, {
    signal: controller.signal,
    onWaiting: () => controller.abort(new Error('second Ctrl-C')),
  })
  await expect(call).rejects.toThrow('second Ctrl-C')
})

test('aborting ends a request under way at once with the reason given', async () => {
  const {hubspot, server} = await stubbedClient(['hang'])
  const controller = new AbortController()
  const call = hubspot.call(GET_ACCOUNT, {signal: controller.signal})
  await expect.poll(() => server.requests.length).toBe(1)
  controller.abort(new Error('second Ctrl-C'))
  await expect(call).rejects.toThrow('second Ctrl-C')
})

test('one signal may stop many calls at once without a warning', async () => {
  const {hubspot} = await stubbedClient(Array.from({length: 30}, () => 'hang' as const))
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning)
  process.on('warning', onWarning)
  const controller = new AbortController()
  const calls = Array.from({length: 30}, () => hubspot.call(GET_ACCOUNT, {signal: controller.signal}))
  controller.abort(new Error('second Ctrl-C'))
  const outcomes = await Promise.allSettled(calls)
  await new Promise(setImmediate)
  process.off('warning', onWarning)
  expect(outcomes.every(outcome => outcome.status === 'rejected')).toBe(true)
  expect(warnings).toEqual([])
})

test('being throttled uses up none of the attempts against a server that is down', async () => {
  const throttled = {status: 429, headers: {'retry-after': '1'}}
  const {hubspot} = await stubbedClient([throttled, throttled, throttled, {status: 500}, {status: 500}, OK], {
    maxAttempts: 3,
  })
  expect(await hubspot.call(GET_ACCOUNT)).toMatchObject({status: 200, attempts: 6})
})
