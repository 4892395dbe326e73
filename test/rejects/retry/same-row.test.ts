import {expect, test} from 'vitest'
import {isSameRow, marksOf, type RowMarks} from '../../../src/rejects/retry/corrected-rows.js'

const HEADER = ['email', 'first', 'city', 'city', 'fax']
const refused: RowMarks = {
  cells: marksOf(['ann@', 'Ann', 'Bonn', null, ''], HEADER),
  code: 'INVALID_EMAIL',
  message: 'no  "address"',
}
const row = (cells: readonly string[], differs: Partial<RowMarks> = {}, header = HEADER): RowMarks => ({
  ...{cells: marksOf(cells, header), code: 'INVALID_EMAIL', message: 'edited'},
  ...differs,
})

test.each([
  ['the message is as it was, but for blanks', row(['x', 'y', 'z', '', ''], {message: 'no "address"\r\n', code: ''})],
  ['there is no message', row(['x', 'y', 'z', '', ''], {message: ''})],
  ['one cell was corrected', row(['ann@example.com', 'Ann', 'Bonn', '', ''])],
  ['one cell was corrected and the code edited', row(['ann@example.com', 'Ann', 'Bonn', '', ''], {code: 'done'})],
  ['empty cells were filled in', row(['ann@', 'Ann', 'Bonn', 'Berlin', '1'])],
  ['the columns were put in another order', row(['Bonn', 'Ann', 'x'], {}, ['city', 'first', 'email'])],
])('it is the same row where %s', (_, given) => expect(isSameRow(given, refused)).toBe(true))

test.each([
  ['all cells are others', row(['bob@example.com', 'Bob', 'Rome', '', ''])],
  ['empty cells alone agree', row(['', '', '', '', ''], {code: 'x'})],
  ['of two columns of one name the other agrees', row(['b', 'Bob', '', 'Bonn', ''])],
])('it is another one where %s', (_, given) => expect(isSameRow(given, refused)).toBe(false))

test('a row of one column is known by its code', () => {
  const single: RowMarks = {cells: marksOf(['ann@'], ['email']), code: 'INVALID_EMAIL', message: 'm'}
  expect(isSameRow(row(['ann@example.com'], {}, ['email']), single)).toBe(true)
  expect(isSameRow(row(['ann@example.com'], {code: 'x'}, ['email']), single)).toBe(false)
})

test('fields of JSON are compared with cells as an export writes them', () => {
  const stored: RowMarks = {cells: marksOf({email: 'a', n: 5, list: ['x'], none: null}), code: 'C', message: 'm'}
  expect(isSameRow(row(['b', '5', '["x"]', ''], {code: 'C'}, ['email', 'n', 'list', 'none']), stored)).toBe(true)
})
