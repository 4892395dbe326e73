import {expect, test} from 'vitest'
import {EngineEnded} from '../../../src/engines/core/engine.js'
import type {Clock} from '../../../src/shared/clock.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {record, streamPlan, tryEngine} from '../../support/try-engine.js'

/** Five hundred times as fast as the real one. */
function fastClock(): Clock {
  const startedMs = Date.now()
  return {
    now: () => startedMs + (Date.now() - startedMs) * 500,
    sleep: (ms, signal) => systemClock.sleep(ms / 500, signal),
  }
}

test('records of a stream are written, and each marker is released with its counts', async () => {
  const {engine, sandbox} = await tryEngine()
  const released: unknown[] = []
  const ofStream: unknown[] = []
  await engine.openStream(streamPlan('contacts', {}, ['email', 'firstname']))
  engine.mark(counts => released.push(['a', counts]))
  await engine.write('contacts', record(1, {email: 'ann@example.com', firstname: 'Ann'}))
  await engine.write('contacts', record(2, {email: 'no mail', firstname: 'Bob'}))
  engine.mark(counts => released.push(['b', counts]))
  engine.mark(counts => ofStream.push(counts), 'contacts')
  const outcome = await engine.end()
  expect(released).toEqual([
    ['a', {records: 0, rejected: 0}],
    ['b', {records: 2, rejected: 1}],
  ])
  expect(ofStream).toEqual([{records: 2, rejected: 1}])
  expect(outcome).toMatchObject({exitCode: 3, failure: undefined, streams: [{records: 2, created: 1, rejected: 1}]})
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {email: 'ann@example.com', firstname: 'Ann'}}])
})

const UPSERTS = {method: 'POST', path: '/crm/v3/objects/*/batch/upsert'} as const
const LATE_COMMIT_MS = 100_000

test('a marker waits while an attempt that was given up could undo what a later record wrote', async () => {
  const clock = fastClock()
  const {engine, sandbox} = await tryEngine({
    sandbox: {faults: [{fault: 'late-commit', ms: [60_000, 60_000], ...UPSERTS, next: 1}], clock},
    ports: {clock, lateCommitMs: LATE_COMMIT_MS},
  })
  const released: {name: string; shows: unknown; atMs: number}[] = []
  const nameOfAnn = (): unknown => [...sandbox.records('contacts')].map(nameOf)[0]
  await engine.openStream(streamPlan('contacts', {}, ['email', 'firstname']))
  const write = async (line: number, email: string, firstname: string): Promise<void> => {
    await engine.write('contacts', record(line, {email, firstname}))
    await new Promise<void>(resolve => {
      engine.mark(() => {
        released.push({name: firstname, shows: nameOfAnn(), atMs: clock.now()})
        resolve()
      })
    })
  }
  const startedMs = clock.now()
  await write(1, 'ann@example.com', 'first') // its own values can only come again
  await Promise.all([write(2, 'ann@example.com', 'second'), write(3, 'bob@example.com', 'third')])
  await engine.end()
  expect(released.map(({name}) => name)).toEqual(['first', 'second', 'third'])
  expect(released[1]?.atMs).toBeGreaterThanOrEqual(startedMs + LATE_COMMIT_MS)
  expect(released[1]?.shows).toBe('second')
  expect([...sandbox.records('contacts')].map(nameOf)).toEqual(['second', 'third'])
})

function nameOf(record: unknown): unknown {
  return (record as {properties: {firstname?: string}}).properties.firstname
}

test('a portal that fails ends the engine, and holds the markers behind what was written', async () => {
  const clock = fastClock()
  const {engine: failing, sandbox} = await tryEngine({sandbox: {clock}, ports: {clock}})
  const released: number[] = []
  await failing.openStream(streamPlan('contacts'))
  await new Promise<void>(resolve => {
    void failing.write('contacts', record(1, {email: 'a@example.com'}))?.then(() =>
      failing.mark(() => {
        released.push(1)
        resolve()
      }),
    )
  })
  sandbox.setFaults([{fault: 'status', status: 503}])
  await failing.write('contacts', record(2, {email: 'b@example.com'}))
  failing.mark(() => released.push(2))
  const outcome = await failing.end()
  expect(released).toEqual([1])
  expect(outcome).toMatchObject({exitCode: 6, failure: {code: 'UNREACHABLE'}})
  expect(() => failing.write('contacts', record(3, {email: 'c@example.com'}))).toThrow(EngineEnded)
})

test('a signal lets what was sent settle, and releases what holds', async () => {
  const {engine, stop} = await tryEngine()
  const released: number[] = []
  await engine.openStream(streamPlan('contacts'))
  await engine.write('contacts', record(1, {email: 'a@example.com'}))
  const settled = new Promise<void>(resolve => {
    engine.mark(() => {
      released.push(1)
      resolve()
    })
  })
  await settled
  stop.abort(143)
  expect(() => engine.write('contacts', record(2, {email: 'b@example.com'}))).toThrow(EngineEnded)
  expect(await engine.end()).toMatchObject({exitCode: 143, failure: {exitCode: 143}, streams: [{records: 1}]})
  expect(released).toEqual([1])
})

test('a second process finds the object locked', async () => {
  const {engine, sandbox, dataDir} = await tryEngine()
  const {engine: second} = await tryEngine({at: sandbox, dataDir})
  for (const each of [engine, second]) await each.openStream(streamPlan('contacts'))
  await engine.write('contacts', record(1, {email: 'a@example.com'}))
  await expect(second.write('contacts', record(1, {email: 'a@example.com'}))).rejects.toMatchObject({code: 'LOCKED'})
  await second.end()
  expect(await engine.end()).toMatchObject({exitCode: 0})
})

test('a stream that is no object is told what to configure', async () => {
  const {engine} = await tryEngine()
  const plan = {...streamPlan('people'), keyFields: ['mail']}
  await expect(engine.openStream(plan)).rejects.toMatchObject({
    code: 'UNKNOWN_OBJECT',
    next: [{say: '"streams": {"people":{"object":"contacts","key":"mail"}} in the configuration'}, {}],
  })
  const unknown = engine.openStream(streamPlan('contacts', {}, ['email', 'shoe_size']))
  await expect(unknown).rejects.toMatchObject({code: 'UNKNOWN_COLUMN'})
  await expect(unknown).rejects.not.toThrow('--')
  await engine.end()
})

test.each([
  ['the key of the source', {}, ['email'], 'email'],
  ['the key of the configuration, by its label', {key: 'Email'}, ['id'], 'email'],
  ['the key that a push chooses', {}, [], 'email'],
  ['a mapped key', {map: [{column: 'mail', property: 'email'}]}, ['mail'], 'mail'],
])('a schema may tell of no fields: records bring them, %s too', async (_, settings, keyFields, field) => {
  const {engine, sandbox} = await tryEngine()
  await engine.openStream({...streamPlan('contacts', settings, []), keyFields})
  await engine.write('contacts', record(1, {[field]: 'ann@example.com', firstname: 'Ann'}))
  await engine.write('contacts', record(2, {firstname: 'Bob'}))
  expect(await engine.end()).toMatchObject({streams: [{created: 1, byCode: {KEY_MISSING: 1}}]})
  expect([...sandbox.records('contacts')]).toMatchObject([{properties: {email: 'ann@example.com', firstname: 'Ann'}}])
})

test.each([
  ['no property', 'id'],
  ['not unique', 'firstname'],
])('a key of the source that is %s in HubSpot is told with the setting that names another', async (_, field) => {
  const {engine} = await tryEngine()
  const plan = {...streamPlan('people', {object: 'contacts'}, [field]), keyFields: [field]}
  await expect(engine.openStream(plan)).rejects.toMatchObject({
    message: expect.stringContaining(field),
    next: expect.arrayContaining([
      {
        say: '"streams": {"people":{"key":"PROPERTY"}} in the configuration',
        note: `the property that records are matched on; without it, that is ${field}, the key of the source`,
      },
    ]),
  })
})
