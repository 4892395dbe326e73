import fc from 'fast-check'
import {expect, test} from 'vitest'
import {dateText, int96Text, timestampText, timeText} from '../../../../src/input/parquet/values/instants.js'
import {listCell} from '../../../../src/input/parquet/values/list-cell.js'
import {bigEndian, decimalText, floatText, halfFloatText} from '../../../../src/input/parquet/values/number-values.js'
import {textOf} from '../../../../src/input/parquet/values/text-values.js'

test.each([
  [0n, 2, '0.00'],
  [-1n, 6, '-0.000001'],
  [5n, 0, '5'],
  [-1234500000n, 6, '-1234.500000'],
  [99999999999999999999999999999999999999n, 38, '0.99999999999999999999999999999999999999'],
  [-170141183460469231731687303715884105728n, 9, '-170141183460469231731687303715.884105728'],
])('decimal %s of scale %i is %s', (unscaled, scale, text) => {
  expect(decimalText(unscaled, scale)).toBe(text)
  if (unscaled > -(2n ** 53n) && unscaled < 2n ** 53n) expect(decimalText(Number(unscaled), scale)).toBe(text)
})

test('bytes of two’s complement are the number that was written', () => {
  fc.assert(
    fc.property(fc.bigInt({min: -(2n ** 127n), max: 2n ** 127n - 1n}), value => {
      const bytes = Buffer.from(BigInt.asUintN(128, value).toString(16).padStart(32, '0'), 'hex')
      expect(bigEndian(bytes, 0, 16)).toBe(value)
    }),
  )
  expect(bigEndian(Buffer.from('00ff80', 'hex'), 1, 2)).toBe(-1n)
  expect(bigEndian(Buffer.alloc(4), 2, 2)).toBe(0n)
})

test('a float of 32 bits is the shortest text that gives it back', () => {
  fc.assert(
    fc.property(fc.float({noNaN: true, noDefaultInfinity: true}), value => {
      const text = floatText(value)
      expect(Math.fround(Number(text))).toBe(value === 0 ? 0 : value)
      const digits = text.replace(/e.*|[-.]/g, '').replace(/^0+|0+$/g, '')
      expect(Number.isInteger(value) || digits.length <= 9).toBe(true)
    }),
  )
  expect([0.1, 16777216, 3.4028234663852886e38, 1e-45].map(value => floatText(Math.fround(value)))).toEqual([
    '0.1',
    '16777216',
    '3.4028234663852886e+38',
    '1e-45',
  ])
  expect([Number.NaN, Number.NEGATIVE_INFINITY].map(floatText)).toEqual(['NaN', '-Infinity'])
})

test.each([
  ['3c00', '1'],
  ['c000', '-2'],
  ['0001', '5.960464477539063e-8'],
  ['7bff', '65504'],
  ['7c00', 'Infinity'],
  ['fc00', '-Infinity'],
  ['7e00', 'NaN'],
  ['3555', '0.333251953125'],
])('half float %s is %s', (hex, text) => {
  expect(halfFloatText(Buffer.from(hex, 'hex').reverse(), 0)).toBe(text)
})

test('days are those of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({min: -100_000_000, max: 100_000_000}), days => {
      expect(dateText(days)).toBe(new Date(days * 86_400_000).toISOString().replace(/T.*/, ''))
    }),
  )
})

test('instants of any unit are those of the calendar, with all their digits', () => {
  const milliseconds = fc.bigInt({min: -8_640_000_000_000_000n, max: 8_640_000_000_000_000n})
  fc.assert(
    fc.property(milliseconds, fc.integer({min: 0, max: 999_999}), (ms, rest) => {
      const iso = new Date(Number(ms)).toISOString().replace('Z', '')
      const texts = [
        timestampText(ms, {unit: 'ms', isUtc: false}),
        timestampText(ms * 1000n + BigInt(rest % 1000), {unit: 'us', isUtc: true}),
        timestampText(ms * 1_000_000n + BigInt(rest), {unit: 'ns', isUtc: false}),
      ]
      const us = String(rest % 1000).padStart(3, '0')
      const ns = String(rest).padStart(6, '0')
      const wanted = [iso, `${iso}${us}`, `${iso}${ns}`].map(text =>
        text.replace(/\.?0+$/, match => (match.startsWith('.') ? '' : match)),
      )
      expect(texts.map(text => text.replace('Z', ''))).toEqual(wanted.map(trimFraction))
      expect(texts[1]?.endsWith('Z')).toBe(true)
    }),
  )
})

function trimFraction(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

test.each([
  [0, 'ms', '00:00:00'],
  [86_399_999, 'ms', '23:59:59.999'],
  [3_600_000_001, 'us', '01:00:00.000001'],
  [45_296_000_000_000, 'ns', '12:34:56'],
] as const)('%i %s since midnight are %s', (count, unit, text) => {
  expect(timeText(count, unit)).toBe(text)
})

test('int96 is nanoseconds of a Julian day, without a zone', () => {
  const bytes = Buffer.alloc(13)
  bytes.writeBigInt64LE(45_296_123_456_789n, 1)
  bytes.writeInt32LE(2_440_588 - 1, 9)
  expect(int96Text(bytes, 1)).toBe('1969-12-31T12:34:56.123456789')
})

test('a list is joined as HubSpot writes it, or is JSON where an item holds the separator', () => {
  expect(listCell(['a', null, 'b'])).toBe('a;b')
  expect(listCell(['a;b'])).toBe('a;b')
  expect(listCell(['a;b', 'c'])).toBe('["a;b","c"]')
  expect(listCell([])).toBe('')
  expect(listCell(['a', {text: '\uFFFD'}])).toEqual({text: 'a;\uFFFD'})
})

test('texts are UTF-8, and nothing else is one', () => {
  const bytes = Buffer.from('xé😀\uFFFDy')
  expect(textOf(bytes, 1, bytes.length - 1)).toBe('é😀\uFFFD')
  expect(textOf(Buffer.from([0x61, 0xe9, 0x62]), 0, 3)).toEqual({text: 'a\uFFFDb'})
  expect(textOf(Buffer.from('a\0b'), 0, 3)).toEqual({text: 'a\0b'})
})
