import {expect, test} from 'vitest'
import type {PushEvent} from '../../src/push/run/push-event.js'
import {type Bench, startBench, UPSERTS} from './support/run-bench.js'

const HOUR = 3_600_000
/** How a clock was set, in ms. */
const SET = [-HOUR, HOUR, -400 * 24 * HOUR]

const CREATES = {method: 'POST', path: '/crm/v3/objects/*/batch/create', next: 1} as const
const rows = Array.from({length: 150}, (_, index) => ({email: `p${index}@example.com`, firstname: `P ${index}`}))
const ALL = Object.fromEntries(rows.map(row => [row.email, row]))

/** Sets the clock once, at the first wait. */
function settingAtWait({time}: Bench, ms: number): (event: PushEvent) => void {
  let isSet = false
  return event => {
    if (event.type !== 'waiting' || isSet) return
    isSet = true
    time.set(ms)
  }
}

async function startCreating(faults: Parameters<typeof startBench>[1]): Promise<Bench> {
  const bench = await startBench(rows, {mode: 'create', ...faults})
  await bench.time.client.sleep(60_000)
  return bench
}

test.each(SET)('a clock that is set by %i ms while an answer is lost makes no record another’s', async ms => {
  const bench = await startCreating({faults: [{...CREATES, fault: 'reset', applied: true}]})
  const summary = await bench.push({onEvent: settingAtWait(bench, ms)})
  expect(summary).toMatchObject({status: 'finished', rows: {read: 150, created: 150, rejected: 0}})
  expect(bench.records()).toEqual(ALL)
})

test.each(SET)('a clock that is set by %i ms between a kill and its resume makes no record another’s', async ms => {
  const bench = await startCreating({})
  await bench.push({killAfter: 1}).catch(() => {})
  bench.time.set(ms)
  const summary = await bench.push({resume: true})
  expect(summary).toMatchObject({status: 'finished', rows: {read: 150, created: 150, rejected: 0}})
  expect(bench.records()).toEqual(ALL)
})

const twice = [
  {email: 'ann@example.com', firstname: 'Old'},
  ...Array.from({length: 120}, (_, index) => ({email: `p${index}@example.com`, firstname: 'P'})),
  {email: 'ann@example.com', firstname: 'New'},
]

test.each(SET)('a clock that is set by %i ms neither prolongs nor cuts short the wait for a late commit', async ms => {
  const bench = await startBench(twice, {faults: [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}]})
  const summary = await bench.push({onEvent: settingAtWait(bench, ms)})
  expect(summary).toMatchObject({status: 'finished', rows: {read: 122, written: 122}})
  expect(Math.max(...bench.time.waits)).toBeLessThanOrEqual(100_000)
  expect(bench.time.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(90_000)
  expect(bench.records()['ann@example.com']).toEqual({email: 'ann@example.com', firstname: 'New'})
})

test.each(SET)('the same when the clock is set by %i ms between a kill and its resume', async ms => {
  const bench = await startBench(twice, {faults: [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}]})
  await bench.push({killAfter: 1}).catch(() => {})
  bench.time.set(ms)
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', rows: {read: 122, written: 122}})
  expect(Math.max(...bench.time.waits)).toBeLessThanOrEqual(100_000)
  await bench.time.client.sleep(600_000)
  expect(bench.records()['ann@example.com']).toEqual({email: 'ann@example.com', firstname: 'New'})
})
