import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {RowPass} from '../../../src/mapping/watch/row-pass.js'
import {withTextAt, withTypes} from '../../../src/rows/cell-types.js'
import type {SourceRow} from '../../../src/rows/rows.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

const columns = ['email', 'firstname', 'numemployees', 'birthday']

function row(cells: readonly string[], types: string): SourceRow {
  return {kind: 'source', row: 1, line: 2, record: withTypes([...cells], types)}
}

function mapOne(cells: readonly string[], types: string, request: Partial<MappingRequest> = {}) {
  return mapRow(row(cells, types), compileMapping({...csvRequest(columns), ...request}, contactTarget))
}

describe('cells of a workbook that are no texts', () => {
  const german = {formats: {decimalComma: true, dateFormat: 'DD.MM.YYYY'}}

  test('are numbers with a point and dates of ISO 8601, however the texts beside them are written', () => {
    expect(mapOne(['a@b.co', '1.5', '1.234', '2024-03-01'], ' nnd', german)).toMatchObject({
      properties: {firstname: '1.5', numemployees: '1.234', birthday: '2024-03-01'},
    })
    expect(mapOne(['a@b.co', 'Ann', '1234,5', '01.03.2024'], '', german)).toMatchObject({
      properties: {numemployees: '1234.5', birthday: '2024-03-01'},
    })
  })

  test('are rejected where they are an error, a formula without a result, no day or too long a number', () => {
    expect(mapOne(['a@b.co', '#N/A'], ' e')).toMatchObject({code: 'CELL_ERROR', property: 'firstname', value: '#N/A'})
    expect(mapOne(['a@b.co', '=A1&B1'], ' u')).toMatchObject({code: 'CELL_ERROR'})
    expect(mapOne(['a@b.co', '', '', '1900-02-29'], '   u')).toMatchObject({code: 'INVALID_DATE'})
    expect(mapOne(['a@b.co', '9007199254740993'], ' l')).toMatchObject({code: 'AMBIGUOUS_VALUE'})
    expect(mapOne(['9007199254740993'], 'l', {key: 'customer_no', ...csvRequest(['customer_no'])})).toMatchObject({
      ...{code: 'KEY_INVALID', property: 'customer_no', value: '9007199254740993'},
    })
    expect(mapOne(['#REF!', 'Ann'], 'e')).toMatchObject({code: 'CELL_ERROR', property: 'email', value: '#REF!'})
  })

  test('say nothing where their column is left out, or their text stands for null', () => {
    expect(mapOne(['a@b.co', '#N/A'], ' e', {ignore: ['firstname']})).toMatchObject({kind: 'mapped'})
    expect(mapOne(['a@b.co', '#N/A'], ' e', {null: ['#N/A']})).toMatchObject({properties: {email: 'a@b.co'}})
  })

  test('do not tell which decimal mark the texts of their column have', () => {
    const mapping = compileMapping({...csvRequest(columns), ...german}, contactTarget)
    const pass = new RowPass(mapping)
    pass.mapRow(row(['a@b.co', '', '0.25'], '  n'))
    pass.passOver(row(['a@b.co', '', '0.25'], '  n'))
    expect(pass.mapRow(row(['b@b.co', '', '1.234'], '  n'))).toMatchObject({properties: {numemployees: '1.234'}})
    expect(pass.findings()).toMatchObject({warnings: [], doubtful: 0})
  })

  test('become a text where a person has typed one', () => {
    const cells = withTypes(['a@b.co', '#N/A', '5'], ' en')
    const corrected = withTextAt(cells, 1, 'Ann')
    expect([corrected, corrected.types]).toEqual([['a@b.co', 'Ann', '5'], '  n'])
    expect(withTextAt(withTypes(['a', 'b', 'c'], 'n'), 2, 'x').types).toBe('n  ')
    expect(withTextAt(['a'], 0, 'b').types).toBeUndefined()
  })
})
