import {expect, test} from 'vitest'
import type {PushEvent} from '../../src/push/run/push-event.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {stepsReading} from '../support/bare-steps.js'
import {type Bench, expectPromiseKept, peopleTwice, startBench, UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

const rows = peopleTwice(150)
const status = (code: number, more: Partial<Extract<FaultRule, {fault: 'status'}>> = {}): FaultRule => ({
  ...UPSERTS,
  fault: 'status',
  status: code,
  next: 2,
  ...more,
})

interface Case {
  readonly name: string
  readonly fault: FaultRule
  /** What the user is told it waits for, and how long at least and at most. */
  readonly told?: {readonly reason: string; readonly atLeastMs: number; readonly atMostMs: number}
}

const backoff = {reason: 'server-error', atLeastMs: 500, atMostMs: 1000}
const network = {...backoff, reason: 'network'}
const cloudflare = [520, 521, 522, 523, 524, 525, 526].map(
  (code): Case => ({name: `${code} as a page of the gateway`, fault: status(code, {html: true}), told: backoff}),
)

const cases: Case[] = [
  {name: '408', fault: status(408), told: backoff},
  {
    name: '423, a lock that lasts two seconds',
    fault: status(423),
    told: {reason: 'locked', atLeastMs: 2000, atMostMs: 2200},
  },
  {
    name: '429 of the rolling ten seconds',
    fault: {...UPSERTS, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', next: 2},
    told: {reason: 'throttled', atLeastMs: 1000, atMostMs: 2200},
  },
  {
    name: '429 of the second',
    fault: {...UPSERTS, fault: 'rate-limit', policy: 'SECONDLY', next: 2},
    told: {reason: 'throttled', atLeastMs: 1000, atMostMs: 1100},
  },
  {
    name: '429 that says when to come back',
    fault: {...UPSERTS, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', retryAfterSeconds: 3, next: 2},
    told: {reason: 'throttled', atLeastMs: 3000, atMostMs: 3300},
  },
  {
    name: '477 shorter than --max-wait',
    fault: status(477, {retryAfterSeconds: 240}),
    told: {reason: 'migrating', atLeastMs: 240_000, atMostMs: 264_000},
  },
  {name: '500 before the commit', fault: status(500), told: backoff},
  {name: '500 after the commit', fault: status(500, {applied: true}), told: backoff},
  {name: '502 as a page of the gateway', fault: status(502, {html: true}), told: backoff},
  {name: '503', fault: status(503), told: backoff},
  {name: '504 after the commit', fault: status(504, {html: true, applied: true}), told: backoff},
  ...cloudflare,
  {name: 'a reply cut off in the middle of its JSON', fault: {...UPSERTS, fault: 'truncate', next: 2}, told: network},
  {
    name: 'a reply that looks whole and is half a JSON',
    fault: {...UPSERTS, fault: 'truncate', ends: 'cleanly', next: 2},
    told: backoff,
  },
  {name: 'a reset before the commit', fault: {...UPSERTS, fault: 'reset', next: 2}, told: network},
  {name: 'a reset after the commit', fault: {...UPSERTS, fault: 'reset', applied: true, next: 2}, told: network},
  {
    name: 'a commit that lands seconds after the connection was cut',
    fault: {...UPSERTS, fault: 'late-commit', ms: [1000, 90_000], next: 2},
    told: network,
  },
  {name: 'a reply that never comes', fault: {...UPSERTS, fault: 'hang', next: 1}, told: network},
  {
    name: 'a reply that never comes to what was committed',
    fault: {...UPSERTS, fault: 'hang', applied: true, next: 1},
    told: network,
  },
  {name: 'a 200 that has done nothing', fault: {...UPSERTS, fault: 'silent', next: 1}},
  {name: 'a 207 that has done nothing', fault: {...UPSERTS, fault: 'silent', status: 207, next: 1}},
  {name: 'a row that was written and not mentioned', fault: {...UPSERTS, fault: 'omit', next: 3}},
  {name: 'a row that was neither written nor mentioned', fault: {...UPSERTS, fault: 'omit', applied: false, next: 1}},
  {name: 'a token that expires in the middle', fault: {...UPSERTS, fault: 'expire-token', skip: 1, next: 1}},
]

test.each(cases)('through $name every row is settled once and in order', async ({fault, told}) => {
  const bench = await startBench(rows, {faults: [fault]})
  const waits: Extract<PushEvent, {type: 'waiting'}>['waiting'][] = []
  const summary = await bench.push({
    ...(fault.fault === 'hang' && {timeoutMs: 400}), // what is answered has all the time of a busy machine
    onEvent: event => void (event.type === 'waiting' && waits.push(event.waiting)),
  })
  expect(bench.sandbox.state().faultsFired).toEqual([fault.next])
  if (told !== undefined) {
    expect(waits[0]).toMatchObject({reason: told.reason, attempt: 1})
    expect(waits[0]?.delayMs).toBeGreaterThanOrEqual(told.atLeastMs)
    expect(waits[0]?.delayMs).toBeLessThanOrEqual(told.atMostMs)
  }
  expect(summary.exitCode).toBe(0)
  await expectPromiseKept(bench, rows, summary)
})

test('replies that come slowly and out of turn change nothing', async () => {
  const time = {...sharedTime(), sandbox: systemClock}
  const faults: FaultRule[] = [
    {...UPSERTS, fault: 'latency', ms: [0, 20]},
    {...UPSERTS, fault: 'slow-body', ms: [20, 60], every: 2},
  ]
  const bench = await startBench(rows, {faults, time})
  await expectPromiseKept(bench, rows, await bench.push())
})

test.each([2, 3, 5])('%i silent answers in a row make no row unaccounted for', async next => {
  const bench = await startBench(rows, {faults: [{...UPSERTS, fault: 'silent', next}]})
  const summary = await bench.push()
  expect(summary).toMatchObject({exitCode: 0, rejects: {count: 0}})
  await expectPromiseKept(bench, rows, summary)
})

test('a row that no answer ever mentions, and that no read shows, is refused as unaccounted for', async () => {
  const bench = await startBench(rows.slice(0, 3), {faults: [{...UPSERTS, fault: 'silent'}]})
  const summary = await bench.push()
  expect(summary).toMatchObject({exitCode: 3, rows: {read: 3, rejected: 3}, rejects: {byCode: {UNACCOUNTED: 3}}})
  expect(bench.upserts()).toBe(6)
  await expectPromiseKept(bench, rows.slice(0, 3), summary)
})

interface StopCase {
  readonly name: string
  readonly fault?: FaultRule
  readonly push?: Parameters<Bench['push']>[0]
  readonly stopped: {
    readonly status: string
    readonly exitCode: number
    readonly code: string
    readonly message: RegExp
  }
  /** Requests to the batch endpoint before it stopped. */
  readonly upserts?: number
}

const unreachable = {status: 'stopped', exitCode: 6, code: 'UNREACHABLE'}
const stops: StopCase[] = [
  {
    name: 'the daily limit',
    fault: {...UPSERTS, fault: 'rate-limit', policy: 'DAILY', skip: 1},
    stopped: {status: 'stopped', exitCode: 6, code: 'DAILY_LIMIT', message: /daily API limit is used up/},
  },
  {
    name: '477 longer than --max-wait',
    fault: status(477, {skip: 1, retryAfterSeconds: 7200, next: 99}),
    push: {maxWaitMs: 3_600_000},
    stopped: {
      status: 'stopped',
      exitCode: 6,
      code: 'WAIT_TOO_LONG',
      message: /asks for a wait of 7200 s, longer than the longest wait allowed \(--max-wait\)/,
    },
  },
  {
    name: 'a HubSpot that stays down',
    fault: status(503, {skip: 1, next: 99}),
    stopped: {...unreachable, message: /after 10 attempts.*503/},
  },
  {
    name: 'resets without end',
    fault: {...UPSERTS, fault: 'reset', skip: 1},
    stopped: {...unreachable, message: /after 10 attempts.*interrupted/},
  },
  {
    name: 'a name that is not found',
    push: {apiUrl: `https://${'x'.repeat(64)}.invalid`},
    stopped: {...unreachable, message: /after 10 attempts.*could not be resolved/},
    upserts: 0,
  },
  {
    name: 'a scope that is missing',
    fault: status(403, {skip: 1, next: 99}),
    stopped: {status: 'failed', exitCode: 4, code: 'SCOPE_MISSING', message: /may not do this/},
  },
  {
    name: 'a token that is refused whatever replaces it',
    fault: {...UPSERTS, fault: 'expire-token', skip: 1},
    stopped: {status: 'failed', exitCode: 4, code: 'TOKEN_INVALID', message: /refused the token/},
  },
]

test.each(stops)(
  '$name stops the run without losing a row, and a resume finishes it',
  async ({fault, push, stopped, upserts}) => {
    const bench = await startBench(rows, {faults: fault === undefined ? [] : [fault]})
    const first = await bench.push(push)
    const {code, message, ...end} = stopped
    expect(first).toMatchObject({
      ...end,
      reason: {code, message: expect.stringMatching(message)},
      next: stepsReading(['push people.csv --resume']),
    })
    if (upserts !== undefined) expect(bench.upserts()).toBe(upserts)
    bench.sandbox.setFaults([])
    const second = await bench.push({resume: true})
    expect(second.run).toBe(first.run)
    await expectPromiseKept(bench, rows, second)
  },
)

test('a failed TLS handshake is not tried again: it ends the run at once, resumable', async () => {
  const bench = await startBench(rows)
  const summary = await bench.push({apiUrl: bench.sandbox.url.replace('http:', 'https:')})
  expect(summary).toMatchObject({
    status: 'stopped',
    exitCode: 6,
    reason: {code: 'UNREACHABLE', message: expect.stringContaining('secure connection')},
  })
  expect([summary.requests.retries, bench.upserts()]).toEqual([0, 0])
  await expectPromiseKept(bench, rows, await bench.push({resume: true}))
})
