import {expect, test} from 'vitest'
import type {SandboxSwitches} from '../../src/sandbox/basics/switches.js'
import {type BenchRow, expectPromiseKept, startBench} from './support/run-bench.js'

/** A hundred contacts; the last one wants a value that the first one wants as well. */
const rows: BenchRow[] = Array.from({length: 100}, (_, index) => ({
  email: `p${index}@example.com`,
  external_id: index === 99 ? 'E-0' : `E-${index}`,
}))

/** The first one holds it, and its row says nothing of it. */
const portal = rows.slice(0, 1)
const held: BenchRow[] = [{email: 'p0@example.com'}, ...rows.slice(1)]

/**
 * Where HubSpot's behaviour is not established, either way must do. `upserts`: the most that one refused row may cost.
 */
const cases: {readonly switches: Partial<SandboxSwitches>; readonly upserts: number}[] = [
  {switches: {uniqueClashAs: '207'}, upserts: 1},
  {switches: {uniqueClashAs: '400'}, upserts: 15},
  {switches: {conflictAs: '409'}, upserts: 15},
  {switches: {partialStatus: 'success'}, upserts: 1},
  {switches: {partialStatus: 'success', errorContext: 'none'}, upserts: 15},
  {switches: {uniqueKeysFoldCase: true}, upserts: 1},
]

test.each(cases)(
  'with $switches one row of a hundred that HubSpot refuses costs at most $upserts requests',
  async ({switches, upserts}) => {
    const bench = await startBench(held, {switches, portal})
    const before = bench.upserts()
    const summary = await bench.push()
    expect(summary).toMatchObject({exitCode: 3, rows: {written: 99, rejected: 1}, rejects: {byCode: {CONFLICT: 1}}})
    expect(bench.upserts() - before).toBeLessThanOrEqual(upserts)
    await expectPromiseKept(bench, rows, summary)
  },
)

test.each(cases)(
  'with $switches the second of two rows that want one value costs a request of its own',
  async ({switches}) => {
    const bench = await startBench(rows, {switches})
    const summary = await bench.push()
    expect(summary).toMatchObject({exitCode: 3, rows: {written: 99, rejected: 1}, rejects: {byCode: {CONFLICT: 1}}})
    expect(bench.upserts()).toBe(2)
    await expectPromiseKept(bench, rows, summary)
  },
)

async function ask(url: string, token: string, path: string, body: object): Promise<void> {
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'}
  const {status} = await fetch(url + path, {method: 'POST', headers, body: JSON.stringify(body)})
  expect(status).toBe(204)
}

test.each([
  ['new', {exitCode: 0, rows: {written: 1, created: 1, rejected: 0}}],
  ['conflict', {exitCode: 3, rows: {written: 0, rejected: 1}}],
] as const)('the key of an archived contact: %s', async (archivedKeyAs, summary) => {
  const bench = await startBench([{email: 'ann@example.com'}], {switches: {archivedKeyAs}})
  await bench.push()
  const [record] = [...bench.sandbox.records('contacts')] as {readonly id: string}[]
  const {url, token} = bench.sandbox
  await ask(url, token, '/crm/v3/objects/contacts/batch/archive', {inputs: [{id: record?.id}]})
  expect(await bench.push()).toMatchObject(summary)
})

test('an e-mail on the blocklist, where a deletion for good put it, is rejected, and no other row', async () => {
  const rows = [{email: 'gone@example.com'}, {email: 'ann@example.com'}]
  const bench = await startBench(rows, {switches: {blocklistBinds: 'api'}})
  const {url, token} = bench.sandbox
  await ask(url, token, '/crm/v3/objects/contacts/gdpr-delete', {objectId: 'gone@example.com', idProperty: 'email'})
  expect(await bench.push()).toMatchObject({exitCode: 3, rows: {written: 1, rejected: 1}})
  expect(await bench.rejects()).toMatchObject([{key: 'gone@example.com', row: 1}])
})
