import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PushEvent} from '../../src/push/push-types.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {applied, type Bench, type BenchRow, Killed, peopleTwice, startBench, UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

const FAULTS: readonly FaultRule[][] = [
  [],
  [],
  [{...UPSERTS, fault: 'reset', applied: true, next: 1}],
  [{...UPSERTS, fault: 'status', status: 502, applied: true}],
  [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}],
]

const changes = {skips: true}

const people = (count: number, change: (index: number) => BenchRow = () => ({})): BenchRow[] =>
  Array.from({length: count}, (_, index) => ({email: `p${index}@example.com`, firstname: `Name ${index}`, ...change(index)}))

async function ann(bench: Bench, firstname: string, more: Parameters<Bench['push']>[0] = {}) {
  const {rows} = await bench.push({changes, rows: [{email: 'ann@example.com', firstname}], ...more})
  return rows
}

test('a second push of the same file sends nothing and counts every row as unchanged', async () => {
  const bench = await startBench(people(350))
  expect((await bench.push({changes})).rows).toMatchObject({written: 350, unchanged: 0})
  const upserts = bench.upserts()
  expect((await bench.push({changes})).rows).toMatchObject({read: 350, written: 0, unchanged: 350})
  expect(bench.upserts()).toBe(upserts)
})

test('only the rows that changed are sent, also where they lie apart, again and again', async () => {
  const bench = await startBench(people(350))
  await bench.push({changes})
  for (const step of [7, 5, 3]) {
    const rows = people(350, index => (index % step === 0 ? {firstname: `Step ${step}`} : {}))
    const before = bench.records()
    const changed = rows.filter(({email = '', firstname}) => before[email]?.['firstname'] !== firstname)
    expect((await bench.push({changes, rows})).rows).toMatchObject({written: changed.length, unchanged: 350 - changed.length})
    expect(bench.records()).toEqual(applied(rows))
  }
})

test('another mapping neither hides what the first one wrote nor makes it count as changed', async () => {
  const bench = await startBench(people(3))
  const titles = people(3).map(({email = ''}) => ({email, jobtitle: 'Boss'}))
  await bench.push({changes})
  expect((await bench.push({changes, rows: titles})).rows).toMatchObject({written: 3})
  expect((await bench.push({changes, rows: people(3)})).rows).toMatchObject({unchanged: 3})
  expect((await bench.push({changes, rows: people(3).map(row => ({...row, jobtitle: 'Boss'}))})).rows).toMatchObject({unchanged: 3})
})

test('what a push that matches on another key writes counts no more, and what it leaves alone still does', async () => {
  const row = {email: 'ann@example.com', firstname: 'Ann', lastname: 'Lee'}
  const byId = {external_id: 'A1', firstname: 'Anna'}
  const bench = await startBench([{...row, external_id: 'A1'}])
  const push = async (rows: BenchRow[], key = 'email') => (await bench.push({changes, rows, key})).rows
  await push([{...row, external_id: 'A1'}])
  expect(await push([byId], 'external_id')).toMatchObject({written: 1})
  expect(await push([{email: 'ann@example.com', lastname: 'Lee'}])).toMatchObject({unchanged: 1})
  expect(await push([row])).toMatchObject({written: 1})
  expect(await push([byId], 'external_id')).toMatchObject({written: 1})
})

test('a push without the flag, and one with another value, leave nothing stale', async () => {
  const bench = await startBench([{email: 'ann@example.com', firstname: 'Old'}])
  expect(await ann(bench, 'Old')).toMatchObject({written: 1})
  expect(await ann(bench, 'New', {changes: {skips: false}})).toMatchObject({written: 1})
  expect(await ann(bench, 'New')).toMatchObject({unchanged: 1})
  expect(await ann(bench, 'Old')).toMatchObject({written: 1})
  expect(bench.records()).toEqual({'ann@example.com': {email: 'ann@example.com', firstname: 'Old'}})
})

test('a value that was sent and never answered is no reason to leave out the one before', async () => {
  const bench = await startBench([{email: 'ann@example.com', firstname: 'Old'}])
  await ann(bench, 'Old')
  bench.sandbox.setFaults([{...UPSERTS, fault: 'reset', applied: true}])
  expect((await bench.push({changes, rows: [{email: 'ann@example.com', firstname: 'New'}]})).status).toBe('stopped')
  bench.sandbox.setFaults([])
  expect(bench.records()).toMatchObject({'ann@example.com': {firstname: 'New'}})
  expect(await ann(bench, 'Old')).toMatchObject({written: 1})
  expect(bench.records()).toMatchObject({'ann@example.com': {firstname: 'Old'}})
})

test('rows of one key in one file follow each other, whether in one batch or far apart', async () => {
  const old = people(150)
  const rows = [...people(150, () => ({firstname: 'New'})), ...old]
  const bench = await startBench(old)
  await bench.push({changes})
  expect((await bench.push({changes, rows})).rows).toMatchObject({written: 300, unchanged: 0})
  expect(bench.records()).toEqual(applied(rows))
})

test('an older row that may still land on a newer one keeps the key unknown when the run is stopped before it could look', async () => {
  const time = sharedTime()
  const rows = peopleTwice(120)
  const bench = await startBench(rows, {time, faults: [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}]})
  const stop = new AbortController()
  const onEvent = (event: PushEvent) => void (event.type === 'waiting' && event.waiting.reason === 'late-commit' && stop.abort(130))
  expect((await bench.push({changes, stop, onEvent})).status).toBe('interrupted')
  await time.client.sleep(600_000)
  const newer = rows.slice(120)
  expect((await bench.push({changes, rows: newer})).status).toBe('finished')
  expect(bench.records()).toEqual(applied(newer))
})

test('whatever is pushed with and without the flag, killed and gone on with: the records are as if every row had been written', async () => {
  const row = fc.record({
    email: fc.nat(5).map(number => `p${number}@example.com`),
    firstname: fc.constantFrom('', 'A', 'B'),
    shirt_size: fc.constantFrom('', 's', 'm'),
    interests: fc.constantFrom('', 'sailing', 'xx'),
  })
  const step = fc.record({
    rows: fc.array(row, {minLength: 1, maxLength: 12}),
    skips: fc.boolean(),
    killAfter: fc.constantFrom(1, 99, 99),
    faults: fc.constantFrom(...FAULTS),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, {minLength: 2, maxLength: 5}), async steps => {
      const time = sharedTime()
      const bench = await startBench([{email: 'p0@example.com', firstname: '', shirt_size: '', interests: ''}], {time})
      const expected: BenchRow[] = []
      for (const {rows, skips, killAfter, faults} of steps) {
        bench.sandbox.setFaults(faults)
        const status = await bench.push({changes: {skips}, rows, killAfter}).then(summary => summary.status, statusOfKilled)
        bench.sandbox.setFaults([])
        if (status !== 'finished') await bench.push({changes: {skips}, resume: true})
        await time.client.sleep(600_000)
        const refused = new Set((await bench.rejects()).map(({row: number}) => number))
        expected.push(...rows.filter((_, index) => !refused.has(index + 1)))
        expect(bench.records()).toEqual(applied(expected))
      }
      await bench.sandbox.close()
    }),
    {numRuns: 6},
  )
})

function statusOfKilled(error: unknown): string {
  expect(error).toBeInstanceOf(Killed)
  return 'killed'
}
