import {expect, test} from 'vitest'
import {type BenchRow, startBench} from './support/run-bench.js'

const COMPANIES = ['C0', 'C1', 'C2']
const REPLACE = {
  associate: [{column: 'account', object: 'companies', by: 'external_id'}],
  associations: 'replace',
} as const

const ann = (account: string): BenchRow => ({email: 'ann@example.com', account})
const others = Array.from({length: 130}, (_, at): BenchRow => ({email: `o${at}@example.com`, account: 'C0'}))

test.each([
  ['next to each other', [ann('C0;C1'), ann('C2')]],
  ['batches apart', [ann('C0;C1'), ...others, ann('C2')]],
])('where a key repeats and links are replaced, those of its last row are left: %s', async (_, rows) => {
  const bench = await startBench(rows, {companies: COMPANIES, mapping: REPLACE})
  const summary = await bench.push()
  expect(summary.warnings).toContain(
    'Several rows of the file are about the same record: its links are those of the last of them.',
  )
  const ofAnn = bench.links().filter(link => link.startsWith('ann@example.com'))
  expect(ofAnn.map(link => link.replace(' 1,', ''))).toEqual(['ann@example.com → C2: 279'])
})
