import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import {neededLookups} from '../../../src/mapping/compile/needed-lookups.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

const owned = {...contactTarget, owners: [{id: '17', email: 'o@example.com', name: 'Olga Olsen'}]}
const request: MappingRequest = {...csvRequest(['email', 'phone']), format: 'jsonl'}

function mapLate(fields: Record<string, unknown>, differs: Partial<MappingRequest> = {}) {
  const record = {email: 'a@example.com', ...fields}
  return mapRow({kind: 'source', row: 1, line: 1, record}, compileMapping({...request, ...differs}, owned))
}

describe('a field that the first rows lacked', () => {
  test.each([
    ['firstname', 'Ann', 'firstname', 'Ann'],
    ['First Name', 'Ann', 'firstname', 'Ann'],
    ['FIRST_NAME', 'Ann', 'firstname', 'Ann'],
    ['Vorname', 'Ann', 'firstname', 'Ann'],
    ['City code', 'Zürich', 'city_code', 'ZRH'],
    ['Owner', 'o@example.com', 'hubspot_owner_id', '17'],
    ['Employees', 12, 'numemployees', '12'],
    ['Interests', ['Art', 'b'], 'interests', 'a;b'],
  ])('finds its property as an early one does: %s', (field, value, property, sent) => {
    expect(mapLate({[field]: value})).toMatchObject({
      kind: 'mapped',
      properties: {email: 'a@example.com', [property]: sent},
    })
  })

  test.each<readonly [says: string, fields: Record<string, unknown>, differs: Partial<MappingRequest>, code: string]>([
    ['matches no property of contacts', {shoe: 43}, {}, 'UNKNOWN_PROPERTY'],
    [
      'could be any of these properties of contacts: score_a (Score), score_b (Score)',
      {Score: 1},
      {},
      'UNKNOWN_PROPERTY',
    ],
    ['is property createdate (contacts), which is read-only', {'Create Date': '2020-01-01'}, {}, 'READ_ONLY_PROPERTY'],
    ['would go to property phone, like "phone"', {'Phone Number': '1'}, {}, 'UNKNOWN_PROPERTY'],
    ['already sets property city', {City: 'Bonn'}, {set: [{property: 'city', value: 'Ulm'}]}, 'UNKNOWN_PROPERTY'],
    [
      'The fields "First Name" and "firstname" both go to property firstname',
      {'First Name': 'A', firstname: 'B'},
      {},
      'UNKNOWN_PROPERTY',
    ],
  ])('ends its row where an early one would end the run: %s', (says, fields, differs, code) => {
    expect(mapLate(fields, differs)).toMatchObject({code, message: expect.stringContaining(says)})
  })

  test('says nothing where it is empty and unknown, and is left out where flags say so', () => {
    expect(mapLate({shoe: null, size: '', Score: ' '})).toMatchObject({kind: 'mapped'})
    expect(mapLate({shoe: 43}, {ignoreUnknown: true})).toMatchObject({kind: 'mapped'})
    expect(mapLate({shoe: 43}, {ignore: ['shoe']})).toMatchObject({kind: 'mapped'})
    expect(mapLate({'Create Date': 1}, {ignoreReadOnly: true})).toMatchObject({kind: 'mapped'})
    expect(mapLate({'First Name': null}, {empty: 'clear'})).toMatchObject({properties: {firstname: ''}})
  })

  test('is a name like any other, whatever objects inherit', () => {
    for (const field of ['__proto__', 'constructor', 'toString']) {
      const record = JSON.parse(`{"email":"a@example.com","${field}":1}`)
      expect(mapRow({kind: 'source', row: 1, line: 1, record}, compileMapping(request, owned))).toMatchObject({
        code: 'UNKNOWN_PROPERTY',
      })
    }
  })

  test('may need owners and pipelines, which are read for it unless all rows were seen', () => {
    const deals = {...contactTarget, object: {...contactTarget.object, objectTypeId: '0-3', name: 'deals'}}
    expect(neededLookups(request, deals)).toEqual({owners: false, pipelines: false})
    expect(neededLookups(request, deals, true).owners).toBe(true)
    expect(neededLookups(request, contactTarget, true)).toEqual({owners: true, pipelines: false})
  })
})

describe('an array or object of JSON', () => {
  test.each([
    ['interests', ['Art', 'Books'], 'a;b'],
    ['interests', ['a', null, ''], 'a'],
    ['interests', ['C, C++', 'a'], 'c;a'],
    ['firstname', {first: 'Ann', last: ['Lee']}, '{"first":"Ann","last":["Lee"]}'],
    ['firstname', ['Ann'], '["Ann"]'],
  ])('in %s: %j', (field, value, sent) => {
    expect(mapLate({[field]: value})).toMatchObject({properties: {[field]: sent}})
  })

  test('joins with the separator that the mapping names', () => {
    const map = [{column: 'interests', property: 'interests', separator: '|'}]
    expect(mapLate({interests: ['a', 'b']}, {map})).toMatchObject({properties: {interests: 'a;b'}})
  })

  test('without members is an empty cell', () => {
    expect(mapLate({interests: []})).toMatchObject({kind: 'mapped', properties: {email: 'a@example.com'}})
    expect(mapLate({interests: [null]}, {empty: 'clear'})).toMatchObject({properties: {interests: ''}})
  })

  test.each([
    ['numemployees', [1], '"[1]" is a JSON array, but property numemployees (contacts) takes a single value.'],
    ['birthday', {}, '"{}" is a JSON object, but property birthday (contacts) takes a single value.'],
    [
      'interests',
      {a: true},
      '"{"a":true}" is a JSON object, but property interests (contacts) takes a list of single values.',
    ],
    [
      'interests',
      ['a', ['b']],
      '"["a",["b"]]" is a JSON array, but property interests (contacts) takes a list of single values.',
    ],
    [
      'interests',
      ['a;b', 'c'],
      '"["a;b","c"]" is a JSON array, but property interests (contacts) takes a list of single values.',
    ],
    ['customer_no', ['7'], '"["7"]" is a JSON array, but property customer_no (contacts) takes a single value.'],
    [
      'email',
      ['a@example.com'],
      '"["a@example.com"]" is a JSON array, but property email (contacts) takes a single value.',
    ],
  ])('is refused in %s: %j', (field, value, message) => {
    expect(mapLate({[field]: value})).toMatchObject({kind: 'reject', message: expect.stringContaining(message)})
  })

  test('for a key is not said to be empty', () => {
    const message = '"["a@example.com"]" is a JSON array, but property email (contacts) takes a single value.'
    expect(mapLate({email: ['a@example.com']})).toMatchObject({
      code: 'INVALID_EMAIL',
      property: 'email',
      value: '["a@example.com"]',
      message,
    })
  })
})
