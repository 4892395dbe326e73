import {expect, test} from 'vitest'
import type {SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {type BenchRow, startBench} from './support/run-bench.js'

type Switches = NonNullable<SandboxOptions['switches']>

const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const PLAIN = {associate: [RULE]}
const LABELLED = {associate: [{...RULE, label: 'Decision maker'}]}
const COMPANIES = ['C0', 'C1', 'C2']

/** Six contacts of three companies; the third names a company that is not there. */
const ROWS: readonly BenchRow[] = Array.from({length: 6}, (_, index) => ({
  email: `p${index}@example.com`,
  account: index === 2 ? 'NONE' : `C${index % 3}`,
}))

/** Every setting of every switch that links can meet; what it may not change is the same for all. */
const SETTINGS: readonly Switches[] = [
  {nothingReadAs: '404'},
  {allLinksFailedAs: '400'},
  {plainLinksPartialAs: '207'},
  {partialStatus: 'success'},
  {linkErrorContext: 'none'},
  {labelWrites: 'replace-always'},
  {labelWrites: 'add'},
  {firstCompanyIsPrimary: false},
  {formerPrimary: 'removed'},
  {clashingTypeIds: true},
  {linkIdsAs: 'texts'},
  {plainLinksBothWays: true},
  {unlinkAnswers: '204'},
  {unlinkAnswers: '200'},
  {linksPerPage: 1},
]

test.each(SETTINGS)('%j: made, left as they are, labelled, replaced and removed alike', async switches => {
  const bench = await startBench(ROWS, {companies: COMPANIES, switches, mapping: PLAIN})
  const linked = ROWS.filter(({account}) => account !== 'NONE')
  const shown = (): string[] => bench.links().map(link => link.replace(/: .*/, ''))
  const labels = (): boolean[] => bench.links().map(link => /\b37\b/.test(link))

  expect(await bench.push()).toMatchObject({links: {made: 5, unchanged: 0, removed: 0, rejected: 1}, exitCode: 3})
  expect(shown()).toEqual(linked.map(({email, account}) => `${email} → ${account}`))
  expect(await bench.push()).toMatchObject({links: {made: 0, unchanged: 5, removed: 0, rejected: 1}})

  expect(await bench.push({mapping: LABELLED})).toMatchObject({links: {made: 5, unchanged: 0, rejected: 1}})
  expect(labels()).toEqual(linked.map(() => true))
  expect(await bench.push({mapping: LABELLED})).toMatchObject({links: {made: 0, unchanged: 5, rejected: 1}})

  const moved = ROWS.map((row, index) => ({...row, account: `C${(index + 1) % 3}`}))
  const replace = {...LABELLED, associations: 'replace'} as const
  expect(await bench.push({rows: moved, mapping: replace})).toMatchObject({links: {made: 6, removed: 5, rejected: 0}})
  expect(
    bench
      .links()
      .filter(link => /\b37\b/.test(link))
      .map(link => link.replace(/: .*/, '')),
  ).toEqual(moved.map(({email, account}) => `${email} → ${account}`))
  expect(shown()).toHaveLength(11) // a label goes, its link stays

  const none = moved.map(row => ({...row, account: ''}))
  const clear = {associations: 'replace', empty: 'clear'} as const
  expect(await bench.push({rows: none, mapping: {...PLAIN, ...clear}})).toMatchObject({links: {removed: 5}})
  expect(await bench.push({rows: none, mapping: {...LABELLED, ...clear}})).toMatchObject({links: {removed: 6}})
  expect(await bench.push({rows: none, mapping: {...PLAIN, ...clear}})).toMatchObject({links: {removed: 6}})
  expect(shown()).toEqual([])
})
