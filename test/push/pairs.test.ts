import {expect, test} from 'vitest'
import {type BenchRow, startBench} from './support/run-bench.js'

const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const PLAIN = {associate: [RULE]}
const BUYER = {associate: [{...RULE, label: 'Decision maker'}]}
const BY_ROLE = {associate: [{...RULE, labelColumn: 'role'}]}
const person = (at: number): string => `p${at}@example.com`
const people = (count: number): BenchRow[] => Array.from({length: count}, (_, at) => ({email: person(at)}))

/** Contacts p0 … and companies C0 … of a portal that nobody linked. */
const pairsOf = (rows: readonly BenchRow[], mapping: typeof PLAIN | typeof BY_ROLE = PLAIN, count = 5) =>
  startBench(rows, {
    ...{mode: 'link', mapping, portal: people(count)},
    companies: Array.from({length: count}, (_, at) => `C${at}`),
  })
const pair = (email: string, account: string, role = ''): BenchRow => ({email, account, role})

test('pairs are linked, each record is looked up once, and a second run only reads', async () => {
  const rows = [pair(person(0), 'C0'), pair(' P1@Example.com ', 'C0'), pair(person(0), 'C1')]
  const bench = await pairsOf(rows)
  expect(await bench.push()).toMatchObject({
    ...{mode: 'link', exitCode: 0, rows: {read: 3, written: 3, created: 0, updated: 0, unchanged: 0, rejected: 0}},
    ...{links: {made: 3, unchanged: 0, removed: 0, rejected: 0}},
    requests: {upserts: 0, reads: 3, associations: 1}, // keys, names, links
  })
  expect(bench.links()).toEqual([
    'p0@example.com → C0: 1, 279',
    'p0@example.com → C1: 279',
    'p1@example.com → C0: 1, 279',
  ])
  expect(await bench.push()).toMatchObject({
    ...{exitCode: 0, rows: {written: 0, unchanged: 3}, links: {made: 0, unchanged: 3}},
    requests: {associations: 0},
  })
})

test('a row is rejected where either record is missing, where it names none, and where both are the same', async () => {
  const rows = [pair('nobody@example.com', 'C0'), pair(person(0), 'C9'), pair(person(1), ''), pair('', 'C0')]
  const bench = await pairsOf([...rows, pair(person(2), 'C0')])
  const summary = await bench.push()
  expect(summary).toMatchObject({
    ...{exitCode: 3, rows: {read: 5, written: 1, rejected: 4}, links: {made: 1, rejected: 1}},
    rejects: {count: 4, byCode: {NOT_FOUND: 1, ASSOCIATION_NOT_FOUND: 1, KEY_MISSING: 2}},
  })
  expect(
    (await bench.rejects()).map(({row, code, property, link, message}) => [row, code, property, link, message]),
  ).toEqual([
    [1, 'NOT_FOUND', 'email', undefined, 'No contact has email "nobody@example.com".'],
    [
      ...[2, 'ASSOCIATION_NOT_FOUND', undefined],
      {column: 'account', object: 'companies', property: 'external_id', value: 'C9'},
      'No company has external_id "C9".',
    ],
    [3, 'KEY_MISSING', 'external_id', undefined, 'Column "account" is empty, so the row names no company to link.'],
    [4, 'KEY_MISSING', 'email', undefined, 'The key email is empty, so the row cannot be matched to a record.'],
  ])
  const self = await bench.push({
    rows: [pair(person(0), person(0))],
    mapping: {associate: [{column: 'account', object: 'contacts', by: 'email'}]},
  })
  expect(self).toMatchObject({rows: {written: 0, rejected: 1}, requests: {associations: 0, reads: 1}})
  expect((await bench.rejects()).map(({code, message}) => [code, message])).toEqual([
    ['ASSOCIATION_REFUSED', 'A contact cannot be linked to itself.'],
  ])
})

test('a row counts once, whatever it names: rejected where any of its links is', async () => {
  const bench = await pairsOf([pair(person(0), 'C0;C1'), pair(person(1), 'C0;C8;C9'), pair(person(0), 'C1; C0')])
  expect(await bench.push()).toMatchObject({
    rows: {read: 3, written: 1, unchanged: 1, rejected: 1},
    links: {made: 3, unchanged: 2, rejected: 2},
    rejects: {count: 2},
  })
})

test('a pair that repeats is linked once and then unchanged, in one batch and in two', async () => {
  const filler = people(130).map(({email = ''}) => pair(email, 'C4'))
  const rows = [pair(person(0), 'C0'), pair(person(0), 'C0'), ...filler, pair(person(0), 'C0')]
  const bench = await pairsOf(rows, PLAIN, 130)
  expect(await bench.push()).toMatchObject({rows: {written: 131, unchanged: 2}, links: {made: 131, unchanged: 2}})
})

test('a file may name a pair once for each label: none takes the place of another', async () => {
  const filler = people(130)
    .slice(1)
    .map(({email = ''}) => pair(email, 'C4'))
  const roles = ['Decision maker', '28', 'decision MAKER', '']
  const [first, ...others] = roles.map(role => pair(person(0), 'C0', role))
  const bench = await pairsOf([first ?? {}, ...filler, ...others], BY_ROLE, 130)
  expect(await bench.push()).toMatchObject({rows: {written: 131, unchanged: 2, rejected: 0}})
  expect(bench.links().filter(link => link.startsWith('p0@example.com → C0'))).toEqual([
    'p0@example.com → C0: 1, 28, 37, 279',
  ])
})

test('a rejected link names its label, or two rejects of one pair would look alike', async () => {
  const bench = await pairsOf([pair(person(0), 'C9', '28'), pair(person(0), 'C9', 'Nope')], BY_ROLE)
  await bench.push()
  expect((await bench.rejects()).map(({code, link}) => [code, link?.label])).toEqual([
    ['ASSOCIATION_NOT_FOUND', '28'],
    ['ASSOCIATION_REFUSED', 'Nope'],
  ])
})

test('--remove removes what is there, with its labels, and says so; what is not there is unchanged', async () => {
  const bench = await pairsOf([pair(person(0), 'C0'), pair(person(1), 'C0'), pair(person(2), 'C2')])
  await bench.push()
  await bench.push({rows: [pair(person(1), 'C0')], mapping: BUYER})
  const rows = [pair(person(0), 'C0'), pair(person(1), 'C0'), pair(person(1), 'C0'), pair(person(3), 'C0')]
  expect(await bench.push({rows, mode: 'unlink'})).toMatchObject({
    ...{mode: 'unlink', exitCode: 0, rows: {written: 2, unchanged: 2}, links: {made: 0, unchanged: 2, removed: 2}},
    warnings: ['1 link had labels, which were removed with the link ("Decision maker").'],
    requests: {associations: 1},
  })
  expect(bench.links()).toEqual(['p2@example.com → C2: 1, 279'])
})

test('--remove with a label removes only this label', async () => {
  const bench = await pairsOf([pair(person(0), 'C0', 'Decision maker'), pair(person(0), 'C0', '28')], BY_ROLE)
  await bench.push()
  const gone = await bench.push({rows: [pair(person(0), 'C0'), pair(person(1), 'C0')], mapping: BUYER, mode: 'unlink'})
  expect(gone).toMatchObject({rows: {written: 1, unchanged: 1}, links: {removed: 1, unchanged: 1}})
  expect(gone.warnings).toBeUndefined()
  expect(bench.links()).toEqual(['p0@example.com → C0: 1, 28, 279'])
})

test('--remove by a column of labels removes nothing for a row without one: it could mean the link', async () => {
  const bench = await pairsOf([pair(person(0), 'C0')])
  await bench.push()
  const summary = await bench.push({rows: [pair(person(0), 'C0')], mapping: BY_ROLE, mode: 'unlink'})
  expect(summary).toMatchObject({rows: {rejected: 1}, rejects: {byCode: {ASSOCIATION_REFUSED: 1}}})
  expect(bench.links()).toHaveLength(1)
})

test('a link that HubSpot refuses is a reject of its row, and the others are made', async () => {
  const bench = await startBench([pair(person(0), 'C0'), pair(person(0), 'C1'), pair(person(1), 'C1')], {
    ...{mode: 'link', mapping: PLAIN, portal: people(2), companies: ['C0', 'C1']},
    switches: {maxLinksOfRecord: 1},
  })
  expect(await bench.push()).toMatchObject({
    ...{rows: {read: 3, written: 2, rejected: 1}, links: {made: 2, rejected: 1}},
    rejects: {count: 1, byCode: {ASSOCIATION_LIMIT: 1}},
  })
})

test('record ids name either end without a look-up', async () => {
  const bench = await pairsOf([pair(person(0), 'C0')])
  const idOf = (type: string) => ([...bench.sandbox.records(type)] as {id: string}[])[0]?.id ?? ''
  const rows = [
    {id: idOf('contacts'), account: idOf('companies')},
    {id: '1e3', account: '1'},
  ]
  const mapping = {associate: [{...RULE, by: 'id'}]}
  expect(await bench.push({rows, key: 'hs_object_id', mapping})).toMatchObject({
    rows: {written: 1, rejected: 1},
    rejects: {byCode: {KEY_INVALID: 1}},
    requests: {reads: 1, associations: 1},
  })
  expect(bench.links()).toEqual(['p0@example.com → C0: 1, 279'])
})

test('a run that is killed is resumed: every link is made, none is lost', async () => {
  const rows = people(450).map(({email = ''}, at) => pair(email, `C${at % 7}`))
  const bench = await pairsOf(rows, PLAIN, 450)
  await expect(bench.push({killAfter: 2})).rejects.toThrow()
  const summary = await bench.push({resume: true})
  const {read, written, unchanged, rejected} = summary.rows
  expect([read, written + unchanged, rejected]).toEqual([450, 450, 0])
  expect(bench.links()).toEqual(rows.map(({email, account}) => `${email} → ${account}: 1, 279`).sort())
})
