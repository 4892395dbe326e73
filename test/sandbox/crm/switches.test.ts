import {describe, expect, test} from 'vitest'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {embeddedProblems, openCaller} from './crm-caller.js'

const input = (n: number, properties: Record<string, string> = {}) => ({
  id: `p${n}@x.co`,
  idProperty: 'email',
  properties: {firstname: `P${n}`, ...properties},
  objectWriteTraceId: `r${n}`,
})
const withSwitches = (switches: Partial<SandboxSwitches>) =>
  openCaller({switches: {shuffleResults: false, ...switches}})

test.each([
  ['all', ['r0', 'r1', 'r2', 'r3']],
  ['some', ['r0', undefined, 'r2', undefined]],
  ['none', [undefined, undefined, undefined, undefined]],
] as const)('trace ids are echoed on %s', (echoTraceIds, expected) => {
  const {json} = withSwitches({echoTraceIds}).upsert(
    'contacts',
    [0, 1, 2, 3].map(n => input(n)),
  )
  expect(json.list('results').map(result => (result as {objectWriteTraceId?: string}).objectWriteTraceId)).toEqual(
    expected,
  )
})

test.each([
  ['trace-id', {objectWriteTraceId: ['r1']}],
  ['ids', {ids: ['p1@x.co']}],
  ['none', {}],
] as const)('errors of a 207 point at their row by %s', (errorContext, expected) => {
  const {json} = withSwitches({errorContext}).upsert('contacts', [input(0), input(1, {nope: ''})])
  expect(json.at('errors', 0, 'context')).toEqual(expected)
})

test.each([
  ['207', 207, 2],
  ['409', 409, 1],
] as const)('a traced conflict is answered %s', (conflictAs, status, kept) => {
  const {upsert, crm} = withSwitches({conflictAs})
  upsert('contacts', [input(0)])
  const conflicting = {id: 'E', idProperty: 'external_id', properties: {email: 'p0@x.co'}, objectWriteTraceId: 'c'}
  expect(upsert('contacts', [input(1), conflicting]).status).toBe(status)
  expect([...crm.records('contacts')]).toHaveLength(kept)
})

test.each([true, false])('results hold the key although it was not among the properties: %s', echoIdProperty => {
  const {upsert} = withSwitches({echoIdProperty})
  for (const isNew of [true, false]) {
    const {json} = upsert('contacts', [input(0)])
    expect(json.at('results', 0, 'new')).toBe(isNew)
    expect(json.at('results', 0, 'properties', 'email')).toBe(echoIdProperty ? 'p0@x.co' : undefined)
  }
  const written = upsert('contacts', [input(0, {email: 'p0@x.co'})])
  expect(written.json.at('results', 0, 'properties', 'email')).toBe('p0@x.co')
})

test.each([true, false])('a 400 carries errors[] beside the message: %s', topLevelErrors => {
  const {json} = withSwitches({topLevelErrors}).call('POST', '/crm/v3/objects/contacts', {properties: {nope: 'x'}})
  expect(Array.isArray(json.at('errors'))).toBe(topLevelErrors)
})

test.each([
  [true, 400],
  [false, 200],
])('ids that differ by case count as duplicates: %s', (duplicateIdsFoldCase, status) => {
  const answer = withSwitches({duplicateIdsFoldCase}).upsert('contacts', [
    input(0),
    {...input(0), id: 'P0@X.co', objectWriteTraceId: 'x'},
  ])
  expect(answer.status).toBe(status)
})

test('results keep their order when they are not to be shuffled', () => {
  const {json} = withSwitches({}).upsert(
    'contacts',
    [...Array(30).keys()].map(n => input(n)),
  )
  expect(
    json.list('results').map(result => (result as {properties: {firstname: string}}).properties.firstname),
  ).toEqual([...Array(30).keys()].map(n => `P${n}`))
})

test.each([
  ['207', 207, 207],
  ['success', 200, 201],
] as const)('a batch done in part is answered %s', (partialStatus, status, statusOfCreate) => {
  const {upsert, call} = withSwitches({partialStatus})
  const partly = upsert('contacts', [input(0), input(1, {nope: 'x'})])
  expect([partly.status, partly.json.at('numErrors')]).toEqual([status, 1])
  const batch = (action: string, inputs: readonly unknown[]) =>
    call('POST', `/crm/v3/objects/contacts/batch/${action}`, {inputs}).status
  const id = partly.json.at('results', 0, 'id')
  expect(batch('create', [input(2), input(0)])).toBe(201) // no e-mail among their properties: two records
  expect(batch('create', [input(3), input(4, {nope: 'x'})])).toBe(statusOfCreate)
  expect(
    batch(
      'update',
      [id, '404'].map(each => ({id: each, properties: {city: 'Bern'}})),
    ),
  ).toBe(status)
  expect(batch('read', [{id}, {id: '404'}])).toBe(status)
})

test.each([
  ['207', 207, 2],
  ['400', 400, 1],
] as const)('a traced row that wants a value another record holds is answered %s', (uniqueClashAs, status, kept) => {
  const {upsert, crm} = withSwitches({uniqueClashAs})
  upsert('contacts', [input(0, {external_id: 'taken'})])
  const answer = upsert('contacts', [input(1), input(2, {external_id: 'taken'})])
  expect([answer.status, [...crm.records('contacts')].length]).toEqual([status, kept])
  expect(String(answer.json.at('message') ?? answer.json.at('errors', 0, 'message'))).toContain(
    'already has that value',
  )
})

const VALUE = ['propertyValue']
const REST = ['localizedErrorMessage', 'portalId']

test.each([
  ['recorded', [...VALUE, ...REST], VALUE],
  ['all', [...VALUE, ...REST], [...VALUE, ...REST]],
  ['none', [], []],
] as const)('embedded problems tell more than message, code and property: %s', (problemDetails, inRow, inWhole) => {
  const {upsert} = withSwitches({problemDetails})
  const bad = input(0, {shirt_size: 'huge'})
  const keysOf = (message: unknown) => Object.keys(embeddedProblems(message)[0] ?? {}).sort()
  const always = ['error', 'isValid', 'message', 'name']
  expect(keysOf(upsert('contacts', [bad]).json.at('errors', 0, 'message'))).toEqual([...always, ...inRow].sort())
  expect(keysOf(upsert('contacts', [{...bad, objectWriteTraceId: undefined}]).json.at('message'))).toEqual(
    [...always, ...inWhole].sort(),
  )
})

describe('with the rules of admins', () => {
  const contact = (properties: Record<string, string>, version = '2026-09') => {
    const {upsert} = withSwitches({adminRules: true})
    return upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties}], version)
  }

  test.each([
    [{firstname: 'A'}, [['lastname', 'MISSING_REQUIRED_PROPERTY', 'A value for lastname must be provided']]],
    [
      {lastname: 'L', country: 'Switzerland'},
      [
        [
          'zip',
          'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
          'zip is required because of a conditional property rule based on [country]',
        ],
      ],
    ],
  ])('version 2026-09 refuses %j', (properties, expected) => {
    const {status, json} = contact(properties)
    expect([status, json.at('category'), json.at('message')]).toEqual([
      400,
      'VALIDATION_ERROR',
      'The property values provided are invalid',
    ])
    expect(json.at('errors')).toEqual(
      expected.map(([name, code, message]) => ({message, code, context: {propertyName: [name]}})),
    )
    for (const version of ['v3', '2026-03']) expect(contact(properties, version).status).toBe(200)
  })

  test('what follows the rules is written, an update needs no more than it touches', () => {
    const {upsert} = withSwitches({adminRules: true})
    const write = (properties: Record<string, string>) =>
      upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties, objectWriteTraceId: '1'}], '2026-09')
    expect(write({lastname: 'L', country: 'Switzerland', zip: '3000'}).status).toBe(200)
    expect(write({city: 'Bern'}).status).toBe(200)
    const {status, json} = write({zip: '', country: 'Switzerland'})
    expect([status, json.at('errors', 0, 'context', 'objectWriteTraceId')]).toEqual([207, ['1']])
  })
})

test.each([
  [true, [true, false]],
  [false, [true, true]],
])('unique values are compared without regard to case: %s', (uniqueKeysFoldCase, expected) => {
  const {upsert} = withSwitches({uniqueKeysFoldCase})
  const sayNew = (id: string) =>
    upsert('companies', [{id, idProperty: 'external_id', properties: {name: 'N'}}]).json.at('results', 0, 'new')
  expect(['ab', 'AB'].map(sayNew)).toEqual(expected)
})

test.each([
  [false, 'customer'],
  [true, 'lead'],
])('a life cycle stage goes forward only, and a result shows values as they were sent: %s', (echoAsSent, shown) => {
  const {upsert, crm} = withSwitches({echoAsSent})
  upsert('contacts', [input(0, {lifecyclestage: 'customer'})])
  const {status, json} = upsert('contacts', [input(0, {lifecyclestage: 'lead'})])
  expect([status, json.at('results', 0, 'properties', 'lifecyclestage')]).toEqual([200, shown])
  const [record] = crm.records('contacts')
  expect(record).toMatchObject({properties: {lifecyclestage: 'customer'}})
  upsert('contacts', [input(0, {lifecyclestage: ''})])
  expect(
    upsert('contacts', [input(0, {lifecyclestage: 'lead'})]).json.at('results', 0, 'properties', 'lifecyclestage'),
  ).toBe('lead')
})

test.each([false, true])('the inputs of a request are written backwards: %s', writesBackwards => {
  const {upsert} = withSwitches({writesBackwards, shuffleResults: false})
  upsert('contacts', [input(0, {external_id: 'A'}), input(1, {external_id: 'B'})])
  const moved = upsert('contacts', [input(0, {external_id: 'C'}), input(1, {external_id: 'A'})])
  expect(moved.status).toBe(writesBackwards ? 207 : 200)
})

test.each([
  ['207', 207, 200],
  ['404', 404, 200],
] as const)('a batch read that finds nothing is answered %s', (nothingReadAs, nothing, something) => {
  const {upsert, call} = withSwitches({nothingReadAs, partialStatus: 'success'})
  upsert('contacts', [input(0)])
  const read = (...ids: string[]) =>
    call('POST', '/crm/v3/objects/contacts/batch/read', {idProperty: 'email', inputs: ids.map(id => ({id}))})
  const none = read('nobody@x.co')
  expect(none.status).toBe(nothing === 207 ? 200 : nothing)
  if (nothingReadAs === '404')
    expect([none.json.at('category'), none.json.at('context')]).toEqual(['OBJECT_NOT_FOUND', {ids: ['nobody@x.co']}])
  expect(read('nobody@x.co', 'p0@x.co').status).toBe(something)
})

test.each([
  ['new', 200],
  ['conflict', 207],
] as const)('the key of an archived record: %s', (archivedKeyAs, status) => {
  const {upsert, call, crm} = withSwitches({archivedKeyAs})
  const keyed = (n: number) => ({id: 'E', idProperty: 'external_id', properties: {}, objectWriteTraceId: `k${n}`})
  const ids = [upsert('companies', [{...keyed(0), properties: {name: 'N'}}]), upsert('contacts', [input(0)])].map(
    made => String(made.json.at('results', 0, 'id')),
  )
  call('DELETE', `/crm/v3/objects/companies/${ids[0]}`)
  call('DELETE', `/crm/v3/objects/contacts/${ids[1]}`)
  expect(upsert('companies', [{...keyed(1), properties: {name: 'N'}}]).status).toBe(status)
  expect(upsert('contacts', [input(0)]).status).toBe(status)
  expect([...crm.records('contacts')]).toHaveLength(archivedKeyAs === 'new' ? 2 : 1)
})

test('an id that is no number refuses an archive, and nothing goes', () => {
  const {upsert, call, crm} = withSwitches({})
  const id = upsert('contacts', [input(0)]).json.at('results', 0, 'id')
  const archive = (...ids: unknown[]) =>
    call('POST', '/crm/v3/objects/contacts/batch/archive', {inputs: ids.map(each => ({id: each}))}).status
  expect(archive(id, 'p0@x.co')).toBe(400)
  expect([...crm.records('contacts')][0]?.archivedAtMs).toBeUndefined()
  expect(archive(id, 404)).toBe(204)
})
