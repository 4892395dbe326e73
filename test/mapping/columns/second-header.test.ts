import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

const request: MappingRequest = {...csvRequest(['Kundennr', 'Vorname', 'City']), key: 'customer_no'}
const mapped: MappingRequest = {...request, map: [{column: 'Kundennr', property: 'customer_no'}]}
const numbered: MappingRequest = {
  ...csvRequest(['1', '2', '3']),
  key: 'customer_no',
  map: ['customer_no', 'firstname', 'city'].map((property, at) => ({column: String(at + 1), property})),
}

function kindOf(cells: readonly string[], row: number, asked = mapped) {
  const {kind} = mapRow({kind: 'source', row, line: row + 1, record: cells}, compileMapping(asked, contactTarget))
  return kind
}

describe('a row that names the columns again is no record', () => {
  test.each([
    ['internal names below labels', ['customer_no', 'firstname', 'city'], 1],
    ['labels', ['Customer number', 'First Name', 'City'], 1],
    ['in another case, with blanks', [' CUSTOMER-NO ', 'first_name', ''], 1],
    ['the header itself, of a joined file', ['Kundennr', 'Vorname', 'City'], 700],
    ['internal names, of a joined file', ['customer_no', 'First name', 'CITY'], 700],
  ])('%s', (_, cells, row) => {
    expect(kindOf(cells, row)).toBe('reject')
  })

  test('where the file has no header, as its first row', () => {
    expect(kindOf(['customer_no', 'firstname', 'city'], 1, numbered)).toBe('reject')
  })

  test('the reject says so', () => {
    const reject = mapRow(
      {kind: 'source', row: 1, line: 2, record: ['customer_no', 'firstname', '']},
      compileMapping(mapped, contactTarget),
    )
    expect(reject).toMatchObject({
      code: 'UNREADABLE_ROW',
      message: 'The row cannot be read: it repeats the names of the columns, like a second header.',
    })
  })
})

describe('a row that only looks a little like it is a record', () => {
  test.each([
    ['one name among values', ['customer_no', 'Ann', 'City'], 1, mapped],
    ['nothing but the key', ['customer_no', '', ''], 1, mapped],
    ['numbers, where columns are called by them', ['1', '2', '3'], 1, numbered],
    ['a city of that name', ['7', 'Vorname', 'City'], 700, mapped],
  ])('%s', (_, cells, row, asked) => {
    expect(kindOf(cells, row, asked)).toBe('mapped')
  })
})
