import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {
  commaReading,
  neededMark,
  numberReadings,
  pointReading,
} from '../../../src/mapping/coerce/numbers/number-readings.js'
import {coerced, coercion, message, NUMBER} from '../support/coerced.js'

type Case = readonly [cell: string, outcome: string]
const WHERE = 'property amount (contacts)'

describe('a decimal point and no word of thousands', () => {
  const cases: readonly Case[] = [
    ['1,234', '[AMBIGUOUS_VALUE]'],
    ['-1,234', '[AMBIGUOUS_VALUE]'],
    ['+999,000', '[AMBIGUOUS_VALUE]'],
    ['0,123', '[INVALID_NUMBER]'], // no group begins with 0
    ['0,123,456', '[INVALID_NUMBER]'],
    ['1234,567', '[INVALID_NUMBER]'], // nor has four digits
    ['1,234,567', '1234567'],
    ['12,34,567', '1234567'], // India
    ['1,23,45,678.90', '12345678.90'],
    ['1,23,456', '123456'],
    ['12,34', '[INVALID_NUMBER]'],
    ['1,2345,678', '[INVALID_NUMBER]'],
    ['1 234', '1234'],
    ['1\u00A0234\u00A0567.5', '1234567.5'],
    ['1\u202F234', '1234'],
    ['1\u2009234', '1234'],
    ['1\u2007234', '1234'],
    ["1'234'567", '1234567'],
    ['\u22121234.5', '-1234.5'], // the sign of minus
    ['\u22121,234.5', '-1234.5'],
    ['1.234', '1.234'],
    ['5-', '[INVALID_NUMBER]'],
    ['(5)', '[INVALID_NUMBER]'],
    ['$5', '[INVALID_NUMBER]'],
    ['5 EUR', '[INVALID_NUMBER]'],
    ['12%', '[AMBIGUOUS_VALUE]'],
    ['-12 %', '[AMBIGUOUS_VALUE]'],
    ['１２', '[INVALID_NUMBER]'],
    ['1_000', '[INVALID_NUMBER]'],
    ['1e308', '1e308'],
    ['1e999', '[INVALID_NUMBER]'],
    ['-9e999', '[INVALID_NUMBER]'],
    ['1e-999', '1e-999'],
  ]
  test.each(cases)('%j', (cell, outcome) => expect(coerced(cell, NUMBER)).toBe(outcome))
})

describe('with --thousands', () => {
  test.each([
    [',', '1,234', '1234'],
    [',', '1,234,567.5', '1234567.5'],
    [',', '12,34,567', '1234567'],
    [',', '1.234', '1.234'],
    [',', '1 234', '1234'], // a blank can mark nothing else
    [',', '1,5', '[INVALID_NUMBER]'],
    ["'", "1'234", '1234'],
    ["'", '1,234', '[AMBIGUOUS_VALUE]'],
    ["'", '1,234.5', '[INVALID_NUMBER]'],
    [' ', '1 234.5', '1234.5'],
  ] as const)('%j: %j', (thousands, cell, outcome) => expect(coerced(cell, NUMBER, {thousands})).toBe(outcome))

  test.each([
    ['.', '1.234', '1234'],
    ['.', '1.234,5', '1234.5'],
    [' ', '1 234,5', '1234.5'],
    [' ', '1.234', '[AMBIGUOUS_VALUE]'],
    [' ', '1.234,5', '[INVALID_NUMBER]'],
    ["'", '1,234', '1.234'],
    [undefined, '1.234', '1234'],
    [undefined, '0.123', '[INVALID_NUMBER]'],
    [undefined, '12.34.567,8', '1234567.8'],
  ] as const)('%j and --decimal-comma: %j', (thousands, cell, outcome) =>
    expect(coerced(cell, NUMBER, {decimalComma: true, ...(thousands && {thousands})})).toBe(outcome),
  )
})

describe('a refusal is true, and names every reading', () => {
  test.each([
    ['1,234', {}, `"1,234" could be 1234 (push with --thousands ,) or 1.234 (push with --decimal-comma) (${WHERE}).`],
    ['1,5', {}, `"1,5" is not a number with a decimal point (${WHERE}): --decimal-comma reads 1.5.`],
    ['1 234,50', {}, `"1 234,50" is not a number with a decimal point (${WHERE}): --decimal-comma reads 1234.50.`],
    [
      '1.5',
      {decimalComma: true},
      `"1.5" is not a number with a decimal comma (${WHERE}): without --decimal-comma it is 1.5.`,
    ],
    [
      '1.234',
      {decimalComma: true, thousands: ' '},
      `"1.234" could be 1234 or 1.234: write it without a thousands separator (${WHERE}).`,
    ],
    ['1,234.5', {thousands: "'"}, `"1,234.5" has a thousands separator other than --thousands ' (${WHERE}).`],
    ['12 %', {}, `"12 %" could be 12 or 12 divided by a hundred (${WHERE}): write the number you mean.`],
    [
      '-12,5%',
      {decimalComma: true},
      `"-12,5%" could be -12.5 or -12.5 divided by a hundred (${WHERE}): write the number you mean.`,
    ],
    ['(1,234.50)', {}, `"(1,234.50)" is in parentheses (${WHERE}): if they mean a minus sign, write -1234.50.`],
    ['1,234.50-', {}, `"1,234.50-" has its minus sign at the end (${WHERE}): write -1234.50.`],
    ['1,234-', {}, `"1,234-" is not a number (${WHERE}).`], // which of the two is not said
    ['1.234,50 €', {}, `"1.234,50 €" is not a number: currency signs are not part of it (${WHERE}).`],
    ['USD 5', {}, `"USD 5" is not a number: currency signs are not part of it (${WHERE}).`],
    ['many', {}, `"many" is not a number (${WHERE}).`],
    ['A5', {}, `"A5" is not a number (${WHERE}).`],
  ] as const)('%j under %j', (cell, formats, says) => expect(message(cell, NUMBER, formats)).toBe(says))
})

test.each([
  ['1.234,50', 'comma'],
  ['1,5', 'comma'],
  ['0,123', 'comma'],
  ['1.234.567', 'comma'],
  ['1 234,5', 'comma'],
  ['1.234,50 €', 'comma'],
  ['12,5 %', 'comma'],
  ['1,5E+05', 'comma'],
  ['1,234.50', 'point'],
  ['1.5', 'point'],
  ['1234.567', 'point'],
  ['1,234,567', 'point'],
  ['($1,234.50)', 'point'],
  ['1,234', undefined],
  ['1.234', undefined],
  ['1234', undefined],
  ['5.', undefined],
  ['3.5.2024', undefined],
  ['many', undefined],
])('%j needs the decimal %s', (text, mark) => expect(neededMark(text)).toBe(mark))

describe('no cell is sent as another number than one of its readings', () => {
  const digits = fc.stringMatching(/^[0-9]{1,4}$/)
  const mark = fc.constantFrom('.', ',', ' ', "'", '\u00A0')
  const cell = fc
    .tuple(fc.constantFrom('', '-', '+'), digits, fc.array(fc.tuple(mark, digits), {maxLength: 3}))
    .map(([sign, first, rest]) => sign + first + rest.map(([between, group]) => between + group).join(''))
  const settings = [
    {},
    {decimalComma: true},
    {thousands: ','},
    {thousands: ' '},
    {decimalComma: true, thousands: '.'},
    {decimalComma: true, thousands: "'"},
  ] as const
  const coercers = settings.map(formats => ({formats, read: coercion(NUMBER, formats)}))

  test('by point or by comma, whichever the flags say', () => {
    fc.assert(
      fc.property(cell, fc.constantFrom(...coercers), (text, {formats, read}) => {
        const sent = read(text)
        if (sent.startsWith('[')) return
        expect(sent).toBe('decimalComma' in formats ? commaReading(text) : pointReading(text))
      }),
      {numRuns: 3000},
    )
  })

  test('and without flags never where two are plausible, but for the decimal point that is the rule', () => {
    fc.assert(
      fc.property(cell, text => {
        const {point, comma} = numberReadings(text)
        if (point === undefined || comma === undefined || Number(point) === Number(comma)) return
        expect(coerced(text, NUMBER)).toBe(text.includes(',') ? '[AMBIGUOUS_VALUE]' : point)
      }),
      {numRuns: 3000},
    )
  })

  test('what is written by a program in either way is read as itself', () => {
    fc.assert(
      fc.property(
        fc.integer({min: -1e9, max: 1e9}),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'),
        (cents, language) => {
          const text = new Intl.NumberFormat(language, {minimumFractionDigits: 2}).format(cents / 100)
          const decimalComma = ['de-DE', 'fr-FR'].includes(language)
          expect({text, sent: Number(coerced(text, NUMBER, {decimalComma}))}).toEqual({text, sent: cents / 100})
        },
      ),
    )
  })
})
