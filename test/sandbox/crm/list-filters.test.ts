import {describe, expect, test} from 'vitest'
import {type Caller, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#lists. */

const LISTS = '/crm/v3/lists'

const PEOPLE = [
  {id: '1', city: 'Bern', numemployees: '10', hs_buying_role: 'DECISION_MAKER;CHAMPION'},
  {id: '2', city: 'Bernau', numemployees: '20', hs_buying_role: 'CHAMPION'},
  {id: '3', city: 'Basel', numemployees: '30'},
  {id: '4', lastname: 'None'},
]

function openPeople(): Caller {
  const seedData = PEOPLE.map(({id, ...properties}) => ({object: 'contacts', id, properties}))
  const portal = {
    extends: 'default' as const,
    objects: [
      {
        name: 'contacts',
        properties: [
          {name: 'numemployees', type: 'number'},
          {name: 'member', type: 'bool'},
        ],
      },
    ],
  }
  return openCaller({seedData, portal})
}

const filter = (property: string, operation: object) => ({filterType: 'PROPERTY', property, operation})
const and = (...filters: object[]) => ({filterBranchType: 'AND', filterBranchOperator: 'AND', filters})
const or = (...filterBranches: object[]) => ({filterBranchType: 'OR', filterBranchOperator: 'OR', filterBranches})

function makeList({call}: Caller, filterBranch: object, processingType = 'DYNAMIC') {
  return call('POST', LISTS, {name: `L${Math.random()}`, objectTypeId: '0-1', processingType, filterBranch})
}

function members({call}: Caller, id: unknown): string[] {
  return call('GET', `${LISTS}/${id}/memberships`)
    .json.list('results')
    .map(result => (result as {recordId: string}).recordId)
}

const TEXT = (operator: string, ...values: string[]) => ({operationType: 'MULTISTRING', operator, values})
const NUMBER = (operator: string, bounds: object) => ({operationType: 'NUMBER', operator, ...bounds})
const OPTIONS = (operator: string, ...values: string[]) => ({operationType: 'ENUMERATION', operator, values})

test.each([
  ['city', TEXT('IS_EQUAL_TO', 'bern', 'Basel'), ['1', '3']],
  ['city', TEXT('IS_NOT_EQUAL_TO', 'Bern'), ['2', '3']],
  ['city', {...TEXT('IS_NOT_EQUAL_TO', 'Bern'), includeObjectsWithNoValueSet: true}, ['2', '3', '4']],
  ['city', TEXT('STARTS_WITH', 'Be'), ['1', '2']],
  ['city', TEXT('ENDS_WITH', 'el', 'au'), ['2', '3']],
  ['city', TEXT('CONTAINS', 'RN'), ['1', '2']],
  ['city', TEXT('DOES_NOT_CONTAIN', 'rn'), ['3']],
  ['city', {operationType: 'STRING', operator: 'IS_EQUAL_TO', value: 'Basel'}, ['3']],
  ['city', {operationType: 'ALL_PROPERTY', operator: 'IS_UNKNOWN'}, ['4']],
  ['city', {operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN'}, ['1', '2', '3']],
  ['numemployees', NUMBER('IS_GREATER_THAN', {value: 10}), ['2', '3']],
  ['numemployees', NUMBER('IS_LESS_THAN_OR_EQUAL_TO', {value: 20}), ['1', '2']],
  ['numemployees', NUMBER('IS_BETWEEN', {lowerBound: 15, upperBound: 30}), ['2', '3']],
  ['numemployees', NUMBER('IS_NOT_BETWEEN', {lowerBound: 15, upperBound: 30}), ['1']],
  ['hs_buying_role', OPTIONS('IS_ANY_OF', 'CHAMPION'), ['1', '2']],
  ['hs_buying_role', OPTIONS('IS_EXACTLY', 'CHAMPION'), ['2']],
  ['hs_buying_role', OPTIONS('CONTAINS_ALL', 'CHAMPION', 'DECISION_MAKER'), ['1']],
  ['hs_buying_role', OPTIONS('IS_NONE_OF', 'DECISION_MAKER'), ['2']],
  ['member', {operationType: 'BOOL', operator: 'IS_NOT_EQUAL_TO', value: true}, []],
])('%s %j', (property, operation, expected) => {
  const caller = openPeople()
  const made = makeList(caller, or(and(filter(property, operation))))
  expect(made.status).toBe(200)
  expect(members(caller, made.json.at('list', 'listId'))).toEqual(expected)
  expect(made.json.at('list', 'size')).toBe(expected.length)
})

test('a dynamic list follows its records and its filters, a snapshot neither', () => {
  const caller = openPeople()
  const [bern, basel] = ['Bern', 'Basel'].map(city => or(and(filter('city', TEXT('IS_EQUAL_TO', city)))))
  const [live, once] = ['DYNAMIC', 'SNAPSHOT'].map(kind => makeList(caller, bern ?? {}, kind).json.at('list', 'listId'))
  caller.call('PATCH', '/crm/v3/objects/contacts/4', {properties: {city: 'Bern'}})
  caller.call('DELETE', '/crm/v3/objects/contacts/1')
  expect([members(caller, live), members(caller, once)]).toEqual([['4'], []])
  const ofRecord = caller.call('GET', `${LISTS}/records/contacts/4/memberships`).json.list('results')
  expect(ofRecord).toMatchObject([{listId: live}])
  caller.call('PUT', `${LISTS}/${live}/update-list-filters`, {filterBranch: basel})
  expect(members(caller, live)).toEqual(['3'])
  expect(caller.call('DELETE', `${LISTS}/${live}/memberships`).status).toBe(400)
})

describe('branches', () => {
  const is = (city: string) => filter('city', TEXT('IS_EQUAL_TO', city))
  const big = filter('numemployees', NUMBER('IS_GREATER_THAN', {value: 15}))
  test.each([
    [or(and(is('Bern')), and(is('Basel'), big)), ['1', '3']],
    [or(and(is('Bern'), big)), []],
    [or({...and(big), filterBranches: [or(and(is('Basel')), and(is('Bernau')))]}), ['2', '3']],
    [or(), []],
  ])('%j', (branch, expected) => {
    const caller = openPeople()
    expect(members(caller, makeList(caller, branch).json.at('list', 'listId'))).toEqual(expected)
  })
})

test.each([
  [or({...and(), filterBranchType: 'NOT_ALL'}), 501],
  [or(and({filterType: 'FORM_SUBMISSION'})), 501],
  [or(and(filter('city', {operationType: 'TIME_POINT', operator: 'IS_AFTER'}))), 501],
  [or(and(filter('city', TEXT('HAS_EVER_BEEN_EQUAL_TO', 'Bern')))), 501],
  [or(and(filter('city', TEXT('IS_EQUAL_TO')))), 400],
  [or(and(filter('numemployees', NUMBER('IS_EQUAL_TO', {value: '1'})))), 400],
  [or(and(filter('no_such', TEXT('IS_EQUAL_TO', 'x')))), 400],
  [{filterBranchType: 'OR', filterBranches: 'all'}, 400],
])('filters that are not applied are refused, and no list is made: %j', (branch, status) => {
  const caller = openPeople()
  for (const kind of ['DYNAMIC', 'SNAPSHOT']) expect(makeList(caller, branch, kind).status).toBe(status)
  expect(caller.call('POST', `${LISTS}/search`, {}).json.at('total')).toBe(0)
})

test('branches within branches without end are refused, and nothing else fails by them', () => {
  const {call} = openCaller()
  const depth = 10_000
  const filterBranch = `${'{"filterBranchType":"OR","filterBranches":['.repeat(depth)}${']}'.repeat(depth)}`
  const list = `{"name":"L","objectTypeId":"0-1","processingType":"DYNAMIC","filterBranch":${filterBranch}}`
  expect(call('POST', '/crm/v3/lists', list)).toMatchObject({status: 400, text: expect.stringContaining('depth')})
  const members = `${'['.repeat(depth)}${']'.repeat(depth)}`
  expect(call('PUT', '/crm/v3/lists/1/memberships/add', members).status).toBe(400)
})
