import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import type {SourceRecord} from '../../../src/rows/rows.js'
import {JsonNumber} from '../../../src/shared/text/exact-json.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

function mapOne(record: SourceRecord, request: MappingRequest) {
  return mapRow({kind: 'source', row: 3, line: 5, record}, compileMapping(request, contactTarget))
}

describe('a CSV row', () => {
  test('becomes its key and its values, empty cells left out', () => {
    const record = [' Ann@Example.COM ', 'Ann', '', '+49 30 123', '0']
    const mapped = mapOne(record, csvRequest(['email', 'firstname', 'lastname', 'phone', 'numemployees']))
    expect(mapped).toEqual({
      kind: 'mapped',
      row: 3,
      line: 5,
      record,
      key: 'ann@example.com',
      orderKey: 'ann@example.com',
      properties: {email: 'ann@example.com', firstname: 'Ann', phone: '+49 30 123', numemployees: '0'},
    })
  })

  test('without a key is refused as such', () => {
    expect(mapOne(['', 'Ann'], csvRequest(['email', 'firstname']))).toEqual({
      kind: 'reject',
      row: 3,
      line: 5,
      record: ['', 'Ann'],
      attempts: 0,
      code: 'KEY_MISSING',
      property: 'email',
      message: 'The key email is empty, so the row cannot be matched to a record.',
    })
  })

  test('with a key that is no e-mail is refused with the value', () => {
    expect(mapOne(['(blank)'], csvRequest(['email']))).toMatchObject({
      code: 'INVALID_EMAIL',
      value: '(blank)',
      message: '"(blank)" is not an e-mail address (property email (contacts)).',
    })
  })

  test('with several bad values is refused for the first and tells of the others', () => {
    const rejected = mapOne(['ann@example.com', 'many', 'Genf'], csvRequest(['email', 'numemployees', 'city_code']))
    expect(rejected).toMatchObject({
      key: 'ann@example.com',
      code: 'INVALID_NUMBER',
      property: 'numemployees',
      value: 'many',
    })
    expect(rejected).toHaveProperty(
      'message',
      '"many" is not a number (property numemployees (contacts)). Also: "Genf" is not an option of property city_code (contacts). Did you mean GVA (Genève)?',
    )
  })
})

describe('a JSONL row', () => {
  const request: MappingRequest = {...csvRequest(['email', 'numemployees', 'newsletter']), format: 'jsonl'}

  test('may hold numbers and booleans; nulls and missing keys set nothing', () => {
    const mapped = mapOne({email: 'a@example.com', numemployees: 1200, newsletter: false, city: null}, request)
    expect(mapped).toMatchObject({properties: {email: 'a@example.com', numemployees: '1200', newsletter: 'false'}})
  })

  test('has numbers with a point, however its texts write theirs', () => {
    const formats = {decimalComma: true}
    expect(mapOne({email: 'a@example.com', numemployees: 12.5}, {...request, formats})).toMatchObject({
      properties: {numemployees: '12.5'},
    })
    expect(mapOne({email: 'a@example.com', numemployees: '12,5'}, {...request, formats})).toMatchObject({
      properties: {numemployees: '12.5'},
    })
  })

  test.each([
    ['firstname', '1.10', '1.10'],
    ['firstname', '1e5', '1e5'],
    ['firstname', '9007199254740993', '9007199254740993'],
    ['numemployees', '1.10', '1.10'],
    ['numemployees', '1e5', '1e5'],
    ['last_seen', '1.7e12', '2023-11-14T22:13:20.000Z'],
    ['last_seen', '1700000000000.0', '2023-11-14T22:13:20.000Z'],
    ['newsletter', '1.0', 'true'],
    ['newsletter', '0.0', 'false'],
    ['hubspot_owner_id', '17.0', '17'],
  ])('has numbers whose characters count: %s %s is sent as %s', (property, written, sent) => {
    const owned = {...contactTarget, owners: [{id: '17', email: 'o@example.com', name: 'O'}]}
    const record = {email: 'a@example.com', [property]: new JsonNumber(written)}
    const mapping = compileMapping({...request, formats: {decimalComma: true}}, owned as typeof contactTarget)
    expect(mapRow({kind: 'source', row: 1, line: 1, record}, mapping)).toMatchObject({properties: {[property]: sent}})
  })

  test('is one record by its key as it was written', () => {
    const byNumber = {...request, key: 'customer_no', columns: ['customer_no']}
    const keys = ['1.10', '1.1'].map(text => mapOne({customer_no: new JsonNumber(text)}, byNumber))
    expect(keys).toMatchObject([{key: '1.10'}, {key: '1.1'}])
  })

  test('may bring a property that the first rows lacked', () => {
    expect(mapOne({email: 'a@example.com', city: 'Bonn'}, request)).toMatchObject({
      properties: {email: 'a@example.com', city: 'Bonn'},
    })
  })

  test('with a field of no known property is refused unless unknown fields are left out', () => {
    const record = {email: 'a@example.com', shoe: 43}
    expect(mapOne(record, request)).toMatchObject({code: 'UNKNOWN_PROPERTY', property: 'shoe', value: '43'})
    expect(mapOne(record, {...request, ignoreUnknown: true})).toMatchObject({properties: {email: 'a@example.com'}})
  })

  test('with a nested value is refused with a hint', () => {
    const rejected = mapOne({email: 'a@example.com', numemployees: {low: 1}}, request)
    expect(rejected).toMatchObject({code: 'UNREADABLE_ROW', property: 'numemployees', value: '{"low":1}'})
  })

  test('without the key is refused', () => {
    expect(mapOne({newsletter: true}, request)).toMatchObject({code: 'KEY_MISSING', property: 'email'})
  })
})
