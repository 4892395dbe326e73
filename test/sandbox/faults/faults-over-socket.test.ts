import {expect, test} from 'vitest'
import type {FaultRule} from '../../../src/sandbox/faults/fault-rule.js'
import type {Sandbox} from '../../../src/sandbox/server/running-sandbox.js'
import {handClock} from '../../support/sandbox-clock.js'
import {appliedIds, call, startFrontOnly, UPSERT, upsert} from '../../support/sandbox-front.js'

const startWith = (...faults: FaultRule[]): Promise<Sandbox> => startFrontOnly({faults})

test('latency holds every request back by its time, from wherever in the range the seed puts it', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, faults: [{fault: 'latency', ms: [100, 200]}]})
  const reply = upsert(sandbox, ['a'])
  let isBack = false
  void reply.then(() => {
    isBack = true
  })
  await clock.asleep()
  clock.advance(99)
  await call({...sandbox, token: 'wrong'}, '/crm/v3/anything')
  expect({isBack, applied: appliedIds(sandbox)}).toEqual({isBack: false, applied: []})
  clock.advance(101)
  expect((await reply).status).toBe(200)
  expect(appliedIds(sandbox)).toEqual(['a'])
})

test('a status fault answers as HubSpot does in JSON, with a correlation id in header and body, and does nothing', async () => {
  const sandbox = await startWith({fault: 'status', status: 500})
  const reply = await upsert(sandbox, ['a'])
  expect(reply.status).toBe(500)
  expect(await reply.json()).toEqual({
    status: 'error',
    message: 'Internal Server Error',
    correlationId: reply.headers.get('x-hubspot-correlation-id'),
  })
  expect(appliedIds(sandbox)).toEqual([])
})

test.each([400, 403, 404, 409, 413, 423, 500, 502, 503, 504, 521, 523, 524])(
  'status %i can be asked for',
  async status => {
    const sandbox = await startWith({fault: 'status', status})
    expect((await upsert(sandbox, ['a'])).status).toBe(status)
  },
)

test('a status fault as HTML comes from the gateway: a page without any header of HubSpot', async () => {
  const sandbox = await startWith({fault: 'status', status: 502, html: true})
  const reply = await upsert(sandbox, ['a'])
  expect(reply.headers.get('content-type')).toBe('text/html')
  expect([...reply.headers.keys()].filter(name => name.startsWith('x-hubspot'))).toEqual([])
  expect(await reply.text()).toContain('502 Bad Gateway')
})

test('a gateway error may come after the CRM has done its work', async () => {
  const sandbox = await startWith({fault: 'status', status: 504, html: true, applied: true})
  expect((await upsert(sandbox, ['a'])).status).toBe(504)
  expect(appliedIds(sandbox)).toEqual(['a'])
})

test('477 says in Retry-After when to come back', async () => {
  const sandbox = await startWith({fault: 'status', status: 477, retryAfterSeconds: 7200})
  const reply = await upsert(sandbox, ['a'])
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([477, '7200'])
})

test('the mere status is enough: a 477 says when to come back, a 429 is that of the ten seconds', async () => {
  const sandbox = await startWith({fault: 'status', status: 477, next: 1}, {fault: 'status', status: 429})
  expect((await upsert(sandbox, ['a'])).headers.get('retry-after')).toBe('1')
  const reply = await upsert(sandbox, ['a'])
  expect([reply.status, reply.headers.get('x-hubspot-ratelimit-remaining')]).toEqual([429, '0'])
  expect(await reply.json()).toMatchObject({policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT'})
})

test.each([
  [
    'TEN_SECONDLY_ROLLING',
    {policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT'},
    'X-HubSpot-RateLimit-Remaining',
  ],
  ['DAILY', {policyName: 'DAILY', errorType: 'RATE_LIMIT'}, 'X-HubSpot-RateLimit-Daily-Remaining'],
] as const)('a 429 of policy %s has its body and nothing remaining', async (policy, body, spent) => {
  const sandbox = await startWith({fault: 'rate-limit', policy})
  const reply = await upsert(sandbox, ['a'])
  expect([reply.status, reply.headers.get(spent), reply.headers.get('retry-after')]).toEqual([429, '0', null])
  expect(await reply.json()).toMatchObject({status: 'error', ...body})
  expect(appliedIds(sandbox)).toEqual([])
})

test('a 429 of policy SECONDLY is worded as search words it, and can carry Retry-After', async () => {
  const sandbox = await startWith({fault: 'rate-limit', policy: 'SECONDLY', retryAfterSeconds: 1})
  const reply = await upsert(sandbox, ['a'])
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await reply.json()).toMatchObject({message: 'You have reached your secondly limit.', category: 'RATE_LIMITS'})
})

test.each([
  [false, []],
  [true, ['a']],
])('a reset with applied: %s cuts the connection and leaves %j behind', async (applied, left) => {
  const sandbox = await startWith({fault: 'reset', applied, next: 1})
  await expect(upsert(sandbox, ['a'])).rejects.toThrow('fetch failed')
  expect(appliedIds(sandbox)).toEqual(left)
  expect((await upsert(sandbox, ['b'])).status).toBe(200)
})

test('a late commit lands after the client was cut off, also after what came later', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, faults: [{fault: 'late-commit', ms: 5000, next: 1}]})
  await expect(upsert(sandbox, ['old'])).rejects.toThrow('fetch failed')
  await upsert(sandbox, ['new'])
  expect([appliedIds(sandbox), sandbox.state().lateCommits]).toEqual([['new'], 1])
  clock.advance(5000)
  await sandbox.settled()
  expect([appliedIds(sandbox), sandbox.state().lateCommits]).toEqual([['new', 'old'], 0])
})

test.each([
  [false, []],
  [true, ['a']],
])('a hang with applied: %s never answers and leaves %j behind', async (applied, left) => {
  const sandbox = await startWith({fault: 'hang', applied})
  const patience = new AbortController()
  const reply = upsert(sandbox, ['a'], {signal: patience.signal})
  const verdict = expect(reply).rejects.toThrow('out of patience')
  await expect.poll(() => sandbox.requests()).toMatchObject([{path: UPSERT, outcome: 'hang', count: 1}])
  patience.abort(new Error('out of patience'))
  await verdict
  expect(appliedIds(sandbox)).toEqual(left)
})

test('a slow body comes whole in the end', async () => {
  const clock = handClock()
  const sandbox = await startFrontOnly({clock, faults: [{fault: 'slow-body', ms: 1000}]})
  const reply = await upsert(sandbox, ['a'])
  const body = reply.json()
  let isWhole = false
  void body.then(() => {
    isWhole = true
  })
  for (let part = 0; part < 10; part++) {
    expect(isWhole).toBe(false)
    await clock.asleep()
    clock.advance(100)
  }
  expect(await body).toMatchObject({status: 'COMPLETE', results: [{id: 'a'}]})
})

test('a body truncated abruptly breaks in the middle, the work done', async () => {
  const sandbox = await startWith({fault: 'truncate'})
  const reply = await upsert(sandbox, ['a'])
  expect(reply.status).toBe(200)
  await expect(reply.text()).rejects.toThrow('terminated')
  expect(appliedIds(sandbox)).toEqual(['a'])
})

test('a body truncated cleanly looks whole and is no JSON', async () => {
  const sandbox = await startWith({fault: 'truncate', ends: 'cleanly', keep: 0.3})
  const text = await (await upsert(sandbox, ['a'])).text()
  expect(text.length).toBeGreaterThan(0)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

test('a silent reply claims completion, mentions nobody and has done nothing', async () => {
  const sandbox = await startWith({fault: 'silent'})
  const reply = await upsert(sandbox, ['a'])
  expect([reply.status, await reply.json()]).toEqual([200, {status: 'COMPLETE', results: [], errors: []}])
  expect(appliedIds(sandbox)).toEqual([])
})

test.each([
  [true, 3],
  [false, 2],
])('an omitted input with applied: %s is not mentioned; %i of 3 reach the CRM', async (applied, reached) => {
  const sandbox = await startWith({fault: 'omit', applied})
  const {results} = (await (await upsert(sandbox, ['a', 'b', 'c'])).json()) as {results: unknown[]}
  expect([results.length, appliedIds(sandbox).length]).toEqual([2, reached])
})

test('a static token that is said to be expired works again with the next request', async () => {
  const sandbox = await startWith({fault: 'expire-token', next: 1})
  const refused = await upsert(sandbox, ['a'])
  expect([refused.status, await refused.json()]).toMatchObject([401, {category: 'EXPIRED_AUTHENTICATION'}])
  expect((await upsert(sandbox, ['a'])).status).toBe(200)
})

test('rules can be replaced while it runs, and count anew', async () => {
  const sandbox = await startWith({fault: 'status', status: 500, every: 2})
  const statuses = async (): Promise<number[]> => [
    (await upsert(sandbox, ['a'])).status,
    (await upsert(sandbox, ['a'])).status,
  ]
  expect(await statuses()).toEqual([200, 500])
  sandbox.setFaults([{fault: 'status', status: 503, path: UPSERT, next: 1}])
  expect(await statuses()).toEqual([503, 200])
  expect(sandbox.state().faultsFired).toEqual([1])
})
