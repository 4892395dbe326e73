import {expect, test} from 'vitest'
import {type BenchRow, Killed, startBench} from './support/run-bench.js'

const ACME = 'acme@example.com → '

/** `people(3, n => …)`: contacts with what the cell of `account` holds. */
function people(count: number, account: (index: number) => string, more: BenchRow = {}): BenchRow[] {
  return Array.from({length: count}, (_, index) => ({
    email: `p${index}@example.com`,
    firstname: `P${index}`,
    account: account(index),
    ...more,
  }))
}

const COMPANIES = Array.from({length: 7}, (_, index) => `C${index}`)
const BY_KEY = {associate: [{column: 'account', object: 'companies', by: 'external_id'}]}
/** The first company of a contact is its primary one, too. */
const PLAIN = '1, 279'

test('each row is linked to the record that its cell names, looked up once, written in few requests', async () => {
  const rows = people(450, index => `C${index % 7}`)
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_KEY})
  const summary = await bench.push()
  expect(summary).toMatchObject({
    status: 'finished',
    exitCode: 0,
    rows: {read: 450, written: 450, created: 450, rejected: 0},
    links: {made: 450, unchanged: 0, removed: 0, rejected: 0},
    rejects: {count: 0, file: null},
  })
  expect(bench.links()).toEqual(rows.map(({email, account}) => `${email} → ${account}: ${PLAIN}`).sort())
  expect({
    lookUps: bench.requests('/objects/0-2/batch/read'),
    reads: bench.requests('/0-1/0-2/batch/read'),
    links: bench.requests('/associate/default'),
  }).toEqual({lookUps: 1, reads: 0, links: 3}) // 100, 200, 150
})

test('what is linked already is read, a thousand a request, and not written again', async () => {
  const rows = people(250, index => `C${index % 7}`)
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_KEY})
  await bench.push()
  const before = bench.requests('/associate/default')
  const again = await bench.push()
  expect(again.links).toEqual({made: 0, unchanged: 250, removed: 0, rejected: 0})
  expect(bench.requests('/associate/default')).toBe(before)
  expect(bench.requests('/0-1/0-2/batch/read')).toBe(1)
})

test('a name without a record is a reject of the link alone; the row stays written, and a threshold counts it once', async () => {
  const rows = people(20, index => (index % 5 === 0 ? 'C1;NONE; C2 ;NONE;VOID' : 'C3'))
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_KEY})
  const summary = await bench.push({options: {rejects: {max: {kind: 'rows', rows: 4}, ok: {kind: 'rows', rows: 4}}}})
  expect(summary).toMatchObject({
    status: 'finished',
    exitCode: 0, // --ok-rejects 4: four rows, of eight links
    rows: {written: 20, rejected: 0},
    links: {made: 24, rejected: 8},
    rejects: {count: 8, byCode: {ASSOCIATION_NOT_FOUND: 8}},
  })
  const [first] = await bench.rejects()
  expect(first).toMatchObject({
    ...{row: 1, line: 2, key: 'p0@example.com', code: 'ASSOCIATION_NOT_FOUND', value: 'NONE', attempts: 0},
    link: {column: 'account', object: 'companies', property: 'external_id', value: 'NONE'},
    message: 'No company has external_id "NONE". The row is written; only the link is missing.',
  })
  expect(first?.recordId).toMatch(/^\d+$/)
  const stopped = await bench.push({options: {rejects: {max: {kind: 'rows', rows: 3}}}})
  expect(stopped).toMatchObject({exitCode: 7, reason: {code: 'TOO_MANY_REJECTS'}})
})

test('names that are missing are left out where the mapping says so, and told', async () => {
  const rows = people(3, index => `C${index};NONE`)
  const mapping = {associate: [{...BY_KEY.associate[0], missing: 'ignore' as const}] as never}
  const bench = await startBench(rows, {companies: COMPANIES, mapping})
  expect(await bench.push()).toMatchObject({
    ...{exitCode: 0, links: {made: 3, rejected: 0}},
    warnings: ['3 names without a record left out, as the mapping says (missing: ignore).'],
  })
})

test('a cell that names several, record ids, e-mails of other contacts; a record is never linked to itself', async () => {
  const associate = [{column: 'knows', object: 'contacts', by: 'email'}]
  const rows = [
    {email: 'ann@example.com', knows: 'BOB@example.com;ann@example.com'},
    {email: 'cid@example.com', knows: 'bob@example.com'},
  ]
  const bench = await startBench(rows, {portal: [{email: 'bob@example.com'}], mapping: {associate}})
  const summary = await bench.push()
  expect(summary).toMatchObject({links: {made: 2, rejected: 1}, rejects: {byCode: {}}})
  const [self] = await bench.rejects()
  expect(self).toMatchObject({row: 1, value: 'ann@example.com'})
  expect(bench.links()).toHaveLength(2)
})

const LABELLED = {associate: [{...BY_KEY.associate[0], labelColumn: 'role'}] as never}

test('labels come from a column or stand for all; labels that a pair has are kept, since writing replaces them', async () => {
  const rows: BenchRow[] = [
    {email: 'a@example.com', account: 'C1', role: 'Decision maker'},
    {email: 'b@example.com', account: 'C1', role: ''},
    {email: 'c@example.com', account: 'C1', role: 'Nobody knows'},
  ]
  const bench = await startBench(rows, {companies: COMPANIES, mapping: LABELLED})
  expect(await bench.push()).toMatchObject({
    links: {made: 2, rejected: 1},
    rejects: {byCode: {ASSOCIATION_REFUSED: 1}},
  })
  expect(bench.links()).toEqual([`a@example.com → C1: 1, 37, 279`, `b@example.com → C1: ${PLAIN}`])
  const billing = {associate: [{...BY_KEY.associate[0], label: '28'}] as never, ignore: ['role']}
  expect((await bench.push({mapping: billing})).links).toMatchObject({made: 3, unchanged: 0})
  expect(bench.links()).toEqual([
    `a@example.com → C1: 1, 28, 37, 279`,
    `b@example.com → C1: 1, 28, 279`,
    `c@example.com → C1: 1, 28, 279`,
  ])
  expect((await bench.push({mapping: billing})).links).toMatchObject({made: 0, unchanged: 3})
  expect(bench.requests('batch/create')).toBe(2)
})

test('rows of one key add to each other, whatever batch they are in', async () => {
  const filler = people(150, () => 'C3')
  const rows: BenchRow[] = [
    {email: 'acme@example.com', account: 'C1', role: 'Decision maker'},
    {email: 'acme@example.com', account: 'C2', role: ''},
    ...filler.map(row => ({...row, role: ''})),
    {email: 'acme@example.com', account: 'C1', role: '28'},
  ]
  const bench = await startBench(rows, {companies: COMPANIES, mapping: LABELLED})
  await bench.push()
  const ofAcme = bench.links().filter(link => link.startsWith(ACME))
  expect(ofAcme.map(link => link.replace(' 1,', ''))).toEqual([`${ACME}C1: 28, 37, 279`, `${ACME}C2: 279`])
})

test('with --only-changed a row whose values and links are unchanged costs nothing; a link that was rejected is tried again', async () => {
  const rows = people(120, index => (index === 7 ? 'NEW' : `C${index % 7}`))
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_KEY})
  const changes = {skips: true}
  expect(await bench.push({changes})).toMatchObject({rows: {written: 120}, links: {made: 119, rejected: 1}})
  expect(await bench.push({changes})).toMatchObject({
    rows: {written: 1, unchanged: 119},
    links: {made: 0, unchanged: 0, rejected: 1},
    requests: {associations: 0},
  })
  const moved = rows.map((row, index) => (index === 3 ? {...row, account: 'C6'} : row))
  expect(await bench.push({changes, rows: moved})).toMatchObject({
    rows: {written: 2, unchanged: 118},
    links: {made: 1},
  })
  const labelled = {associate: [{...BY_KEY.associate[0], label: 'Decision maker'}] as never}
  expect(await bench.push({changes, mapping: labelled})).toMatchObject({rows: {written: 120}, links: {made: 119}})
})

test('after a kill, the resume links what is written without writing it again, and counts it as it was', async () => {
  const rows = people(900, index => (index % 50 === 0 ? 'NONE' : `C${index % 7}`))
  const bench = await startBench(rows, {companies: COMPANIES, mapping: BY_KEY})
  await expect(bench.push({killAfter: 2})).rejects.toThrow(Killed)
  const summary = await bench.push({resume: true})
  expect(summary).toMatchObject({
    status: 'finished',
    rows: {read: 900, written: 900, created: 900, updated: 0},
    links: {rejected: 18},
    rejects: {count: 18},
  })
  expect(summary.links?.made).toBe(882 - (summary.links?.unchanged ?? 0))
  expect(bench.upserts()).toBe(1 + 9) // the companies, and each batch once
  const linked = rows.filter(({account}) => account !== 'NONE')
  expect(bench.links()).toEqual(linked.map(({email, account}) => `${email} → ${account}: ${PLAIN}`).sort())
})
