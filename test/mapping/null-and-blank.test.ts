import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../src/mapping/mapping-types.js'
import {isBlank} from '../../src/mapping/row/empty-cell.js'
import {mapRow} from '../../src/mapping/row/map-row.js'
import type {SourceRecord} from '../../src/rows/rows.js'
import {contactTarget, csvRequest} from './support/definitions.js'

function mapOne(record: SourceRecord, request: MappingRequest) {
  const saved = compileMapping(request, contactTarget).saved
  // as a resumed run and a retry have it
  const mapping = compileMapping(JSON.parse(JSON.stringify(saved)), contactTarget)
  const row = mapRow({kind: 'source', row: 1, line: 2, record}, mapping)
  return row.kind === 'mapped' ? row.properties : row
}

const COLUMNS = ['email', 'city', 'numemployees', 'city_code']
const csv = (differs: Partial<MappingRequest> = {}) => csvRequest(COLUMNS, differs)
const jsonl = (differs: Partial<MappingRequest> = {}): MappingRequest => ({...csv(differs), format: 'jsonl'})
const ANN = {email: 'ann@example.com'}

describe('a word for null', () => {
  const asked = {null: ['NULL', '\\N', '#N/A']}

  test('sets nothing, or clears, in every type of property', () => {
    expect(mapOne(['ann@example.com', 'NULL', '\\N', '#N/A'], csv(asked))).toEqual(ANN)
    const cleared = {...ANN, city: '', numemployees: '', city_code: ''}
    expect(mapOne(['ann@example.com', 'NULL', '\\N', '#N/A'], csv({...asked, empty: 'clear'}))).toEqual(cleared)
  })

  test.each(['null', ' NULL', 'NULL ', 'Null', 'NULLS', '\\n'])('is not %j, which differs in case or blanks', cell => {
    expect(mapOne(['ann@example.com', cell, '', ''], csv(asked))).toMatchObject({city: cell})
  })

  test('makes a key missing', () => {
    expect(mapOne(['NULL', 'Bonn', '', ''], csv(asked))).toMatchObject({kind: 'reject', code: 'KEY_MISSING'})
    expect(mapOne({email: 'NULL', city: 'Bonn'}, jsonl(asked))).toMatchObject({kind: 'reject', code: 'KEY_MISSING'})
  })

  test('counts in strings of JSON, also of fields that no property fits, and not in numbers', () => {
    expect(mapOne({...ANN, city: 'NULL', remark: 'NULL'}, jsonl(asked))).toEqual(ANN)
    expect(mapOne({...ANN, numemployees: 0, city: '0'}, jsonl({null: ['0']}))).toEqual({...ANN, numemployees: '0'})
    expect(mapOne({...ANN, remark: 'x'}, jsonl(asked))).toMatchObject({code: 'UNKNOWN_PROPERTY'})
  })

  test('does not count in --set', () => {
    expect(
      mapOne(['ann@example.com', 'Bonn', '', ''], csv({...asked, set: [{property: 'phone', value: 'NULL'}]})),
    ).toMatchObject({
      phone: 'NULL',
    })
  })

  test('of one column takes the place of those of all', () => {
    const map = [
      {column: 'city', property: 'city', null: ['-']},
      {column: 'city_code', property: 'city_code', null: [], values: {NULL: 'GVA'}},
    ]
    expect(mapOne(['ann@example.com', '-', 'NULL', 'NULL'], csv({...asked, map}))).toEqual({...ANN, city_code: 'GVA'})
    expect(mapOne(['ann@example.com', 'NULL', '', ''], csv({...asked, map}))).toEqual({...ANN, city: 'NULL'})
  })

  test('none is known by itself', () => {
    expect(mapOne(['ann@example.com', 'NULL', '', ''], csv())).toEqual({...ANN, city: 'NULL'})
  })
})

test('a null that the file format tells is an empty cell, also in the key', () => {
  expect(mapOne(['ann@example.com', null, null, 'GVA'], csv({empty: 'clear'}))).toEqual({
    ...ANN,
    city: '',
    numemployees: '',
    city_code: 'GVA',
  })
  expect(mapOne(['ann@example.com', null, null, null], csv())).toEqual(ANN)
  expect(mapOne([null, 'Bonn', null, null], csv())).toMatchObject({
    code: 'KEY_MISSING',
    record: [null, 'Bonn', null, null],
  })
})

const BLANKS = [
  ' ',
  '\t',
  '\u00a0',
  '\u3000',
  '\u2003\u2009',
  '\u200b',
  '\ufeff',
  '\u2060\u200d',
  '\u00ad',
  '\r\n',
  '\u3164',
  '\u2028',
  '',
]

describe('a cell of white space', () => {
  test.each(BLANKS)('%j is empty', blank => {
    expect(mapOne(['ann@example.com', blank, blank, blank], csv())).toEqual(ANN)
    expect(mapOne(['ann@example.com', blank, '', ''], csv({empty: 'clear'}))).toMatchObject({city: ''})
    expect(mapOne({...ANN, city: blank, remark: blank}, jsonl())).toEqual(ANN)
    expect(mapOne([blank, 'Bonn', '', ''], csv())).toMatchObject({code: 'KEY_MISSING'})
  })

  test.each(['.', '-', '0', '\u2800', 'x\u00a0', '\u200bx', '\u0001', '東', '👍'])('%j is none', cell => {
    expect(mapOne(['ann@example.com', cell, '', ''], csv())).toEqual({...ANN, city: cell})
  })

  test('is a text where the mapping says so', () => {
    const map = [{column: 'city', property: 'city', blanks: 'keep' as const}]
    expect(mapOne(['ann@example.com', '  ', '  ', ''], csv({map}))).toEqual({...ANN, city: '  '})
    expect(mapOne(['ann@example.com', '', '', ''], csv({map, empty: 'clear'}))).toMatchObject({city: ''})
  })

  test('stands for what `values` says of it, and another one is empty all the same', () => {
    const map = [{column: 'city', property: 'city', values: {' ': 'none'}}]
    expect(mapOne(['ann@example.com', ' ', '', ''], csv({map}))).toEqual({...ANN, city: 'none'})
    expect(mapOne(['ann@example.com', '  ', '', ''], csv({map}))).toEqual(ANN)
  })

  test('sets nothing in every row', () => {
    const set = [{property: 'phone', value: ' \u00a0'}]
    expect(() => mapOne(['ann@example.com', '', '', ''], csv({set}))).toThrow(
      expect.objectContaining({code: 'MAPPING_INVALID'}),
    )
    expect(mapOne(['ann@example.com', '', '', ''], csv({set, empty: 'clear'}))).toMatchObject({phone: ''})
  })

  test('never holds anything that can be seen', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 4}), text => {
        expect(isBlank(text)).toBe(!/[^\s\p{Default_Ignorable_Code_Point}]/u.test(text))
      }),
    )
  })
})
