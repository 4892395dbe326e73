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
      '--format mysql already says how cells are quoted and escaped. Remove --quote',
    ],
    [
      {format: 'pgcopy' as const, escape: 'backslash' as const},
      '--format pgcopy already says how cells are quoted and escaped. Remove --escape',
    ],
    [{delimiter: '|', quote: '|'}, '"|" cannot both separate cells and enclose them'],
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
    expect(() => parseDelimiter(text)).toThrow('cannot be a delimiter')
  })
})

test.each(['', 'ab', 'a', '7', ' ', '\\', '\n'])('%j is no quote', text => {
  expect(() => parseCharacter(text, 'enclose cells')).toThrow(`"${text}" cannot enclose cells`)
})

test.each(['', '-1', '1.5', 'x', '10001', '0x1'])('%j is no number of lines', text => {
  expect(() => parseCount(text)).toThrow('is not a number of lines')
})
