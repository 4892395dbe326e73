import {expect, test} from 'vitest'
import type {PushEvent} from '../../src/push/run/push-event.js'
import {applied, type Bench, type BenchRow, peopleTwice, startBench, UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

const changes = {skips: true}

const people = (count: number, change: (index: number) => BenchRow = () => ({})): BenchRow[] =>
  Array.from({length: count}, (_, index) => ({
    email: `p${index}@example.com`,
    firstname: `Name ${index}`,
    ...change(index),
  }))

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
    expect((await bench.push({changes, rows})).rows).toMatchObject({
      written: changed.length,
      unchanged: 350 - changed.length,
    })
    expect(bench.records()).toEqual(applied(rows))
  }
})

test('another mapping neither hides what the first one wrote nor makes it count as changed', async () => {
  const bench = await startBench(people(3))
  const titles = people(3).map(({email = ''}) => ({email, jobtitle: 'Boss'}))
  await bench.push({changes})
  expect((await bench.push({changes, rows: titles})).rows).toMatchObject({written: 3})
  expect((await bench.push({changes, rows: people(3)})).rows).toMatchObject({unchanged: 3})
  expect((await bench.push({changes, rows: people(3).map(row => ({...row, jobtitle: 'Boss'}))})).rows).toMatchObject({
    unchanged: 3,
  })
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
  const onEvent = (event: PushEvent) =>
    void (event.type === 'waiting' && event.waiting.reason === 'late-commit' && stop.abort(130))
  expect((await bench.push({changes, stop, onEvent})).status).toBe('interrupted')
  await time.client.sleep(600_000)
  const newer = rows.slice(120)
  expect((await bench.push({changes, rows: newer})).status).toBe('finished')
  expect(bench.records()).toEqual(applied(newer))
})
