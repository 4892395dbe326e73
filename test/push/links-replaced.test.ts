import {expect, test} from 'vitest'
import {type Bench, type BenchRow, startBench} from './support/run-bench.js'

const COMPANIES = ['C0', 'C1', 'C2', 'C3', 'C4']
const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const add = {associate: [RULE]}
const replace = {associate: [RULE], associations: 'replace'} as const
const buyers = (associations: 'add' | 'replace') => ({associate: [{...RULE, label: 'Decision maker'}], associations})

const ann = (account: string): BenchRow => ({email: 'ann@example.com', account})

async function benchOf(...accounts: readonly string[]): Promise<Bench> {
  const bench = await startBench([ann(accounts.join(';'))], {companies: COMPANIES, mapping: add})
  await bench.push()
  return bench
}

/** Without the primary mark, which the first link gets by itself. */
const linksOf = (bench: Bench) => bench.links().map(link => link.replace(/^.*→ /, '').replace(' 1,', ''))

test('links that the cell does not name go, for the records of the file alone', async () => {
  const bench = await benchOf('C0', 'C1')
  await bench.push({rows: [{email: 'bob@example.com', account: 'C4'}]})
  const summary = await bench.push({rows: [ann('C1;C2')], mapping: replace})
  expect(summary.links).toEqual({made: 1, unchanged: 1, removed: 1, rejected: 0})
  expect(linksOf(bench)).toEqual(['C1: 279', 'C2: 279', 'C4: 279'])
  expect(await bench.push({mapping: replace})).toMatchObject({
    ...{links: {made: 0, unchanged: 2, removed: 0}, requests: {associations: 0}},
  })
})

test('without a label, links with labels are left, and told; with one, the label goes and the link stays', async () => {
  const bench = await benchOf('C0', 'C1')
  await bench.push({rows: [ann('C1;C2')], mapping: buyers('add')})
  expect(await bench.push({rows: [ann('C3')], mapping: replace})).toMatchObject({
    links: {made: 1, removed: 1},
    warnings: ['2 links that no cell names left in place: a label would go with the plain link.'],
  })
  expect(linksOf(bench)).toEqual(['C1: 37, 279', 'C2: 37, 279', 'C3: 279'])
  expect((await bench.push({rows: [ann('C2')], mapping: buyers('replace')})).links).toMatchObject({removed: 1})
  expect(linksOf(bench)).toEqual(['C1: 279', 'C2: 37, 279', 'C3: 279'])
})

test.each(['reject', 'ignore'] as const)(
  'nothing is removed for a row of which a name was not found (missing: %s)',
  async missing => {
    const bench = await benchOf('C0', 'C1')
    const mapping = {associate: [{...RULE, missing}], associations: 'replace'} as const
    expect((await bench.push({rows: [ann('C2;NONE')], mapping})).links).toMatchObject({made: 1, removed: 0})
    expect(linksOf(bench)).toEqual(['C0: 279', 'C1: 279', 'C2: 279'])
  },
)

test('nothing is removed for a row of which HubSpot refuses a link', async () => {
  const bench = await startBench([ann('C0')], {companies: COMPANIES, mapping: add, switches: {maxLinksOfRecord: 2}})
  await bench.push({rows: [ann('C0;C1')]})
  const summary = await bench.push({rows: [ann('C2')], mapping: replace})
  expect(summary).toMatchObject({links: {made: 0, removed: 0, rejected: 1}, rejects: {byCode: {ASSOCIATION_LIMIT: 1}}})
  expect(linksOf(bench)).toEqual(['C0: 279', 'C1: 279'])
})

test('an empty cell removes all only where empty cells clear', async () => {
  const bench = await benchOf('C0', 'C1')
  expect((await bench.push({rows: [ann('')], mapping: replace})).links).toMatchObject({removed: 0})
  expect((await bench.push({rows: [ann('')], mapping: {...replace, empty: 'clear'}})).links).toMatchObject({removed: 2})
  expect(bench.links()).toEqual([])
})

test('the last row of a key holds, in one batch or in two, and that a key repeats is told', async () => {
  const filler = Array.from({length: 130}, (_, index) => ({email: `p${index}@example.com`, account: 'C4'}))
  for (const between of [[], filler]) {
    const bench = await benchOf('C0')
    const summary = await bench.push({rows: [ann('C1'), ...between, ann('C2')], mapping: replace})
    expect(summary.warnings).toEqual([
      'Several rows of the file are about the same record: its links are those of the last of them.',
    ])
    expect(linksOf(bench).filter(link => !link.startsWith('C4'))).toEqual(['C2: 279'])
  }
})

test('a batch whose names are known does not overtake an earlier one whose names had to be looked up', async () => {
  const filler = Array.from({length: 130}, (_, index) => ({email: `p${index}@example.com`, account: 'C4'}))
  const many = Array.from({length: 60}, (_, index) => ({email: `q${index}@example.com`, account: `N${index}`}))
  const bench = await startBench([ann('C0')], {
    ...{companies: COMPANIES, mapping: add},
    faults: [{method: 'POST', path: '/crm/v3/objects/0-2/batch/read', fault: 'latency', ms: 200, probability: 0.5}],
  })
  bench.time.passByItself()
  await bench.push()
  const rows = [...filler, ann('C1'), ...many, ...filler.slice(0, 70), ann('C2')]
  await bench.push({rows, mapping: replace})
  expect(linksOf(bench).filter(link => !link.startsWith('C4'))).toEqual(['C2: 279'])
})

const BY_ROLE = {associate: [{...RULE, labelColumn: 'role'}], associations: 'replace'} as const
const as = (account: string, role = ''): BenchRow => ({...ann(account), role})

test.each<[string, readonly BenchRow[]]>([
  ['a later plain row drops what an earlier one took the label from', [as('C1', '37'), as('C2', '37'), as('C3')]],
  ['labels and none in turn', [as('C1', '37'), as('C2'), as('C3', '37'), as('C4'), as('C0', '28')]],
  ['a name that is dropped and named again', [as('C1;C2', '28'), as('C3', '28'), as('C1', '37'), as('C1')]],
  ['a later name is missing', [as('C1'), as('C2;NONE')]],
  ['an earlier name is missing', [as('C1;NONE'), as('C2')]],
  ['a later name with a label is missing', [as('C1', '37'), as('C2', '37'), as('C3;NONE', '37'), as('C4')]],
])('rows of one key are as if they came one by one: %s', async (_, rows) => {
  const before = {rows: [as('C0'), as('C4', '28')], mapping: {associate: BY_ROLE.associate}}
  const [together, oneByOne] = [await benchOf('C0'), await benchOf('C0')]
  for (const bench of [together, oneByOne]) await bench.push(before)
  await together.push({rows, mapping: BY_ROLE})
  for (const row of rows) await oneByOne.push({rows: [row], mapping: BY_ROLE})
  expect(linksOf(together)).toEqual(linksOf(oneByOne))
})
