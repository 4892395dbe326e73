import {expect, test} from 'vitest'
import {type BenchRow, Killed, startBench} from './support/run-bench.js'

/**
 * `--only-changed` with links and a list: a batch that waits for its links is remembered after later ones of the same
 * key were sent, and must not take back what they changed.
 */
const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const COMPANIES = ['C1', 'C2']
const others = Array.from({length: 120}, (_, at): BenchRow => ({email: `o${at}@example.com`, firstname: 'O'}))
const ann = (firstname: string, account = ''): BenchRow => ({email: 'ann@example.com', firstname, account})
const changes = {skips: true}

test.each([
  ['links', {mapping: {associate: [RULE]}}],
  ['links that replace others', {mapping: {associate: [RULE], associations: 'replace'}}],
  ['links and a list', {mapping: {associate: [RULE]}, list: 'Newsletter'}],
] as const)(
  'what the last row of a key wrote is remembered, though the first is linked after it: %s',
  async (_, options) => {
    const bench = await startBench([ann('A', 'C1'), ...others, ann('B')], {companies: COMPANIES, ...options})
    await bench.push({changes})
    expect(bench.records()['ann@example.com']?.['firstname']).toBe('B')
    expect(await bench.push({changes, rows: [ann('B', 'C1')]})).toMatchObject({rows: {unchanged: 1}})
    await bench.push({changes, rows: [ann('A', 'C1')]})
    expect(bench.records()['ann@example.com']?.['firstname']).toBe('A')
  },
)

test('a process that is killed once the later row is written leaves nothing of the earlier one', async () => {
  const bench = await startBench([ann('A', 'C1'), ...others, ann('B')], {
    companies: COMPANIES,
    mapping: {associate: [RULE]},
  })
  await expect(bench.push({changes, killAfter: 1})).rejects.toThrow(Killed)
  expect(bench.records()['ann@example.com']?.['firstname']).toBe('B')
  await bench.push({changes, rows: [ann('A', 'C1')]})
  expect(bench.records()['ann@example.com']?.['firstname']).toBe('A')
})

test('a link that was rejected is tried again, though a later row of the key says nothing of it', async () => {
  const bench = await startBench([ann('A', 'C3'), ...others, ann('B')], {
    companies: COMPANIES,
    mapping: {associate: [RULE]},
  })
  expect(await bench.push({changes})).toMatchObject({links: {rejected: 1}})
  expect(await bench.push({changes, rows: [ann('B', 'C3')]})).toMatchObject({links: {rejected: 1}})
})
