import {expect, test} from 'vitest'
import {openCaller} from './crm-caller.js'

/** Contacts by the names they are told by: a holds most, d nothing but its name. */
const PEOPLE = {
  a: {city: 'Bern', loyalty_points: '9', born_on: '2000-01-31', interests: 'sailing;music'},
  b: {city: 'BERN', loyalty_points: '10', born_on: '1999-12-31', interests: 'music'},
  c: {city: 'St. Gallen', loyalty_points: '-1.5', email: 'carla.muster@x.co'},
  d: {},
} as const

const PROPERTIES = [{name: 'born_on', type: 'date', fieldType: 'date'}]

function portal() {
  const {call} = openCaller()
  for (const property of PROPERTIES)
    call('POST', '/crm/v3/properties/contacts', {...property, label: property.name, groupName: 'contactinformation'})
  for (const [lastname, properties] of Object.entries(PEOPLE)) {
    const made = call('POST', '/crm/v3/objects/contacts', {properties: {lastname, ...properties}})
    expect(made.status, made.text).toBe(201)
  }
  const search = (body: object) => call('POST', '/crm/v3/objects/contacts/search', {properties: ['lastname'], ...body})
  const namesOf = (body: object) =>
    search(body)
      .json.list('results')
      .map(record => (record as {properties: {lastname: string}}).properties.lastname)
      .join('')
  return {search, namesOf}
}

const points = {propertyName: 'loyalty_points'}
const born = {propertyName: 'born_on'}
const city = {propertyName: 'city'}
const interests = {propertyName: 'interests'}

test.each([
  [{...city, operator: 'EQ', value: 'bern'}, 'ab'],
  [{...city, operator: 'NEQ', value: 'bern'}, 'c'],
  [{...city, operator: 'IN', values: ['bern', 'st. gallen']}, 'abc'],
  [{...city, operator: 'NOT_IN', values: ['bern']}, 'c'],
  [{...city, operator: 'HAS_PROPERTY'}, 'abc'],
  [{...city, operator: 'NOT_HAS_PROPERTY'}, 'd'],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'gallen'}, 'c'],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'gal'}, ''],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'gal*'}, 'c'],
  [{...city, operator: 'CONTAINS_TOKEN', value: '*allen'}, 'c'],
  [{...city, operator: 'NOT_CONTAINS_TOKEN', value: 'gallen'}, 'ab'],
  [{propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*@x.co'}, 'c'],
  [{...points, operator: 'EQ', value: '9.0'}, 'a'],
  [{...points, operator: 'LT', value: 9}, 'c'],
  [{...points, operator: 'LTE', value: '9'}, 'ac'],
  [{...points, operator: 'GT', value: '9'}, 'b'],
  [{...points, operator: 'GTE', value: '9'}, 'ab'],
  [{...points, operator: 'BETWEEN', value: '-1.5', highValue: '9'}, 'ac'],
  [{...born, operator: 'LT', value: '2000-01-01'}, 'b'],
  [{...born, operator: 'GTE', value: String(Date.UTC(2000, 0, 1))}, 'a'],
  [{...city, operator: 'IN', values: ['BERN']}, ''],
  [{...city, operator: 'NOT_IN', values: ['BERN']}, 'abc'],
  [{...city, operator: 'EQ', value: 'BeRn'}, 'ab'],
  [{...city, operator: 'CONTAINS_TOKEN', value: '*'}, 'abc'],
  [{...city, operator: 'CONTAINS_TOKEN', value: '!!'}, ''],
  [{...city, operator: 'NOT_CONTAINS_TOKEN', value: '!!'}, 'abc'],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'g*l*n'}, 'c'],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'g*n*n'}, ''],
  [{...city, operator: 'CONTAINS_TOKEN', value: 'gallen*gallen'}, ''],
  [{...points, operator: 'EQ', value: '9e0'}, 'a'],
  [{...points, operator: 'EQ', value: ' 10 '}, 'b'],
  [{...points, operator: 'IN', values: ['9', 10]}, 'ab'],
  [{...born, operator: 'EQ', value: '2000-01-31T01:00:00+01:00'}, 'a'],
  [{...interests, operator: 'EQ', value: 'Sailing'}, ''],
  [{...interests, operator: 'NEQ', value: 'Sailing'}, 'ab'],
  [{...interests, operator: 'EQ', value: 'sailing'}, 'a'],
  [{...interests, operator: 'IN', values: ['sailing', 'music']}, 'ab'],
  [{...interests, operator: 'NOT_IN', values: ['sailing']}, 'b'],
])('%j finds %s', (filter, names) => {
  const {namesOf} = portal()
  expect(namesOf({filterGroups: [{filters: [filter]}]})).toBe(names)
  expect(namesOf({filters: [filter]})).toBe(names)
})

test.each([
  [{...city, operator: 'EQ'}, 'value is required'],
  [{...city, operator: 'NOT_IN', value: 'bern'}, 'values are required'],
  [{...city, operator: 'IN', values: []}, 'values are required'],
  [{...points, operator: 'BETWEEN', value: '1'}, 'highValue is required'],
  [{...city, operator: 'GT', value: 'a'}, 'in an order'],
  [{...city, operator: 'LIKE', value: 'a'}, 'Invalid operator'],
  [{propertyName: 'nope', operator: 'EQ', value: 'a'}, 'does not exist'],
  [{operator: 'EQ', value: 'a'}, 'propertyName is required'],
  [{...points, operator: 'EQ', value: 'many'}, 'Invalid value "many"'],
  [{...points, operator: 'EQ', value: ''}, 'Invalid value ""'],
  [{...points, operator: 'BETWEEN', value: '1', highValue: 'ten'}, 'Invalid value "ten"'],
  [{...points, operator: 'IN', values: ['1', {}]}, 'values are required'],
  [{...points, operator: 'IN', values: [null]}, 'values are required'],
  [{...born, operator: 'LT', value: '31.01.2000'}, 'Invalid value'],
  [{...born, operator: 'LT', value: '2000-02-30'}, 'Invalid value'],
  [{...city, operator: 'CONTAINS_TOKEN', value: ''}, 'value is required'],
  [{propertyName: 'associations.unicorns', operator: 'EQ', value: '1'}, 'Unable to infer object type'],
  [{propertyName: 'associations.p_car', operator: 'EQ', value: '1'}, 'cannot be searched'],
  [{propertyName: 'associations.company', operator: 'EQ', value: 'Acme'}, 'is not a record id'],
  [{propertyName: 'associations.company', operator: 'HAS_PROPERTY'}, 'Invalid operator'],
])('%j is refused', (filter, reason) => {
  const {status, json} = portal().search({filterGroups: [{filters: [filter]}]})
  expect([status, json.at('message')]).toEqual([400, expect.stringContaining(reason)])
})

test.each([
  {after: -1},
  {after: 'x'},
  {limit: 1.5},
  {sorts: ['city', 'lastname']},
  {sorts: ['nope']},
  {sorts: [{propertyName: 'city', direction: 'UP'}]},
  {filterGroups: 'all'},
  {filterGroups: ['all']},
  {query: 7},
  {limit: [5]},
  {filterGroups: [{}]},
  {filterGroups: [{filter: []}]},
  {sorts: [{direction: 'ASCENDING'}]},
])('a body with %j is refused', body => {
  expect(portal().search(body).status).toBe(400)
})

test('groups are joined by or, their filters by and', () => {
  const {namesOf} = portal()
  const filterGroups = [
    {
      filters: [
        {...city, operator: 'EQ', value: 'bern'},
        {...points, operator: 'GT', value: '9'},
      ],
    },
    {filters: [{...city, operator: 'EQ', value: 'st. gallen'}]},
  ]
  expect(namesOf({filterGroups})).toBe('bc')
})

test.each([
  [undefined, 'abcd'],
  [['loyalty_points'], 'cabd'],
  [['-loyalty_points'], 'bacd'],
  [[{propertyName: 'loyalty_points', direction: 'DESCENDING'}], 'bacd'],
  [[{propertyName: 'born_on'}], 'bacd'],
  [[{propertyName: 'lastname', direction: 'DESCENDING'}], 'dcba'],
])('sorted by %j: %s', (sorts, names) => {
  expect(portal().namesOf({sorts})).toBe(names)
})

test.each([
  ['carla', 'c'],
  ['MUS', 'c'],
  ['carla muster', 'c'],
  ['carla bern', ''],
  ['uster', ''],
  ['!!', ''],
  ['', 'abcd'],
])('the text %s finds %j', (query, names) => {
  expect(portal().namesOf({query})).toBe(names)
})

test('pages follow each other without a gap', () => {
  const {search} = portal()
  const first = search({limit: 3})
  expect(first.json.at('paging', 'next', 'after')).toBe('3')
  expect(first.json.at('total')).toBe(4)
  const second = search({limit: 3, after: '3'})
  expect(second.json.list('results')).toHaveLength(1)
  expect(second.json.at('paging')).toBeUndefined()
})

test('records are found by those they are linked to', () => {
  const {call} = openCaller()
  const made = (type: string, properties: object) =>
    String(call('POST', `/crm/v3/objects/${type}`, {properties}).json.at('id'))
  const [acme, other] = [made('companies', {name: 'Acme'}), made('companies', {name: 'Other'})]
  const [ann, bob] = [made('contacts', {lastname: 'Ann'}), made('contacts', {lastname: 'Bob'})]
  call('PUT', `/crm/v4/objects/contacts/${ann}/associations/default/companies/${acme}`)
  call('PUT', `/crm/v4/objects/contacts/${bob}/associations/default/companies/${other}`)
  const found = (filter: object) =>
    call('POST', '/crm/v3/objects/contacts/search', {filters: [{propertyName: 'associations.company', ...filter}]})
      .json.list('results')
      .map(record => (record as {id: string}).id)
  expect(found({operator: 'EQ', value: acme})).toEqual([ann])
  expect(found({operator: 'IN', values: [acme, other]})).toEqual([ann, bob])
  expect(found({operator: 'EQ', value: '1'})).toEqual([])
})

test('a pattern of many stars costs no more than its length', () => {
  const {call} = openCaller()
  call('POST', '/crm/v3/objects/contacts', {properties: {lastname: 'a'.repeat(60_000)}})
  const began = performance.now()
  const filters = [{propertyName: 'lastname', operator: 'CONTAINS_TOKEN', value: `${'a*'.repeat(400)}b`}]
  expect(call('POST', '/crm/v3/objects/contacts/search', {filters}).json.at('total')).toBe(0)
  expect(performance.now() - began).toBeLessThan(1000)
})

test('values that are no numbers sort last, both ways', () => {
  const {crm, call} = openCaller()
  for (const [id, loyalty_points] of [
    ['1', 'many'],
    ['2', '10'],
    ['3', '1e0'],
  ] as const)
    crm.seed([{object: 'contacts', id, properties: {loyalty_points}}])
  const order = (sort: string) =>
    call('POST', '/crm/v3/objects/contacts/search', {sorts: [sort]})
      .json.list('results')
      .map(record => (record as {id: string}).id)
      .join('')
  expect([order('loyalty_points'), order('-loyalty_points')]).toEqual(['321', '231'])
})

test.each([
  ['deals', {dealname: 'Big', dealstage: 'closedwon', pipeline: 'default', description: 'of the year'}, 'year'],
  ['products', {name: 'Chair', description: 'of oak'}, 'oak'],
  ['contacts', {lastname: 'Ann', mobilephone: '555 123'}, '555'],
])('a text query of %s looks into what the guide lists', (type, properties, query) => {
  const {call} = openCaller()
  expect(call('POST', `/crm/v3/objects/${type}`, {properties}).status).toBe(201)
  expect(call('POST', `/crm/v3/objects/${type}/search`, {query}).json.at('total')).toBe(1)
})
