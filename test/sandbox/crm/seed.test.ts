import {expect, test} from 'vitest'
import {readSeed} from '../../../src/sandbox/crm/seed/read-seed.js'
import type {SeedEntry} from '../../../src/sandbox/crm/seed/seed-entry.js'
import {tempDir} from '../../support/temp-dir.js'
import {openCaller} from './crm-caller.js'

const LINES: readonly SeedEntry[] = [
  {
    object: 'contacts',
    id: '205',
    properties: {email: 'not an e-mail', firstname: 'Ann'},
    createdAt: '2020-01-01T00:00:00Z',
  },
  {
    object: 'contacts',
    id: '101',
    properties: {email: 'bob@x.co', hs_additional_emails: 'b@x.co;bobby@x.co'},
    changes: [{at: '2024-05-01T00:00:00Z', source: {type: 'CRM_UI', id: 'userId:7'}, before: {email: 'old@x.co'}}],
  },
  {object: 'contacts', id: '102', mergedInto: '101', properties: {email: 'gone@x.co'}},
  {object: '0-1', id: '103', archivedAt: '2026-11-01T00:00:00Z', properties: {email: 'bin@x.co'}},
  {object: 'companies', properties: {name: 'X', numberofemployees: 7}},
  {object: 'companies', id: '7', properties: {name: 'Y'}},
  {from: {object: 'contacts', id: '101'}, to: {object: 'companies', id: '7'}, labels: ['decision maker']},
]

test('seed data is what no request could make: merged and archived records, additional e-mails, former values', () => {
  const {call, crm} = openCaller({seedData: LINES})
  const emailOf = (id: string) =>
    call('GET', `/crm/v3/objects/contacts/${id}?properties=email`).json.at('properties', 'email')
  expect([emailOf('205'), emailOf('101'), emailOf('102')]).toEqual(['not an e-mail', 'bob@x.co', 'bob@x.co'])
  const byAdditional = call('POST', '/crm/v3/objects/contacts/batch/read', {
    idProperty: 'email',
    properties: ['email'],
    inputs: [{id: 'bobby@x.co'}],
  })
  expect(byAdditional.json.at('results', 0, 'id')).toBe('101')
  const listed = (query: string) =>
    call('GET', `/crm/v3/objects/contacts?${query}`)
      .json.list('results')
      .map(each => (each as {id: string}).id)
  expect([listed('limit=1'), listed('after=101'), listed('archived=true')]).toEqual([['101'], ['205'], ['103']])
  const history = call('GET', '/crm/v3/objects/contacts/101?propertiesWithHistory=email')
  expect(history.json.at('propertiesWithHistory', 'email')).toMatchObject([{value: 'bob@x.co'}, {value: 'old@x.co'}])
  expect([...crm.records('contacts')].map(({id}) => id)).toEqual(['101', '102', '103', '205'])
  expect([...crm.associations()]).toMatchObject([
    {from: {id: '101'}, to: {id: '7'}, types: [{typeId: 279}, {label: 'Decision maker'}]},
  ])
  const made = call('POST', '/crm/v3/objects/contacts', {properties: {email: 'new@x.co'}}).json.at('id')
  expect(made).toBe('206')
})

test('what is exported can be seeded, and is the same', () => {
  const first = openCaller({seedData: LINES})
  const data = [...first.crm.exportData()]
  const text = data.map(entry => JSON.stringify(entry)).join('\n')
  const second = openCaller({seedData: readSeed(text)})
  expect([...second.crm.exportData()]).toEqual(data)
  expect(data).toHaveLength(LINES.length)
})

const FILTERS = {
  filterBranchType: 'OR',
  filterBranches: [
    {
      filterBranchType: 'AND',
      filters: [
        {
          filterType: 'PROPERTY',
          property: 'firstname',
          operation: {operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: ['Ann']},
        },
      ],
    },
  ],
}
const LISTS: readonly SeedEntry[] = [
  {list: 'First come', object: 'contacts', members: ['205']},
  {list: 'VIPs', object: 'contacts', id: '1', members: ['101', {id: '205', since: '2026-01-02T03:04:05.000Z'}]},
  {list: 'Anns', object: '0-1', id: '9', processingType: 'DYNAMIC', filterBranch: FILTERS},
  {list: 'Gone', object: 'companies', id: '4', members: ['7'], deleted: true},
]

test('lists are seeded, exported, and there again after a restart and from a snapshot, deleted ones too', async () => {
  const dataDir = await tempDir()
  const first = openCaller({seedData: [...LINES, ...LISTS], dataDir})
  const data = [...first.crm.exportData()]
  expect([...openCaller({seedData: data}).crm.exportData()]).toEqual(data)
  const snapshot = first.crm.snapshot()
  first.crm.close()
  for (const _ of ['as it was written', 'written anew']) {
    const {crm, call} = openCaller({dataDir})
    const members = (id: string) =>
      call('GET', `/crm/v3/lists/${id}/memberships`)
        .json.list('results')
        .map(each => (each as {recordId: string}).recordId)
    expect([members('1'), members('9'), members('10')]).toEqual([['101', '205'], ['205'], ['205']])
    expect(call('GET', '/crm/v3/lists/4').status).toBe(404)
    expect([...crm.exportData()]).toEqual(data)
    crm.putBack(snapshot)
    expect([...crm.exportData()]).toEqual(data)
    call('PUT', '/crm/v3/lists/4/restore')
    expect(members('4')).toEqual(['7'])
    call('DELETE', '/crm/v3/lists/4')
    crm.close()
  }
})

test.each([
  [{list: 'L', object: 'contacts', members: ['103']}, 'there is no live record 103 of contacts'],
  [{list: 'L', object: 'unicorns'}, 'there is no object "unicorns"'],
  [{list: 'L', object: 'contacts', processingType: 'DYNAMIC'}, 'L needs a filterBranch'],
  [{list: 'L', object: 'contacts', processingType: 'DYNAMIC', filterBranch: {}, members: ['101']}, 'by its filters'],
  [{list: 'L', object: 'contacts', filterBranch: {filterBranchType: 'UNIFIED_EVENTS'}}, 'does not apply'],
] as const)('a list that cannot be is said, and nothing is changed: %j', (list, message) => {
  const {crm} = openCaller({seedData: LINES})
  const before = [...crm.exportData()]
  const good = {list: 'Good', object: 'contacts', members: ['101']}
  const more = {object: 'contacts', id: '500', properties: {}}
  expect(() => crm.seed([more, good, list as SeedEntry])).toThrow(message)
  expect([...crm.exportData()]).toEqual(before)
  expect(() =>
    crm.seed([
      {...good, id: '3'},
      {...good, id: '3'},
    ]),
  ).toThrow('the list 3 is there already')
})

test.each([
  {list: 'L'},
  {list: '', object: 'contacts'},
  {list: 'L', object: 'contacts', members: ['x']},
  {list: 'L', object: 'contacts', from: {}},
])('a line that is no list is said: %j', entry => {
  expect(() => readSeed(JSON.stringify(entry))).toThrow(/line 1/)
})

test('seed data is there again after a reset, and not added to records that are kept', async () => {
  const dataDir = await tempDir()
  const first = openCaller({seedData: LINES, dataDir})
  first.call('POST', '/crm/v3/objects/contacts', {properties: {email: 'new@x.co'}})
  expect([[...first.crm.records('contacts')].length, first.crm.hasSeedData()]).toEqual([5, true])
  first.crm.close()
  const second = openCaller({seedData: LINES, dataDir})
  expect([[...second.crm.records('contacts')].length, second.crm.hasSeedData()]).toEqual([5, false])
  second.crm.clear({keepsDefinitions: false})
  expect([...second.crm.records('contacts')]).toHaveLength(4)
  second.crm.close()
})

test('what is put back from a snapshot is on disk, too', async () => {
  const dataDir = await tempDir()
  const first = openCaller({dataDir})
  first.call('POST', '/crm/v3/objects/contacts', {properties: {email: 'ann@x.co'}})
  const snapshot = first.crm.snapshot()
  first.call('POST', '/crm/v3/objects/contacts', {properties: {email: 'bob@x.co'}})
  first.crm.putBack(snapshot)
  first.call('POST', '/crm/v3/objects/contacts', {properties: {email: 'eve@x.co'}})
  first.crm.close()
  const second = openCaller({dataDir})
  expect([...second.crm.records('contacts')].map(({properties}) => properties['email'])).toEqual([
    'ann@x.co',
    'eve@x.co',
  ])
  second.crm.close()
})

test('a snapshot of seed data is not seeded again', () => {
  const {crm} = openCaller({seedData: LINES})
  const snapshot = crm.snapshot()
  crm.seed([{object: 'contacts', id: '900'}])
  crm.putBack(snapshot)
  expect([...crm.exportData()]).toHaveLength(LINES.length)
})

test.each<[SeedEntry[], string]>([
  [[{object: 'unicorns'}], 'Entry 1 of the seed data: there is no object "unicorns".'],
  [[{object: 'contacts', properties: {emial: 'x'}}], 'contacts have no property "emial"'],
  [[{object: 'contacts', properties: {constructor: 'x'}}], 'contacts have no property "constructor"'],
  [[{object: 'contacts', id: '101'}], 'contacts 101 is there already'],
  [[{object: 'contacts', properties: {email: 'Bob@X.co'}}], 'contacts 101 has the unique email "Bob@X.co" already'],
  [
    [{object: 'contacts', properties: {hs_additional_emails: 'z@x.co;bobby@x.co'}}],
    'has the unique email "bobby@x.co"',
  ],
  [[{object: 'contacts', id: '9', mergedInto: '8'}], 'there is no live record 8 of contacts'],
  [[{from: {object: 'contacts', id: '103'}, to: {object: 'companies', id: '7'}}], 'there is no live record 103'],
  [
    [{from: {object: 'contacts', id: '101'}, to: {object: 'companies', id: '7'}, labels: ['Boss']}],
    'no label "Boss"; there are Primary',
  ],
  [
    [{from: {object: 'contacts', id: '101'}, to: {object: 'companies', id: '7'}, types: [{category: 'X', typeId: 1}]}],
    'there is no type 1 (X)',
  ],
])('%j cannot be, and then nothing is changed', (entries, message) => {
  const {crm} = openCaller({seedData: LINES})
  const before = [...crm.exportData()]
  const fine: SeedEntry = {object: 'contacts', id: '5', properties: {email: 'fine@x.co'}}
  expect(() => crm.seed([...entries, fine])).toThrow(message)
  expect([...crm.exportData()]).toEqual(before)
  crm.seed([fine])
  expect([...crm.exportData()]).toHaveLength(before.length + 1)
})

test('records with ids far apart are listed and paged in order', () => {
  const ids = ['900000000000', '5', '70', '170000000000']
  const {call} = openCaller({seedData: ids.map(id => ({object: 'contacts', id}))})
  const seen: unknown[] = []
  for (let after = '0'; ; ) {
    const page = call('GET', `/crm/v3/objects/contacts?limit=1&after=${after}`).json
    seen.push(...page.list('results').map(each => (each as {id: string}).id))
    const next = page.at('paging', 'next', 'after')
    if (next === undefined) break
    after = String(next)
  }
  expect(seen).toEqual(['5', '70', '170000000000', '900000000000'])
})

test.each([
  ['{', 'line 2, is not JSON at column 2'],
  ['[]', 'line 2: it is not a JSON object'],
  ['{"objct":"contacts"}', 'line 2: it lacks "object"'],
  ['{"object":"contacts","propertys":{}}', '"propertys" is none of object, id'],
  ['{"object":"contacts","id":"x1"}', '"id" cannot be "x1"'],
  ['{"object":"contacts","properties":{"a":[]}}', '"properties" cannot be'],
  ['{"from":{"object":"contacts","id":"1"}}', 'it lacks "to"'],
  ['{"object":"contacts","createdAt":"yesterday"}', '"createdAt" cannot be "yesterday"'],
])('%s is no line of seed data', (line, message) => {
  expect(() => readSeed(`\n${line}\n`)).toThrow(message)
})

test.each([
  ['{"object":"contakts"}', 'The seed data, line 3: there is no object "contakts".'],
  ['{"object":"contacts","properties":{"nope":"x"}}', 'The seed data, line 3: contacts have no property "nope".'],
  ['{"from":{"object":"contacts","id":"1"},"to":{"object":"deals","id":"9"}}', 'The seed data, line 3: '],
])('%s cannot be put in: its line is named', (line, message) => {
  const {crm} = openCaller()
  expect(() => crm.seed(readSeed(`\n{"object":"contacts","id":"1"}\n${line}\n`))).toThrow(message)
  expect([...crm.records('contacts')]).toEqual([])
})
