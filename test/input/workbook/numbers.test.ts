import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {numberText} from '../../../src/input/workbook/number-text.js'
import {dateOfSerial, durationOf} from '../../../src/input/workbook/serial-date.js'
import {builtInMeaning, meaningOf} from '../../../src/input/workbook/xlsx/number-format.js'

describe('a number of a workbook', () => {
  test.each([
    ['1', '1', 'n'],
    ['-1.50', '-1.5', 'n'],
    ['1e3', '1000', 'n'],
    ['.5', '0.5', 'n'],
    ['-0', '0', 'n'],
    ['0.1', '0.1', 'n'],
    ['1.1000000000000001', '1.1', 'n'],
    ['0.30000000000000004', '0.3', 'n'],
    ['123456789012345.67', '123456789012346', 'n'],
    ['1E-7', '1e-7', 'n'],
    ['999999999999999', '999999999999999', 'n'],
    ['1000000000000000', '1E+15', 'n'],
    ['1e+21', '1E+21', 'n'],
    ['-2.5E+20', '-2.5E+20', 'n'],
    ['9007199254740993', '9007199254740993', 'l'],
    ['1.23456789012345E+18', '1.23456789012345E+18', 'l'],
    ['4000123412341234', '4000123412341234', 'l'],
    ['1.7976931348623157E+308', '1.7976931348623157E+308', 'l'],
  ])('%s is %s', (stored, text, type) => {
    expect(numberText(stored)).toEqual({text, type})
  })

  test.each(['', 'NaN', 'INF', '1e999', '0x10', '1,5', '1 2', '--1', '1e', '1e99999'])('%j is none', stored => {
    expect(numberText(stored)).toBeUndefined()
  })

  test('has the digits that it was typed with, up to fifteen', () => {
    const typed = fc.tuple(fc.boolean(), fc.integer({min: 1, max: 999_999_999}), fc.integer({min: 0, max: 6}))
    fc.assert(
      fc.property(typed, ([isNegative, digits, decimals]) => {
        const value = (isNegative ? -1 : 1) * (digits / 10 ** decimals)
        const {text} = numberText(value.toPrecision(17)) ?? {text: ''}
        expect(Number(text)).toBe(value)
        expect(text.length).toBeLessThanOrEqual(17)
      }),
    )
  })
})

describe('a format', () => {
  const date = {kind: 'date', hasTime: false}
  const moment = {kind: 'date', hasTime: true}
  const time = {kind: 'time', isDuration: false}
  const duration = {kind: 'time', isDuration: true}
  const number = {kind: 'number'}

  test.each<readonly [code: string, meaning: object]>([
    ['yyyy\\-mm\\-dd', date],
    ['m/d/yy', date],
    ['mmmm', date],
    ['mmm\\-yy', date],
    ['dd', date],
    ['[$-407]dd\\.\\ mmmm\\ yyyy;@', date],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', date],
    ['[$-409]d\\-mmm\\-yy', date],
    ['ggge"年"m"月"d"日"', date],
    ['yyyy"T"', date],
    ['d.m.yyyy h:mm', moment],
    ['yyyy-mm-dd\\Thh:mm:ss.000', moment],
    ['m/d/yy h:mm AM/PM', moment],
    ['h:mm', time],
    ['mm:ss.0', time],
    ['[$-409]h:mm:ss\\ AM/PM;@', time],
    ['hh"h"mm', time],
    ['[h]:mm', duration],
    ['[mm]:ss', duration],
    ['[$-409][h]:mm:ss', duration],
    ['[Red]0.0', number],
    ['"day" 0', number],
    ['"Day"\\ 0', number],
    ['\\d0', number],
    ['0.00;[Red]\\-0.00', number],
    ['0.00E+00', number],
    ['##0.0E+0', number],
    ['#,##0.00\\ [$€-407]', number],
    ['_-* #,##0.00\\ "DM"_-;\\-* #,##0.00', number],
    ['[>=1000]#,##0," k";0', number],
    ['General', number],
    ['General" days"', number],
    ['@', number],
    ['# ?/?', number],
    ['[Blue]General', number],
    ['', number],
    ['0', number],
    ['00000', {kind: 'number', minDigits: 5}],
    ['000', {kind: 'number', minDigits: 3}],
    ['00000\\-0000', number],
    ['0.00', number],
    [`"${'"'.repeat(5000)}`, number],
  ])('%s', (code, meaning) => {
    expect(meaningOf(code)).toEqual(meaning)
  })

  test('that files use without defining it', () => {
    expect([0, 1, 4, 9, 14, 18, 22, 45, 46, 49, 57].map(id => builtInMeaning(id))).toEqual([
      ...[number, number, number, number, date, time, moment, time, duration, number, date],
    ])
  })
})

describe('a day by its number', () => {
  test.each([
    [0.5, '12:00:00', ' '],
    [1, '1900-01-01', 'd'],
    [59, '1900-02-28', 'd'],
    [60, '1900-02-29', 'u'],
    [60.5, '1900-02-29', 'u'],
    [61, '1900-03-01', 'd'],
    [45293, '2024-01-02', 'd'],
    [45293.12783707176, '2024-01-02T03:04:05.123', 'd'],
    [45351.99999998843, '2024-02-29T23:59:59.999', 'd'],
    [45293.999999994216, '2024-01-03', 'd'],
    [2958465, '9999-12-31', 'd'],
    [2958466, '2958466', 'u'],
    [-1, '-1', 'u'],
    [1e12, '1000000000000', 'u'],
  ])('%d is %s', (serial, text, type) => {
    expect(dateOfSerial(serial, {is1904: false, hasTime: true})).toEqual({text, type})
  })

  test('is four years and a day later where days are counted from 1904', () => {
    const days = [0, 60, 43_831, -1].map(serial => dateOfSerial(serial, {is1904: true, hasTime: true}).text)
    expect(days).toEqual(['1904-01-01', '1904-03-01', '2024-01-02', '-1'])
  })

  test('has no time where its format shows none', () => {
    const read = [45293.75, 45292.9999999999, 0.5].map(serial => dateOfSerial(serial, {is1904: false, hasTime: false}))
    expect(read.map(({text}) => text)).toEqual(['2024-01-02', '2024-01-02', '0.5'])
  })

  test('is the moment that it was made from, to the millisecond', () => {
    const moments = fc.integer({min: Date.UTC(1900, 2, 1), max: Date.UTC(9999, 11, 31)})
    fc.assert(
      fc.property(moments, ms => {
        const serial = (ms - Date.UTC(1899, 11, 30)) / 86_400_000
        const {text, type} = dateOfSerial(serial, {is1904: false, hasTime: true})
        expect([new Date(text.includes('T') ? `${text}Z` : text).getTime(), type]).toEqual([ms, 'd'])
      }),
    )
  })

  test('or part of one is hours, minutes and seconds', () => {
    expect([1.5, 0.75, 0, 1 / 86_400_000, -0.5, 100].map(durationOf)).toEqual([
      ...['36:00:00', '18:00:00', '00:00:00', '00:00:00.001', '-12:00:00', '2400:00:00'],
    ])
  })
})
