import {expect, test} from 'vitest'
import type {SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {tokensFor} from '../support/sandbox-oauth.js'
import {type Bench, type BenchRow, startBench} from './support/run-bench.js'

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

  const moved: BenchRow[] = ROWS.map((row, index) => ({...row, account: `C${(index + 1) % 3}`}))
  const replace = {...LABELLED, associations: 'replace'} as const
  expect(await bench.push({rows: moved, mapping: replace})).toMatchObject({links: {made: 6, removed: 5, rejected: 0}})
  expect(
    bench
      .links()
      .filter(link => /\b37\b/.test(link))
      .map(link => link.replace(/: .*/, '')),
  ).toEqual(moved.map(({email, account}) => `${email} → ${account}`))
  expect(shown()).toHaveLength(11) // a label goes, its link stays

  const none: BenchRow[] = moved.map(row => ({...row, account: ''}))
  const clear = {associations: 'replace', empty: 'clear'} as const
  expect(await bench.push({rows: none, mapping: {...PLAIN, ...clear}})).toMatchObject({links: {removed: 5}})
  expect(await bench.push({rows: none, mapping: {...LABELLED, ...clear}})).toMatchObject({links: {removed: 6}})
  expect(await bench.push({rows: none, mapping: {...PLAIN, ...clear}})).toMatchObject({links: {removed: 6}})
  expect(shown()).toEqual([])
})

test.each(['207', '404'] as const)('names of which none is there (told as %s), archived companies too', async how => {
  const bench = await startBench(ROWS, {companies: COMPANIES, switches: {nothingReadAs: how}, mapping: PLAIN})
  const ids = [...bench.sandbox.records('companies')].map(record => (record as {id: string}).id)
  await ask(bench, '/crm/v3/objects/companies/batch/archive', {inputs: ids.map(id => ({id}))})
  expect(await bench.push()).toMatchObject({
    ...{rows: {written: 6}, links: {made: 0, rejected: 6}},
    rejects: {byCode: {ASSOCIATION_NOT_FOUND: 6}},
  })
  expect(await bench.push({rows: byId(ids[0] ?? ''), mapping: {associate: [{...RULE, by: 'id'}]}})).toMatchObject({
    ...{exitCode: 3, links: {made: 0, rejected: 3}},
    rejects: {byCode: {ASSOCIATION_NOT_FOUND: 3}},
  })
})

test.each([403, 404, 437])('a refusal of every link alike (%i) ends the run, which can be resumed', async status => {
  const bench = await startBench(ROWS, {companies: COMPANIES, mapping: PLAIN})
  bench.sandbox.setFaults([{fault: 'status', status, path: '/crm/associations/*/*/*/batch/**'}])
  const upserts = bench.upserts()
  await expect(bench.push()).resolves.toMatchObject({status: expect.stringMatching(/^(failed|stopped)$/)})
  bench.sandbox.setFaults([])
  const resumed = await bench.push({resume: true})
  expect(resumed).toMatchObject({status: 'finished', rows: {read: 6, written: 6}, links: {made: 5, rejected: 1}})
  expect(bench.upserts()).toBe(upserts + 1)
})

test('a user without "Edit Associations" is told so, and nothing is rejected for it', async () => {
  const switches = {editAssociations: false}
  const bench = await startBench(ROWS, {companies: COMPANIES, mapping: PLAIN, apiVersion: '2026-09', switches})
  const scope = ['contacts', 'companies'].map(name => `crm.objects.${name}.read crm.objects.${name}.write`).join(' ')
  const {access_token: token} = await tokensFor(bench.sandbox, {scope: `oauth ${scope}`})
  const tokens = {accessToken: async () => token, replaceToken: async () => token, describe: () => 'a user’s login'}
  const summary = await bench.push({tokens})
  expect(summary).toMatchObject({status: 'failed', rejects: {count: 0}, reason: {code: 'SCOPE_MISSING'}})
  expect(summary.reason?.message).toContain('"Edit Associations"')
  expect(await bench.push({resume: true})).toMatchObject({status: 'finished', links: {made: 5, rejected: 1}})
})

function byId(id: string): readonly BenchRow[] {
  return [1, 2, 3].map(at => ({email: `q${at}@example.com`, account: id}))
}

async function ask({sandbox: {url, token}}: Bench, path: string, body: object): Promise<void> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const {ok} = await fetch(url + path, {method: 'POST', headers, body: JSON.stringify(body)})
  expect(ok).toBe(true)
}
