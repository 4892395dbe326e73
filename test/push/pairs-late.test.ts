import {expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type Bench, type BenchRow, startBench} from './support/run-bench.js'

const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const BY_ROLE = {associate: [{...RULE, labelColumn: 'role'}]}
const PLAIN = {associate: [RULE]}

const ann = (role: string): BenchRow => ({email: 'ann@example.com', account: 'C1', role})
const others = Array.from({length: 150}, (_, at): BenchRow => ({email: `o${at}@example.com`, account: 'C3', role: ''}))
const late = (tail: string): FaultRule =>
  ({
    ...{method: 'POST', path: `/crm/associations/*/*/*/batch/${tail}`, next: 1},
    ...{fault: 'late-commit', ms: 20_000},
  }) as FaultRule

const startPairs = (rows: readonly BenchRow[], mapping: typeof PLAIN | typeof BY_ROLE) =>
  startBench(rows, {
    ...{mode: 'link', mapping, companies: ['C1', 'C3']},
    portal: [{email: 'ann@example.com'}, ...others.map(({email = ''}) => ({email}))],
  })

/** All that was to come late has come. */
async function linksOfAnn(bench: Bench): Promise<readonly string[]> {
  await bench.time.client.sleep(600_000)
  await bench.sandbox.settled()
  return bench.links().filter(link => link.startsWith('ann'))
}

test('a label that comes late does not undo that of a later row of the pair', async () => {
  const rows = [ann('Decision maker'), ...others, ann('28')]
  const bench = await startPairs(rows, BY_ROLE)
  bench.sandbox.setFaults([late('create')])
  expect(await bench.push()).toMatchObject({status: 'finished', rows: {written: 152}})
  expect(await linksOfAnn(bench)).toEqual(['ann@example.com → C1: 1, 28, 37, 279'])
})

test('the journal holds until when a removal may come late, so that the next run does not link in vain', async () => {
  const bench = await startPairs([ann('')], PLAIN)
  await bench.push()
  bench.sandbox.setFaults([late('archive')])
  expect(await bench.push({mode: 'unlink'})).toMatchObject({status: 'finished', rows: {written: 1}})
  for await (const {checkpoint} of bench.store.newestFirst()) {
    expect(checkpoint?.line.doubts).toEqual([[0, expect.any(Number)]])
    break
  }
})
