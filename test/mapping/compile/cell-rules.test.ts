import {expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {ColumnRule} from '../../../src/mapping/mapping-types.js'
import {mapRow} from '../../../src/mapping/row/map-row.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

type Rules = Omit<ColumnRule, 'column' | 'property'>

/** What the cell gives for the property under these rules, or the code it is refused with, in brackets. */
function sent(property: string, cell: string, rules: Rules): string | undefined {
  const request = csvRequest(['email', 'x'], {map: [{column: 'x', property, ...rules}]})
  const row = mapRow(
    {kind: 'source', row: 1, line: 2, record: ['a@example.com', cell]},
    compileMapping(request, contactTarget),
  )
  return row.kind === 'mapped' ? row.properties[property] : `[${row.code}]`
}

const GENF = {values: {Genf: 'GVA', 'n/a': ''}}

const CASES: readonly (readonly [property: string, cell: string, rules: Rules, outcome: string | undefined])[] = [
  ['city', ' Bonn ', {}, ' Bonn '],
  ['city', ' Bonn ', {trim: true}, 'Bonn'],
  ['city', '  ', {trim: true}, undefined],
  ['city', '  ', {trim: true, empty: 'clear'}, ''],
  ['city', 'BONN', {lowercase: true}, 'bonn'],
  ['city_code', 'Genf', GENF, 'GVA'],
  ['city_code', 'genf', GENF, '[INVALID_OPTION]'],
  ['city_code', ' Genf', GENF, '[INVALID_OPTION]'],
  ['city_code', ' Genf', {...GENF, trim: true}, 'GVA'],
  ['city_code', 'Genf', {...GENF, lowercase: true}, 'GVA'],
  ['city_code', 'Zürich', GENF, 'ZRH'],
  ['city_code', 'n/a', GENF, undefined],
  ['city_code', 'n/a', {...GENF, empty: 'clear'}, ''],
  ['city', 'constructor', GENF, 'constructor'],
  ['birthday', '31.12.1980', {format: 'DD.MM.YYYY'}, '1980-12-31'],
  ['birthday', '45000', {format: 'excel'}, '2023-03-15'],
  ['birthday', '1980-12-31', {format: 'iso'}, '1980-12-31'],
  ['birthday', '1980-12-31', {format: 'DD.MM.YYYY'}, '[INVALID_DATE]'],
  ['numemployees', '1,5', {format: 'decimal-comma'}, '1.5'],
  ['numemployees', '1,5', {format: 'decimal-point'}, '[INVALID_NUMBER]'],
  ['numemployees', '1,234', {thousands: ','}, '1234'],
  ['numemployees', '1.234', {format: 'decimal-comma', thousands: ' '}, '[AMBIGUOUS_VALUE]'],
]

test.each(CASES)('%s: %j under %j gives %j', (property, cell, rules, outcome) => {
  expect(sent(property, cell, rules)).toBe(outcome)
})

test('a format of the column goes before the formats of the file', () => {
  const request = csvRequest(['email', 'birthday', 'last_seen'], {
    formats: {dateFormat: 'MM/DD/YYYY', timeZone: 'Europe/Berlin'},
    map: [{column: 'last_seen', property: 'last_seen', format: 'iso'}],
  })
  const record = ['a@example.com', '12/31/1980', '2025-01-15 12:00']
  expect(mapRow({kind: 'source', row: 1, line: 2, record}, compileMapping(request, contactTarget))).toMatchObject({
    properties: {birthday: '1980-12-31', last_seen: '2025-01-15T11:00:00.000Z'},
  })
})

test.each([
  ['city', 'excel', 'which takes no format'],
  ['numemployees', 'DD.MM.YYYY', 'which takes decimal-comma or decimal-point'],
  ['birthday', 'decimal-comma', 'which takes a date format, excel or iso'],
])('the format of %s cannot be %s', (property, format, says) => {
  expect(() => sent(property, 'x', {format})).toThrow(says)
})

test.each([
  ['city', {thousands: ','}, 'it applies to numbers only'],
  ['numemployees', {thousands: '.'}, 'is the decimal mark there'],
  ['numemployees', {thousands: ',', format: 'decimal-comma'}, 'is the decimal mark there'],
] as const)('thousands of %s cannot be %j', (property, rules, says) => {
  expect(() => sent(property, '1', rules)).toThrow(says)
})

test('thousands of the file do not hold where a column has that mark for decimals', () => {
  const request = csvRequest(['email', 'numemployees'], {
    formats: {thousands: ','},
    map: [{column: 'numemployees', property: 'numemployees', format: 'decimal-comma'}],
  })
  const row = mapRow(
    {kind: 'source', row: 1, line: 2, record: ['a@example.com', '1,234']},
    compileMapping(request, contactTarget),
  )
  expect(row).toMatchObject({properties: {numemployees: '1.234'}})
})

test('two properties may take one column by different rules', () => {
  const map = [
    {column: 'town', property: 'city'},
    {column: 'town', property: 'city_code', values: {Genf: 'GVA'}},
  ]
  const row = mapRow(
    {kind: 'source', row: 1, line: 2, record: ['a@example.com', 'Genf']},
    compileMapping(csvRequest(['email', 'town'], {map}), contactTarget),
  )
  expect(row).toMatchObject({properties: {city: 'Genf', city_code: 'GVA'}})
})
