import {expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {expectPromiseKept, peopleTwice, startBench, UPSERTS} from './support/run-bench.js'

const late = (ms: number): FaultRule => ({...UPSERTS, fault: 'late-commit', ms, next: 1})

test('a late commit that lands after the next row of its key is found and set right before the run ends', async () => {
  const rows = peopleTwice(150)
  const bench = await startBench(rows, {faults: [late(50_000)]})
  const waits: unknown[] = []
  const summary = await bench.push({
    onEvent: event => void (event.type === 'waiting' && waits.push(event.waiting.reason)),
  })
  expect(bench.sandbox.state()).toMatchObject({lateCommits: 0, faultsFired: [1]})
  expect(waits).toContain('late-commit')
  await expectPromiseKept(bench, rows, summary)
})

test.each([
  ['case', 'McDonald', 'mcdonald'],
  ['leading zeros', '7', '007'],
  ['a blank at the end', 'Ann', 'Ann '],
  ['the order of what looks like options', 'a;b', 'b;a'],
  ['a decimal zero', '1', '1.0'],
])('a late write of a text that differs in %s alone does not win', async (_, later, earlier) => {
  const rows = peopleTwice(150).map((row, index) => ({...row, firstname: index < 150 ? earlier : later}))
  const bench = await startBench(rows, {faults: [late(50_000)]})
  const summary = await bench.push()
  await expectPromiseKept(bench, rows, summary)
})

test.each([
  ['case', 'McDonald', 'mcdonald'],
  ['leading zeros', '7', '007'],
  ['a blank at the end', 'Ann', 'Ann '],
])(
  'a silent answer over records that differ in %s alone is no proof that they were written',
  async (_, stored, sent) => {
    const people = peopleTwice(20).slice(0, 20)
    const rows = people.map(row => ({...row, firstname: sent}))
    const portal = people.map(row => ({...row, firstname: stored}))
    const bench = await startBench(rows, {portal, faults: [{...UPSERTS, fault: 'silent', next: 1, skip: 1}]})
    const summary = await bench.push()
    expect(bench.sandbox.state()).toMatchObject({faultsFired: [1]})
    await expectPromiseKept(bench, rows, summary)
  },
)

test('nothing is waited for or read when no later row changed what a late commit would write', async () => {
  const rows = peopleTwice(100).slice(0, 100)
  const bench = await startBench(rows, {faults: [late(50_000)]})
  const summary = await bench.push()
  expect(bench.time.waits.every(ms => ms < 1000)).toBe(true)
  expect(summary.requests.reads).toBe(0)
  await expectPromiseKept(bench, rows, summary)
})

test('asked to stop while it waits for a late commit, it leaves the doubt in the journal, and a resumed run sets it right', async () => {
  const rows = peopleTwice(150)
  const bench = await startBench(rows, {faults: [late(50_000)]})
  const stop = new AbortController()
  const stopped = await bench.push({
    stop,
    onEvent: event => void (event.type === 'waiting' && event.waiting.reason === 'late-commit' && stop.abort(130)),
  })
  expect(stopped).toMatchObject({status: 'interrupted', exitCode: 130})
  await bench.time.client.sleep(60_000)
  expect(bench.records()['p0@example.com']?.['firstname']).toBe('Old 0')
  await expectPromiseKept(bench, rows, await bench.push({resume: true}))
})

test('an attempt that was under way when HubSpot was given up may commit after the resume: its key is looked at', async () => {
  const rows = peopleTwice(150)
  const bench = await startBench(rows, {faults: [{...UPSERTS, fault: 'late-commit', ms: 60_000}]})
  const stopped = await bench.push()
  expect(stopped).toMatchObject({status: 'stopped', exitCode: 6, reason: {code: 'UNREACHABLE'}, rows: {read: 0}})
  bench.sandbox.setFaults([])
  await expectPromiseKept(bench, rows, await bench.push({resume: true}))
})

test('a resumed run that is stopped before it has read its rows again passes the doubt on to the next one', async () => {
  const rows = peopleTwice(150)
  const bench = await startBench(rows, {faults: [late(50_000)]})
  const stop = new AbortController()
  await bench.push({
    stop,
    onEvent: event => void (event.type === 'waiting' && event.waiting.reason === 'late-commit' && stop.abort(130)),
  })
  expect(await bench.push({resume: true, stop})).toMatchObject({status: 'interrupted'})
  await expectPromiseKept(bench, rows, await bench.push({resume: true}))
})
