import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ValueFormats} from '../../../src/mapping/coerce/coercer.js'
import {ColumnEvidence} from '../../../src/mapping/new-properties/column-evidence.js'

function verdictOf(cells: readonly string[], formats: ValueFormats = {}, column = 'Some thing') {
  const evidence = new ColumnEvidence(formats, column)
  for (const cell of cells) evidence.add(cell)
  return evidence.verdict()
}

const COMMA = {decimalComma: true}
const LONG = 'x'.repeat(256)

test.each<[string, readonly string[], string, ValueFormats?, string?]>([
  ['whole numbers', ['1', '20', '-3'], 'number'],
  ['decimals', ['1.5', '2', '0.125'], 'number'],
  ['blanks around', [' 1 ', '2'], 'number'],
  ['one word among numbers', ['1', '2', 'n/a'], 'text'],
  ['leading zeros', ['01234', '12345'], 'text'],
  ['a plus', ['+4917012345', '1'], 'text'],
  ['an exponent, which may be a code', ['1e5', '2e3'], 'text'],
  ['more digits than a number keeps', ['1234567890123456'], 'text'],
  ['numbers named like identifiers', ['1', '2'], 'text', {}, 'Customer no'],
  ['numbers of a camel-cased identifier', ['1', '2'], 'text', {}, 'customerId'],
  ['numbers that are counted', ['1', '2'], 'number', {}, 'Number of employees'],
  ['a mark that may be either', ['1,234', '2,500'], 'text'],
  ['a point before three digits alone', ['1.234', '2.500'], 'text'],
  ['the same, with a cell that shows decimals', ['1.234', '2.5'], 'number'],
  ['a decimal comma that nobody named', ['1,5', '2,5'], 'text'],
  ['a decimal comma that a flag names', ['1,5', '1.234'], 'number', COMMA],
  ['thousands that a flag names', ['1,234', '5'], 'number', {thousands: ','}],
  ['amounts with a currency', ['€ 5', '€ 6'], 'text'],
  ['shares', ['12 %', '13 %'], 'text'],
  ['days', ['2024-01-31', '2024-02-29'], 'date'],
  ['a day that does not exist', ['2024-01-31', '2024-02-30'], 'text'],
  ['days in two possible orders', ['01/02/2024', '03/04/2024'], 'text'],
  ['days in the order that a flag names', ['01/02/2024', '30/04/2024'], 'date', {dateFormat: 'DD/MM/YYYY'}],
  ['days without marks, which are numbers too', ['20240131'], 'text', {dateFormat: 'YYYYMMDD'}],
  ['serial numbers, which are numbers too', ['45000'], 'text', {dateFormat: 'excel'}],
  ['days and moments', ['2024-01-31', '2024-01-31T10:00:00Z'], 'text'],
  ['moments', ['2024-01-31T10:00:00Z', '2024-01-31 10:00+02:00'], 'datetime'],
  ['moments without a zone', ['2024-01-31T10:00:00'], 'text'],
  ['moments in the zone that a flag names', ['2024-01-31T10:00:00'], 'datetime', {timeZone: 'Europe/Berlin'}],
  ['true and false', ['true', 'FALSE', 'true'], 'bool'],
  ['yes and no', ['yes', 'No'], 'bool'],
  ['no alone, which may be Norway', ['no', 'NO'], 'text'],
  ['yes and false', ['yes', 'false'], 'text'],
  ['zeros and ones, which are counted', ['0', '1'], 'number'],
  ['nothing', [], 'text'],
  ['a long text', ['a', LONG], 'long text'],
  ['lines', ['a\nb'], 'long text'],
])('%s: %j is %s', (_, cells, kind, formats, column) => {
  expect(verdictOf(cells, formats, column).kind).toBe(kind)
})

test.each<[readonly string[], string | undefined, ValueFormats?, string?]>([
  [[], 'no values'],
  [['a', 'b'], undefined],
  [['1', '2', 'n/a'], '"n/a" is not a number'],
  [['1,234'], '"1,234" may be 1234 or 1.234'],
  [['1.234'], '"1.234" may be 1234 or 1.234'],
  [['1'], 'named like an identifier', {}, 'ID'],
  [['20240131'], 'may be number or date', {dateFormat: 'YYYYMMDD'}],
  [['2024-01-31 10:00'], 'times without a zone (--time-zone)'],
])('%j is a text, since %s', (cells, why, formats, column) => {
  expect(verdictOf(cells, formats, column).why).toBe(why)
})

test('values that are few and repeat could be a choice; no more than fifty are ever kept', () => {
  expect(verdictOf(['a', 'b', 'a', 'b', 'a']).choices).toEqual(['a', 'b'])
  expect(verdictOf(['a', 'b', 'c']).choices).toBeUndefined()
  const many = Array.from({length: 200}, (_, n) => `v${n % 51}`)
  expect(verdictOf(many).choices).toBeUndefined()
  expect(verdictOf(['1', '1']).choices).toBeUndefined()
})

test('a number of JSON has a decimal point, whatever the texts of the file have', () => {
  const evidence = new ColumnEvidence(COMMA, 'Amount')
  evidence.add('1.234', true)
  evidence.add('1e3', true)
  expect(evidence.verdict().kind).toBe('number')
})

test('no column of numbers, days or moments has a cell that is none; one odd cell anywhere makes it a text', () => {
  const odd = fc.constantFrom<string>('x', '1.2.3', '2024-13-01', '--', 'nan', '１２')
  const cells = fc.constantFrom<string>('1', '2.5', '2024-01-31', 'true', '2024-01-31T10:00:00Z')
  fc.assert(
    fc.property(fc.array(cells, {maxLength: 20}), odd, fc.nat(20), (before, cell, at) => {
      const all = before.toSpliced(Math.min(at, before.length), 0, cell)
      expect(verdictOf(all).kind).toBe('text')
    }),
  )
})
