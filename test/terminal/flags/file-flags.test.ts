import {describe, expect, test} from 'vitest'
import {fileRequest} from '../../../src/terminal/flags/file-flags.js'
import {parseCharacter, parseCount, parseDelimiter} from '../../../src/terminal/flags/parse-values.js'

const none = {header: true, 'decimal-comma': false}

describe('what the flags say of a file', () => {
  test('is nothing where nothing was typed', () => {
    expect(fileRequest(none)).toEqual({})
  })

  test('is told of each flag', () => {
    const flags = {
      ...none,
      header: false,
      quote: 'none',
      escape: 'backslash' as const,
      'skip-lines': 3,
      'skip-footer': 0,
      comment: '#',
    }
    expect(fileRequest(flags)).toEqual({
      header: false,
      quote: 'none',
      escape: 'backslash',
      skipLines: 3,
      skipFooter: 0,
      comment: '#',
    })
  })

  test('of the text formats of databases is a dialect of CSV', () => {
    expect(fileRequest({...none, format: 'mysql'})).toEqual({format: 'csv', dialect: 'mysql'})
    expect(fileRequest({...none, format: 'pgcopy', delimiter: ','})).toEqual({
      format: 'csv',
      dialect: 'pgcopy',
      delimiter: ',',
    })
  })

  test.each([
    [
      {format: 'mysql' as const, quote: 'none'},
      '--format mysql says how cells are quoted and escaped, and so does --quote',
    ],
    [
      {format: 'pgcopy' as const, escape: 'backslash' as const},
      '--format pgcopy says how cells are quoted and escaped, and so does --escape',
    ],
    [{delimiter: '|', quote: '|'}, '"|" cannot both separate cells and stand around them'],
  ])('must not contradict itself', (flags, message) => {
    expect(() => fileRequest({...none, ...flags})).toThrow(message)
  })
})

describe('a delimiter', () => {
  test.each([
    ['tab', '\t'],
    ['|', '|'],
    ['~|~', '~|~'],
    ['||', '||'],
    ['x', 'x'],
  ])('%s is one', (text, delimiter) => {
    expect(parseDelimiter(text)).toBe(delimiter)
  })

  test.each(['', '"', '\\', 'ab', ', ', '------', ';"', '\n'])('%j is none', text => {
    expect(() => parseDelimiter(text)).toThrow('cannot separate cells')
  })
})

test.each(['', 'ab', 'a', '7', ' ', '\\', '\n'])('%j is no quote', text => {
  expect(() => parseCharacter(text, 'stand around cells')).toThrow(`"${text}" cannot stand around cells`)
})

test.each(['', '-1', '1.5', 'x', '10001', '0x1'])('%j is no number of lines', text => {
  expect(() => parseCount(text)).toThrow('is no number of lines')
})
