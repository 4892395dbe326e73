import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {
  parseColumnAssignment,
  parseDelimiter,
  parseDuration,
  parsePropertyAssignment,
  parseShare,
  parseThousands,
  parseThreshold,
} from '../../src/terminal/flags/parse-values.js'

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['30d', 2_592_000_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['0s', 0],
  ])('%s is %i milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each(['', '5', 'm', '5 m', '-5m', '5M', '5m ', '5ms', 'five minutes', '5m3', 'NaNs'])(
    '"%s" is refused with the text quoted',
    text => {
      expect(() => parseDuration(text)).toThrow(AppError)
      expect(() => parseDuration(text)).toThrow(`"${text}" is not a duration`)
    },
  )
})

describe('a threshold', () => {
  test('is a number of rows, or a share of them', () => {
    expect(parseThreshold('25')).toEqual({kind: 'rows', rows: 25})
    expect(parseThreshold('0')).toEqual({kind: 'rows', rows: 0})
    expect(parseThreshold('2.5%')).toEqual({kind: 'share', share: 0.025})
    expect(parseThreshold('100%')).toEqual({kind: 'share', share: 1})
  })

  test.each(['', '%', '-1', '1.5', '101%', '5 %', 'many'])('"%s" is refused', text => {
    expect(() => parseThreshold(text)).toThrow(`"${text}" is neither`)
  })
})

describe('a share', () => {
  test.each([
    ['100%', 1],
    ['50%', 0.5],
    ['0.5%', 0.005],
  ])('%s is %d', (text, share) => {
    expect(parseShare(text)).toBe(share)
  })

  test.each(['', '0%', '0.0%', '101%', '50', '-5%', '5 %', '%'])('"%s" is refused with the text quoted', text => {
    expect(() => parseShare(text)).toThrow(`"${text}" is not a share`)
  })
})

describe('COLUMN=PROPERTY', () => {
  test('keeps blanks and equal signs of the column', () => {
    expect(parseColumnAssignment('Security contact email=email')).toEqual({
      column: 'Security contact email',
      property: 'email',
    })
    expect(parseColumnAssignment('a=b= city ')).toEqual({column: 'a=b', property: 'city'})
  })

  test.each(['', '=', 'email', '=email', 'column=', 'column= '])('"%s" is refused', text => {
    expect(() => parseColumnAssignment(text)).toThrow(AppError)
  })

  test('splits any header from any internal name', () => {
    const internalName = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/)
    fc.assert(
      fc.property(fc.string({minLength: 1}), internalName, (column, property) => {
        expect(parseColumnAssignment(`${column}=${property}`)).toEqual({column, property})
      }),
    )
  })
})

describe('PROPERTY=VALUE', () => {
  test('takes the value as it stands, also an empty one', () => {
    expect(parsePropertyAssignment('note=a = b ')).toEqual({property: 'note', value: 'a = b '})
    expect(parsePropertyAssignment('note=')).toEqual({property: 'note', value: ''})
  })

  test.each(['', '=x', 'note'])('"%s" is refused', text => {
    expect(() => parsePropertyAssignment(text)).toThrow(AppError)
  })
})

describe('a delimiter', () => {
  test.each([
    [';', ';'],
    ['tab', '\t'],
    ['\\t', '\t'],
    ['\t', '\t'],
    ['Pipe', '|'],
    ['semicolon', ';'],
    ['^', '^'],
  ])('%j is %j', (text, delimiter) => {
    expect(parseDelimiter(text)).toBe(delimiter)
  })

  test.each(['', ';;', '"', '\n', 'dash'])('%j is refused', text => {
    expect(() => parseDelimiter(text)).toThrow(`"${text}" cannot be a delimiter`)
  })
})

describe('what separates thousands', () => {
  test.each([
    [',', ','],
    ['comma', ','],
    ['.', '.'],
    ['Point', '.'],
    ["'", "'"],
    ['’', "'"],
    ['apostrophe', "'"],
    [' ', ' '],
    ['space', ' '],
    ['\u00A0', ' '],
    ['\u202F', ' '],
  ])('%j is %j', (text, thousands) => {
    expect(parseThousands(text)).toBe(thousands)
  })

  test.each(['', ',,', '_', ';', '0', 'constructor'])('%j is refused', text => {
    expect(() => parseThousands(text)).toThrow(`"${text}" cannot be the thousands separator`)
  })
})
