import {describe, expect, test} from 'vitest'
import type {PushSummary} from '../../src/push/run/push-summary.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type Bench, type BenchRow, startBench} from './support/run-bench.js'

const KEYS = {email: (name: string) => `${name}@example.com`, external_id: (name: string) => `E-${name}`} as const
type Key = keyof typeof KEYS

const OLD = ['old1', 'old2', 'old3']

/** New contacts, some that the portal has (old2 with the very values of its row), and one new contact twice. */
function rowsOf(key: Key, count = 110): {portal: BenchRow[]; rows: BenchRow[]} {
  const row = (name: string, firstname = `F ${name}`): BenchRow => ({[key]: KEYS[key](name), firstname})
  const names = Array.from({length: count}, (_, index) => `n${index}`)
  const rows = [...OLD, ...names].map(name => row(name))
  return {
    portal: OLD.map(name => row(name, name === 'old2' ? 'F old2' : 'Before')),
    rows: [...rows, row('n0', 'Again'), row('n1')],
  }
}

/** The portal is older than the push. */
async function startOld(key: Key, {faults = [], count}: {faults?: readonly FaultRule[]; count?: number} = {}) {
  const {portal, rows} = rowsOf(key, count)
  const bench = await startBench(rows, {key, mode: 'create', portal, faults})
  await bench.time.client.sleep(60_000)
  return {bench, portal, rows, key}
}

/**
 * Each new key has one record with the values of its first row, what was there is as it was, and all other rows are
 * refused.
 */
async function expectCreated(
  {bench, portal, rows, key}: Awaited<ReturnType<typeof startOld>>,
  summary: PushSummary,
): Promise<void> {
  await bench.time.client.sleep(600_000) // whatever was to come late has come
  const wanted = new Map([...portal, ...rows].toReversed().map(row => [row[key] ?? '', row]))
  for (const row of portal) wanted.set(row[key] ?? '', row)
  expect(bench.records()).toEqual(Object.fromEntries(wanted))
  expect([...bench.sandbox.records('contacts')]).toHaveLength(wanted.size)
  const made = wanted.size - portal.length
  expect(summary).toMatchObject({
    ...{mode: 'create', status: 'finished', rejects: {byCode: {ALREADY_EXISTS: rows.length - made}}},
    rows: {read: rows.length, written: made, created: made, updated: 0, rejected: rows.length - made},
  })
  const refused = [1, 2, 3, rows.length - 1, rows.length]
  expect((await bench.rejects()).map(({row, code}) => [row, code])).toEqual(refused.map(row => [row, 'ALREADY_EXISTS']))
}

function readsOf({sandbox}: Bench): number {
  return sandbox.requests().filter(({path}) => path.endsWith('/batch/read')).length
}

const on = {method: 'POST', path: '/crm/v3/objects/*/batch/create', next: 1} as const

/** After these it must look first. */
const dark: FaultRule[] = [
  {...on, fault: 'reset', applied: true},
  {...on, fault: 'reset', applied: false},
  {...on, fault: 'status', status: 502, html: true, applied: true},
  {...on, fault: 'status', status: 408},
  {...on, fault: 'truncate', ends: 'cleanly'},
  {...on, fault: 'omit', applied: true},
  {...on, fault: 'omit', applied: false},
  {...on, fault: 'silent'},
  {...on, fault: 'late-commit', ms: 300},
  {...on, fault: 'late-commit', ms: 30_000},
  {...on, fault: 'status', status: 503, applied: true, next: 3},
]

const onRead = {method: 'POST', path: '/crm/v3/objects/*/batch/read'} as const

/** These prove that nothing was made. */
const clear: FaultRule[] = [
  {...on, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING'},
  {...on, fault: 'status', status: 423},
  {...on, fault: 'expire-token'},
]

describe.each(['email', 'external_id'] as const)('create by %s', key => {
  test('makes new records, and refuses rows whose key has one as ALREADY_EXISTS', async () => {
    const started = await startOld(key)
    await expectCreated(started, await started.bench.push())
    const [first] = await started.bench.rejects()
    expect(first).toMatchObject({
      key: KEYS[key]('old1'),
      property: key,
      value: KEYS[key]('old1'),
      existingId: expect.stringMatching(/^\d+$/),
    })
  })

  test.each(dark)('reads the keys before it sends them again: $fault $status $applied $ends $ms', async fault => {
    const started = await startOld(key, {faults: [fault]})
    await expectCreated(started, await started.bench.push())
    expect(readsOf(started.bench)).toBeGreaterThan(0)
  })

  test.each(clear)('sends again unseen after what proves that nothing was made: $fault $status', async fault => {
    const started = await startOld(key, {faults: [fault]})
    await expectCreated(started, await started.bench.push())
    expect(readsOf(started.bench)).toBe(0)
  })

  test('a first attempt that lands between the look and the second one is the row’s own', async () => {
    const busy: FaultRule = {...on, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', skip: 1}
    const started = await startOld(key, {faults: [{...on, fault: 'late-commit', ms: 5000}, busy]})
    await expectCreated(started, await started.bench.push())
  })

  test('a record that is there and holds the very values is not its own because HubSpot kept silent about both write and read', async () => {
    const started = await startOld(key, {
      faults: [
        {...on, fault: 'silent'},
        {...onRead, fault: 'silent', next: 5},
      ],
    })
    await expectCreated(started, await started.bench.push())
  })

  test('a run that is gone on with knows of which keys it has made records before', async () => {
    const started = await startOld(key, {
      count: 250,
      faults: [{...on, fault: 'status', status: 500, applied: false, skip: 1, next: 30}],
    })
    const first = await started.bench.push()
    expect(first).toMatchObject({status: 'stopped', rows: {written: 97, rejected: 3}})
    await expectCreated(started, await started.bench.push({resume: true}))
  })

  test('a run that was killed goes on, and counts what it had made', async () => {
    const started = await startOld(key, {count: 420})
    await started.bench.push({killAfter: 2}).catch(() => {})
    await expectCreated(started, await started.bench.push({resume: true}))
  })

  test('a request that is refused as a whole for a few rows is taken apart', async () => {
    const {portal, rows} = rowsOf(key, 40)
    const bench = await startBench(rows, {
      key,
      mode: 'create',
      portal,
      switches: {conflictAs: '409', uniqueClashAs: '400'},
    })
    await bench.time.client.sleep(60_000)
    await expectCreated({bench, portal, rows, key}, await bench.push())
  })
})

test('what a lost answer had made is read, not sent a second time', async () => {
  const [calm, cut] = [
    await startOld('email'),
    await startOld('email', {faults: [{...on, fault: 'reset', applied: true}]}),
  ]
  await calm.bench.push()
  await cut.bench.push()
  expect(cut.bench.upserts()).toBe(calm.bench.upserts())
})

test('conflicts that name no row are found by reading', async () => {
  const {portal, rows} = rowsOf('email', 40)
  const bench = await startBench(rows, {mode: 'create', portal, switches: {errorContext: 'none'}})
  await bench.time.client.sleep(60_000)
  await expectCreated({bench, portal, rows, key: 'email'}, await bench.push())
})

test('a run that HubSpot kept from creating stops, and resumed ones finish it', async () => {
  const started = await startOld('email', {faults: [{...on, fault: 'status', status: 500, applied: false, next: 30}]})
  const first = await started.bench.push()
  expect(first).toMatchObject({status: 'stopped', exitCode: 6, reason: {code: 'UNREACHABLE'}})
  let last = first
  for (let resumed = 0; resumed < 3 && last.status === 'stopped'; resumed += 1)
    last = await started.bench.push({resume: true})
  await expectCreated(started, last)
})

test('a value that another record holds, not the key, is a conflict', async () => {
  const rows = [
    {email: 'a@example.com', external_id: 'X', firstname: 'A'},
    {email: 'b@example.com', external_id: 'taken', firstname: 'B'},
  ]
  const bench = await startBench(rows, {mode: 'create', portal: [{email: 'z@example.com', external_id: 'taken'}]})
  expect((await bench.push()).rejects.byCode).toEqual({CONFLICT: 1})
})
