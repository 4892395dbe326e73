import {expect, test} from 'vitest'
import {type BenchRow, startBench} from './support/run-bench.js'

const RULE = {column: 'knows', object: 'contacts', by: 'email'}
const FRIENDS = ['ann', 'bob', 'cid'].map((name): BenchRow => ({email: `${name}@example.com`, knows: ''}))

async function push(rows: readonly BenchRow[], mapping: object) {
  const bench = await startBench(rows, {portal: FRIENDS.map(({email = ''}) => ({email})), mapping})
  const summary = await bench.push()
  return {bench, summary}
}

const MANAGER = {associate: [{...RULE, label: 'Manager'}]}
const ANN_AND_BOB = [
  {email: 'ann@example.com', knows: 'bob@example.com'},
  {email: 'bob@example.com', knows: 'ann@example.com'},
]
const BOTH = 'ann@example.com → bob@example.com: 45, 46, 449'

test.each([
  ['next to each other', ANN_AND_BOB],
  ['batches apart', [ANN_AND_BOB[0] ?? {}, ...strangers(150), ANN_AND_BOB[1] ?? {}]],
])('two contacts that name each other with a label have both directions of it: %s', async (_, rows) => {
  const {bench, summary} = await push(rows, MANAGER)
  expect(summary.links).toEqual({made: 2, unchanged: 0, removed: 0, rejected: 0})
  expect(bench.links()).toEqual([BOTH])
  expect((await bench.push()).links).toEqual({made: 0, unchanged: 2, removed: 0, rejected: 0})
})

test('a ring of contacts, and contacts that the run makes: every label is there', async () => {
  const ring = Array.from({length: 8}, (_, at) => ({
    email: `r${at}@example.com`,
    knows: `r${(at + 1) % 8}@example.com;r${(at + 7) % 8}@example.com`,
  }))
  const {bench, summary} = await push(ring, MANAGER)
  expect(summary.links).toEqual({made: 16, unchanged: 0, removed: 0, rejected: 0})
  expect(bench.links()).toHaveLength(8)
  expect(bench.links().every(link => link.endsWith(': 45, 46, 449'))).toBe(true)
})

function strangers(count: number): BenchRow[] {
  return Array.from({length: count}, (_, at) => ({email: `s${at}@example.com`, knows: ''}))
}
