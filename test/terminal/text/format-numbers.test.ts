import {expect, test} from 'vitest'
import {countOf, formatDuration} from '../../../src/terminal/text/format-numbers.js'

test.each([
  [0, '0.0 s'],
  [420, '0.4 s'],
  [9949, '9.9 s'],
  [9950, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_780_000, '1 h 3 min'],
  [86_400_000, '24 h'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test('a count agrees with its noun', () => {
  expect([countOf(0, 'row'), countOf(1, 'row'), countOf(1321, 'row'), countOf(2, 'retry', 'retries')]).toEqual([
    '0 rows',
    '1 row',
    '1,321 rows',
    '2 retries',
  ])
})
