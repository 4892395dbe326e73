import {expect, test} from 'vitest'
import {type Bench, type BenchRow, startBench, UPSERTS} from './support/run-bench.js'

const RULE = {column: 'knows', object: 'contacts', by: 'email'}
const NAMES = ['ann', 'bob', 'cid', 'dan']
const PORTAL = NAMES.map((name): BenchRow => ({email: address(name), knows: ''}))
const ADD = {associate: [RULE]}
const REPLACE = {...ADD, associations: 'replace'} as const
const NAMED_BY_OTHERS = /^\d links? left in place although one of its two rows does not name it: the other one does\.$/

function address(name: string): string {
  return `${name}@example.com`
}

/** `row('ann', 'bob', 'cid')`: ann's row names the others. */
function row(name: string, ...others: readonly string[]): BenchRow {
  return {email: address(name), knows: others.map(address).join(';')}
}

function strangers(count: number): BenchRow[] {
  return Array.from({length: count}, (_, at) => ({email: `s${at}@example.com`, knows: address('dan')}))
}

/** Contacts that are all linked to dan. */
async function benchOf(rows: readonly BenchRow[]): Promise<Bench> {
  const bench = await startBench(rows, {portal: PORTAL.map(({email = ''}) => ({email})), mapping: ADD})
  await bench.push({rows: [row('ann', 'dan'), row('bob', 'dan'), row('cid', 'dan')]})
  return bench
}

/** Pairs of the four, `ann–bob`, in the order of the alphabet. */
const pairsOf = (bench: Bench): string[] =>
  bench
    .links()
    .map(link => [...link.matchAll(/(\w+)@example/g)].map(([, name = '']) => name).sort())
    .filter(pair => pair.every(name => NAMES.includes(name)))
    .map(pair => pair.join('–'))
    .sort()

const FILLER = strangers(130)

test.each<[string, readonly BenchRow[], readonly string[]]>([
  ['the row of either end is enough', [row('ann', 'bob'), row('bob', 'cid')], ['ann–bob', 'bob–cid', 'cid–dan']],
  ['batches apart', [row('ann', 'bob'), ...FILLER, row('bob', 'cid')], ['ann–bob', 'bob–cid', 'cid–dan']],
  ['a link that was there', [row('ann', 'dan'), row('dan', 'bob')], ['ann–dan', 'bob–dan']],
  ['named later', [row('dan', 'bob'), row('ann', 'dan')], ['ann–dan', 'bob–dan']],
  ['named later, batches apart', [row('dan', 'bob'), ...FILLER, row('ann', 'dan')], ['ann–dan', 'bob–dan']],
  [
    'a later row of the one names it no more',
    [row('ann', 'bob'), row('bob', 'cid'), row('ann', 'cid')],
    ['ann–cid', 'bob–cid', 'cid–dan'],
  ],
  [
    'neither does in the end',
    [row('ann', 'bob'), row('bob', 'ann'), ...FILLER, row('ann', 'cid'), row('bob', 'cid')],
    ['ann–cid', 'bob–cid', 'cid–dan'],
  ],
])('a link between records of one object stays where the row of either names it: %s', async (_, rows, pairs) => {
  const bench = await benchOf(rows)
  const summary = await bench.push({rows, mapping: REPLACE})
  expect(summary).toMatchObject({status: 'finished', links: {rejected: 0}})
  expect(pairsOf(bench)).toEqual(pairs)
})

test('how many were left is told, and a label is left with its link', async () => {
  const bench = await benchOf([row('ann')])
  const manager = {associate: [{...RULE, label: 'Manager'}]}
  await bench.push({rows: [row('ann', 'bob'), row('bob', 'ann')], mapping: manager})
  const rows = [row('ann', 'bob'), row('bob', 'cid')]
  const summary = await bench.push({rows, mapping: {...manager, associations: 'replace'}})
  expect(summary.warnings).toContainEqual(expect.stringMatching(NAMED_BY_OTHERS))
  expect(bench.links()).toContain('ann@example.com → bob@example.com: 45, 46, 449')
})

test('a resumed run still knows what the rows before it name', async () => {
  const rows = [row('ann', 'bob'), ...strangers(150), row('bob', 'cid')]
  const bench = await benchOf(rows)
  bench.sandbox.setFaults([{...UPSERTS, fault: 'status', status: 403, skip: 1}])
  expect(await bench.push({rows, mapping: REPLACE})).toMatchObject({status: 'failed', rows: {written: 100}})
  bench.sandbox.setFaults([])
  expect(await bench.push({mapping: REPLACE, resume: true})).toMatchObject({status: 'finished', rows: {written: 152}})
  expect(pairsOf(bench)).toEqual(['ann–bob', 'bob–cid', 'cid–dan'])
})
