import {describe, expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../src/mapping/mapping-types.js'
import {mapRow} from '../../src/mapping/row/map-row.js'
import type {SourceRecord} from '../../src/rows/rows.js'
import {presentError} from '../../src/terminal/present/present-error.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {bare} from '../support/bare-steps.js'
import {goldenPath} from '../support/golden.js'
import {contactTarget, csvRequest} from './support/definitions.js'

function mapOne(record: SourceRecord, request: MappingRequest) {
  const row = mapRow({kind: 'source', row: 1, line: 2, record}, compileMapping(request, contactTarget))
  return row.kind === 'mapped' ? row.properties : row
}

const jsonl = (columns: readonly string[], differs: Partial<MappingRequest> = {}): MappingRequest => ({
  ...csvRequest(columns, differs),
  format: 'jsonl',
})

describe('an empty cell', () => {
  const columns = ['email', 'city', 'numemployees', 'newsletter', 'interests']

  test('leaves the stored value unless told otherwise', () => {
    expect(mapOne(['a@example.com', '', ' ', '', ''], csvRequest(columns))).toEqual({email: 'a@example.com'})
    expect(mapOne(['a@example.com', '', ' ', '', ''], csvRequest(columns, {empty: 'skip'}))).toEqual({
      email: 'a@example.com',
    })
  })

  test('clears where --empty says so, in every type of property', () => {
    expect(mapOne(['a@example.com', ' ', ' ', '', ''], csvRequest(columns, {empty: 'clear'}))).toEqual({
      ...{email: 'a@example.com', city: '', numemployees: '', newsletter: '', interests: ''},
    })
  })

  test('never clears the key', () => {
    expect(mapOne(['', 'Bonn', '', '', ''], csvRequest(columns, {empty: 'clear'}))).toMatchObject({
      kind: 'reject',
      code: 'KEY_MISSING',
    })
    expect(mapOne({email: null, city: 'Bonn'}, jsonl(columns, {empty: 'clear'}))).toMatchObject({
      kind: 'reject',
      code: 'KEY_MISSING',
    })
  })

  test('is a null or an empty text in JSON; a missing key is never sent', () => {
    const record = {email: 'a@example.com', city: null, interests: ''}
    expect(mapOne(record, jsonl(columns, {empty: 'clear'}))).toEqual({email: 'a@example.com', city: '', interests: ''})
    expect(mapOne(record, jsonl(columns))).toEqual({email: 'a@example.com'})
  })

  test('also clears in a field that came after the first rows', () => {
    expect(mapOne({email: 'a@example.com', city: null}, jsonl(['email'], {empty: 'clear'}))).toEqual({
      email: 'a@example.com',
      city: '',
    })
  })

  test('of one column may do something else than those of the others', () => {
    const map = [{column: 'city', property: 'city', empty: 'skip' as const}]
    expect(mapOne(['a@example.com', '', ''], csvRequest(['email', 'city', 'phone'], {map, empty: 'clear'}))).toEqual({
      email: 'a@example.com',
      phone: '',
    })
  })
})

describe('--set', () => {
  test('gives every row the value, checked and rewritten like a cell', () => {
    const set = [
      {property: 'Lifecycle Stage', value: 'Lead'},
      {property: 'newsletter', value: 'yes'},
      {property: 'numemployees', value: '1,200,000'},
    ]
    expect(mapOne(['a@example.com'], csvRequest(['email'], {set}))).toEqual({
      ...{email: 'a@example.com', lifecyclestage: 'lead', newsletter: 'true', numemployees: '1200000'},
    })
  })

  test('may clear where empty cells do', () => {
    expect(
      mapOne(['a@example.com'], csvRequest(['email'], {set: [{property: 'city', value: ''}], empty: 'clear'})),
    ).toEqual({
      ...{email: 'a@example.com', city: ''},
    })
  })

  test('is kept with the run by internal name, and means the same when it is read again', () => {
    const request = csvRequest(['email'], {set: [{property: 'Lifecycle Stage', value: 'Lead'}], empty: 'clear'})
    const {saved} = compileMapping(request, contactTarget)
    expect(saved).toMatchObject({set: [{property: 'lifecyclestage', value: 'Lead'}], empty: 'clear'})
    const again = compileMapping(JSON.parse(JSON.stringify(saved)), contactTarget)
    expect(again.constants).toEqual({lifecyclestage: 'lead'})
  })

  test('wins over no field of JSON that comes late: the row is refused', () => {
    const request = jsonl(['email'], {set: [{property: 'city', value: 'Bonn'}]})
    expect(mapOne({email: 'a@example.com', city: 'Ulm'}, request)).toMatchObject({
      code: 'UNKNOWN_PROPERTY',
      message:
        'The field "city" appears after the first rows, but --set or a constant already sets property city; leave the field out with --ignore.',
    })
    expect(mapOne({email: 'a@example.com', city: null}, request)).toEqual({email: 'a@example.com', city: 'Bonn'})
  })

  test('that cannot be done is refused with the reason before the first row', async () => {
    const refused = (set: MappingRequest['set'], columns = ['email']): string[] => {
      try {
        compileMapping(csvRequest(columns, {...(set && {set})}), contactTarget)
      } catch (error) {
        if (error instanceof AppError)
          return [
            `[${error.code}, exit ${error.exitCode}]`,
            ...presentError(bare(error), {width: 100, palette: createPalette(false)}),
            '',
          ]
        throw error
      }
      throw new Error('expected a refusal')
    }
    const one = (property: string, value: string) => [{property, value}]
    const texts = [
      ...refused(one('city_code', 'Genf')),
      ...refused(one('numemployees', '$5')),
      ...refused(one('citty', 'Bonn')),
      ...refused(one('Score', '5')),
      ...refused(one('days_open', '5')),
      ...refused(one('createdate', '2025-01-01')),
      ...refused(one('email', 'a@example.com')),
      ...refused(one('customer_no', '5')),
      ...refused(one('city', '')),
      ...refused(one('city', 'Bonn'), ['email', 'City']),
      ...refused([...one('city', 'Bonn'), ...one('City', 'Ulm')]),
    ]
    await expect(texts.join('\n')).toMatchFileSnapshot(goldenPath('set-refusals.txt'))
  })
})
