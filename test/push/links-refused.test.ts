import {expect, test} from 'vitest'
import type {SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {type BenchRow, startBench} from './support/run-bench.js'

const RULE = {column: 'account', object: 'companies', by: 'id'}
const BY_ID = {associate: [RULE]}
const LABELLED = {associate: [{...RULE, label: 'Decision maker'}]}

type Switches = NonNullable<SandboxOptions['switches']>

/** Contacts to be linked to companies by record id; `bad` rows name a company that does not exist. */
async function benchOf(count: number, bad: readonly number[], switches: Switches, more: object = {}) {
  const bench = await startBench([{email: 'x@example.com', account: ''}], {
    ...{companies: ['C0', 'C1', 'C2'], mapping: BY_ID, switches, ...more},
  })
  const ids = [...bench.sandbox.records('companies')].map(record => (record as {id: string}).id)
  const rows: BenchRow[] = Array.from({length: count}, (_, index) => ({
    email: `p${index}@example.com`,
    account: bad.includes(index) ? '999999999' : (ids[index % ids.length] ?? ''),
  }))
  return {bench, rows}
}

const BAD = [3, 17, 120]

test.each<Switches>([
  {},
  {plainLinksPartialAs: '207'},
  {linkErrorContext: 'all'},
  {linkErrorContext: 'none'},
  {linkIdsAs: 'texts'},
  {plainLinksBothWays: true},
  {maxLinkInputs: 100},
  {maxLinkInputs: 30},
])('plain links: %j: what HubSpot refuses is rejected by itself, all others are made', async switches => {
  const {bench, rows} = await benchOf(250, BAD, switches)
  const summary = await bench.push({rows})
  expect(summary).toMatchObject({
    status: 'finished',
    exitCode: 3,
    rows: {written: 250, rejected: 0},
    links: {made: 247, rejected: 3},
    rejects: {byCode: {ASSOCIATION_NOT_FOUND: 3}},
  })
  expect((await bench.rejects()).map(({row}) => row)).toEqual(BAD.map(index => index + 1))
  expect(bench.links()).toHaveLength(247)
})

test.each<Switches>([
  {},
  {partialStatus: 'success'},
  {linkErrorContext: 'none'},
  {linkIdsAs: 'texts'},
  {labelWrites: 'add'},
  {labelWrites: 'replace-always'},
  {clashingTypeIds: true},
])('labelled links: %j', async switches => {
  const {bench, rows} = await benchOf(250, BAD, switches)
  expect(await bench.push({rows, mapping: LABELLED})).toMatchObject({links: {made: 247, rejected: 3}})
  expect(bench.links().every(link => link.includes('37'))).toBe(true)
  expect(await bench.push({rows, mapping: LABELLED})).toMatchObject({links: {made: 0, unchanged: 247}})
})

test.each(['207', '400'] as const)('where all of a request fail, as %s, each is rejected', async allLinksFailedAs => {
  const {bench, rows} = await benchOf(6, [0, 1, 2, 3, 4, 5], {allLinksFailedAs})
  expect(await bench.push({rows})).toMatchObject({links: {made: 0, rejected: 6}, exitCode: 3})
})

test('a full record is a reject of its own kind', async () => {
  const {bench, rows} = await benchOf(9, [], {maxLinksOfRecord: 2})
  expect(await bench.push({rows})).toMatchObject({
    links: {made: 6, rejected: 3},
    rejects: {byCode: {ASSOCIATION_LIMIT: 3}},
  })
})

test('links of a record are read page by page', async () => {
  const {bench} = await benchOf(0, [], {linksPerPage: 1})
  const ids = [...bench.sandbox.records('companies')].map(record => (record as {id: string}).id)
  const rows = [{email: 'x@example.com', account: ids.join(';')}]
  expect(await bench.push({rows})).toMatchObject({links: {made: 3}})
  expect(await bench.push({rows})).toMatchObject({links: {made: 0, unchanged: 3}})
})

test.each(['204', '200', 'documented'] as const)(
  'links are removed, whatever the answer is: %s',
  async unlinkAnswers => {
    const {bench, rows} = await benchOf(5, [], {unlinkAnswers})
    await bench.push({rows})
    const none = rows.map(row => ({...row, account: ''}))
    const mapping = {...BY_ID, associations: 'replace', empty: 'clear'} as const
    expect(await bench.push({rows: none, mapping})).toMatchObject({links: {removed: 5}})
    expect(bench.links()).toEqual([])
  },
)

test('a login that may not read labels can still link plainly; with a label it is told before anything is written', async () => {
  const {bench, rows} = await benchOf(3, [], {labelsForbidden: true})
  expect(await bench.push({rows})).toMatchObject({links: {made: 3}})
  const upserts = bench.upserts()
  await expect(bench.push({rows, mapping: LABELLED})).rejects.toMatchObject({code: 'SCOPE_MISSING'})
  expect(bench.upserts()).toBe(upserts)
})

test.each([
  [{...RULE, label: 'Friend'}, 'UNKNOWN_LABEL'],
  [{...RULE, label: 'Billing contact'}, 'UNKNOWN_LABEL'],
  [{...RULE, object: 'nothing'}, 'UNKNOWN_OBJECT'],
  [{...RULE, by: 'name'}, 'KEY_NOT_UNIQUE'],
  [{...RULE, by: 'nothing'}, 'UNKNOWN_PROPERTY'],
  [{...RULE, object: 'car'}, 'UNLINKABLE'],
])('%j is refused before the first write: %s', async (rule, code) => {
  const {bench, rows} = await benchOf(1, [], {customPairsHavePlain: false})
  const upserts = bench.upserts()
  await expect(bench.push({rows, mapping: {associate: [rule]}})).rejects.toMatchObject({code})
  expect(bench.upserts()).toBe(upserts)
})

test('companies are found by domain where exactly one has it', async () => {
  const rows = [
    {email: 'a@example.com', account: 'One.example'},
    {email: 'b@example.com', account: 'two.example'},
    {email: 'c@example.com', account: 'none.example'},
  ]
  const companies = [
    {external_id: 'C1', name: 'One', domain: 'one.example'},
    {external_id: 'C2', name: 'Two', domain: 'two.example'},
    {external_id: 'C3', name: 'Too', domain: 'two.example'},
  ]
  const mapping = {associate: [{...RULE, by: 'domain'}]}
  const bench = await startBench(rows, {companies, mapping})
  expect(await bench.push()).toMatchObject({links: {made: 1, rejected: 2}})
  expect(bench.links()).toEqual(['a@example.com → C1: 1, 279'])
  expect((await bench.rejects()).map(({message}) => message)).toEqual([
    expect.stringMatching(/^2 records of companies have domain "two.example" \(\d+, \d+\)\./),
    'No company has domain "none.example". The row is written; only the link is missing.',
  ])
})

test('requests about links that get lost, are cut off or are answered in part only lose and double nothing', async () => {
  const {bench, rows} = await benchOf(
    400,
    [5],
    {},
    {
      faults: [
        {method: 'POST', path: '/crm/associations/*/*/*/batch/*', fault: 'status', status: 502, probability: 0.2},
        {method: 'POST', path: '/crm/associations/*/*/*/batch/*', fault: 'reset', applied: true, probability: 0.2},
        {
          method: 'POST',
          path: '/crm/associations/*/*/*/batch/*',
          fault: 'rate-limit',
          policy: 'TEN_SECONDLY_ROLLING',
          probability: 0.1,
        },
      ],
    },
  )
  const summary = await bench.push({rows})
  expect(summary).toMatchObject({status: 'finished', links: {made: 399, rejected: 1}})
  expect(bench.links()).toHaveLength(399)
})

test.each(['silent', 'omit'] as const)(
  'labels that a read keeps silent about are not written over: %s',
  async fault => {
    const {bench, rows} = await benchOf(40, [], {})
    await bench.push({rows, mapping: {associate: [{...RULE, label: '28'}]}})
    bench.sandbox.setFaults([{method: 'POST', path: '/crm/associations/*/*/*/batch/read', fault, next: 2}])
    expect(await bench.push({rows, mapping: LABELLED})).toMatchObject({links: {made: 40}})
    expect(bench.links().filter(link => /\b28\b/.test(link) && /\b37\b/.test(link))).toHaveLength(40)
  },
)
