import {expect, test} from 'vitest'
import type {StoredRun} from '../../src/runs/run-store.js'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type Bench, type BenchRow, Killed, startBench, UPSERTS} from './support/run-bench.js'

const COMPANIES = ['C0', 'C1', 'C2', 'C3']
const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const BY_ROLE = {associate: [{...RULE, labelColumn: 'role'}]}
const REPLACE = {associate: [RULE], associations: 'replace', ignore: ['role']} as const

const acme = (account: string, role = ''): BenchRow => ({email: 'acme@example.com', account, role})
const others = Array.from({length: 150}, (_, at): BenchRow => ({email: `o${at}@example.com`, account: 'C3', role: ''}))
const late = (tail: string, more: Partial<FaultRule> = {}): FaultRule =>
  ({
    method: 'POST',
    path: `/crm/associations/*/*/*/batch/${tail}`,
    next: 1,
    ...more,
    fault: 'late-commit',
    ms: 20_000,
  }) as FaultRule

/** All that was to come late has come. */
async function linksInTheEnd(bench: Bench): Promise<readonly string[]> {
  await bench.time.client.sleep(600_000)
  await bench.sandbox.settled()
  return bench
    .links()
    .filter(link => link.startsWith('acme'))
    .map(link => link.replace(/^.*→ /, '').replace(' 1,', ''))
}

test('a label that comes late does not undo that of a later row', async () => {
  const rows = [acme('C1', 'Decision maker'), ...others, acme('C1', '28')]
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_ROLE, faults: [late('create')]})
  expect(await bench.push()).toMatchObject({status: 'finished', links: {rejected: 0}})
  expect(await linksInTheEnd(bench)).toEqual(['C1: 28, 37, 279'])
})

test.each([
  ['the link of an earlier row', 'associate/default', [acme('C1'), ...others, acme('C2')], ['C2: 279']],
  ['the removal of an earlier row', 'archive', [acme('C1'), ...others, acme('C0')], ['C0: 279']],
  ['the link of an earlier row of the batch', 'associate/default', [acme('C1'), acme('C2')], ['C2: 279']],
])('where links are replaced, %s that comes late does not undo the last row', async (_, tail, rows, links) => {
  const bench = await startBench(rows, {companies: COMPANIES, mapping: REPLACE})
  await bench.push({rows: [acme('C0')]})
  bench.sandbox.setFaults([late(tail)])
  expect(await bench.push({rows})).toMatchObject({status: 'finished', links: {rejected: 0}})
  expect(await linksInTheEnd(bench)).toEqual(links)
})

test('a run that is cut off: the resumed one waits for what it may have sent, where rows of one record are in doubt', async () => {
  const rows = [acme('C1', 'Decision maker'), ...others, acme('C1', '28')]
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_ROLE})
  bench.sandbox.setFaults([late('create')])
  await expect(bench.push({killAfter: 1})).rejects.toThrow(Killed)
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', links: {rejected: 0}})
  expect(await linksInTheEnd(bench)).toEqual(['C1: 28, 37, 279'])
})

test('a run leaves in its journal until when its links are in doubt, and one that resumes it waits as long', async () => {
  const rows = [acme('C1', 'Decision maker'), ...others, acme('C1', '28')]
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_ROLE})
  bench.sandbox.setFaults([late('create'), {...UPSERTS, fault: 'status', status: 403, skip: 1}])
  expect(await bench.push()).toMatchObject({status: 'failed', rows: {written: 100}})
  bench.sandbox.setFaults([])
  const stored = await newest(bench)
  expect(stored?.checkpoint?.line.doubts).toContainEqual([0, expect.any(Number)])
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', links: {rejected: 0}})
  expect(await linksInTheEnd(bench)).toEqual(['C1: 28, 37, 279'])
})

async function newest({store}: Bench): Promise<StoredRun | undefined> {
  for await (const stored of store.newestFirst()) return stored
  return undefined
}
