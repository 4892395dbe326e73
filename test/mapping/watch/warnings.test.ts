import {describe, expect, test} from 'vitest'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {RowPass} from '../../../src/mapping/watch/row-pass.js'
import {contactTarget, csvRequest} from '../support/definitions.js'
import {passOver} from './support.js'

/** The warnings for a column of these cells beside good e-mails. */
function warningsOf(
  property: string,
  cells: readonly string[],
  differs: Partial<MappingRequest> = {},
): readonly string[] {
  const {pass, map} = passOver(['email', property], differs)
  for (const [index, cell] of cells.entries()) map(`a${index}@example.com`, cell)
  return pass.findings().warnings
}

function keyWarnings(keys: readonly string[]): readonly string[] {
  const {pass, map} = passOver(['customer_no', 'firstname'], {key: 'customer_no'})
  for (const key of keys) map(key, 'Ann')
  return pass.findings().warnings
}

describe('words for no value', () => {
  test('are counted by column, with lines and flags to paste', () => {
    expect(warningsOf('phone', ['NULL', '123', 'NULL', '\\N', 'x', 'NULL', 'NULL', 'NULL', 'NULL'])).toEqual([
      'Column "phone" contains 6 cells NULL (lines 2, 4, 7, 8, 9, …), 1 cell \\N (line 5): if that means "no value", push with --null NULL --null \'\\N\'. Stored values stay as they are, unless the column has "empty: clear" in a mapping file.',
    ])
  })
  test.each([
    'NULL',
    'null',
    '\\N',
    'NA',
    'N/A',
    '#N/A',
    'None',
    'nan',
    'NaN',
    '(null)',
    '<NA>',
    'NaT',
    'undefined',
    '-',
  ])('%s', word => {
    expect(warningsOf('firstname', [word])).toHaveLength(1)
  })
  test('with the blanks that programs fill cells up with, which the flag must hold', () => {
    expect(warningsOf('firstname', ['NULL   ', ' NA', 'NULL   ', 'Ann    '])).toEqual([
      'Column "firstname" contains 2 cells "NULL   " (lines 2 and 4), 1 cell " NA" (line 3): if that means "no value", push with --null \'NULL   \' --null \' NA\'. Stored values stay as they are, unless the column has "empty: clear" in a mapping file.',
    ])
    expect(warningsOf('firstname', ['NULL   '], {null: ['NULL   ']})).toEqual([])
  })
  test.each([
    'Nina',
    'nano',
    'Null Island',
    'NANCY',
    '',
    ' ',
    '#1',
    '(030) 1',
    '-5',
    'NULLs',
    'constructor',
    'None Such',
  ])('%j is none', word => {
    expect(warningsOf('firstname', [word])).toEqual([])
  })
  test('that are rejected as numbers or dates are told too, options of that name are not', () => {
    expect(warningsOf('numemployees', ['NULL'])).toEqual([expect.stringMatching(/push with --null NULL\.$/)])
    expect(warningsOf('birthday', ['NaT'])).toHaveLength(1)
    const none = {
      ...contactTarget,
      properties: contactTarget.properties.map(one =>
        one.name === 'city_code' ? {...one, options: [{value: 'NA', label: 'Namibia', hidden: false}]} : one,
      ),
    }
    const pass = new RowPass(compileMapping(csvRequest(['email', 'city_code']), none))
    pass.mapRow({kind: 'source', row: 1, line: 2, record: ['a@example.com', 'NA']})
    expect(pass.findings().warnings).toEqual([])
  })
  test('that a flag or the mapping names are empty cells or values', () => {
    expect(warningsOf('city', ['NULL'], {null: ['NULL']})).toEqual([])
    expect(warningsOf('city', ['NULL'], {map: [{column: 'city', property: 'city', null: ['NULL']}]})).toEqual([])
    expect(warningsOf('city', ['n/a'], {map: [{column: 'city', property: 'city', values: {'n/a': ''}}]})).toEqual([])
  })
})

describe('words of a spreadsheet', () => {
  test('formulas that failed', () => {
    expect(warningsOf('city', ['Bonn', '#REF!', '#DIV/0!'])).toEqual([
      'Column "city" contains 2 spreadsheet errors, for example #REF! (lines 3 and 4): correct the formulas, or widen the column, and export it again.',
    ])
  })
  test.each(['#VALUE!', '#NAME?', '#WERT!', '#NV', '#####', '###'])('%s', word =>
    expect(warningsOf('city', [word])).toHaveLength(1),
  )
  test.each(['#1', '##', '#hashtag', '#ff0000'])('%s is none', word => expect(warningsOf('city', [word])).toEqual([]))
  test('numbers that it has shortened', () => {
    expect(warningsOf('phone', ['4.93012E+11', '123'])).toEqual([
      'Column "phone" contains 1 number that a spreadsheet seems to have shortened, for example 4.93012E+11 (line 2): the last digits are lost. Export the column as text.',
    ])
    expect(warningsOf('numemployees', ['1.5E+11'])).toEqual([])
  })
})

describe('keys', () => {
  test('that a spreadsheet has shortened', () => {
    expect(keyWarnings(['1.23457E+11', '7', '1,23457E+11', '1E+100'])).toEqual([
      'Key column "customer_no" contains 3 numbers that a spreadsheet seems to have shortened, for example 1.23457E+11 (lines 2, 4 and 5): different records may have been given the same key. Export the column as text.',
    ])
    expect(keyWarnings(['12E', 'A+11', 'E+11', '1.2.3E+11'])).toEqual([])
  })
  test('that all end in .0', () => {
    expect(keyWarnings(['1001.0', '1002.0'])).toEqual([
      'Key column "customer_no": all keys end in ".0", for example "1001.0", which is how pandas and others write whole numbers in columns with empty cells. These keys differ from "1001": export them as whole numbers.',
    ])
    expect(keyWarnings(['1001.0', '1002'])).toEqual([])
    expect(keyWarnings(['1001.0', '1002.00'])).toEqual([])
    expect(keyWarnings(['1001.000', '1,000'])).toEqual([])
  })
  test('empty keys, for which pandas writes the others so, say nothing of them', () => {
    expect(keyWarnings(['1001.0', '', '1002.0 ', ' '])).toEqual([
      expect.stringContaining('all keys end in ".0", for example "1001.0"'),
    ])
    expect(keyWarnings(['', '1001,00'])).toEqual([expect.stringMatching(/all keys end in ",00".* from "1001":/)])
    expect(keyWarnings(['', ''])).toEqual([])
  })
  test.each([
    ['A 1', 'A1'],
    ['a1', 'A1'],
    ['007', '7'],
    ['Ａ-1', 'A-1'],
    ['é', 'e\u0301'],
    ['A\u200B1', 'A1'],
  ])('%j and %j look alike', (first, second) => {
    expect(keyWarnings([first, second, 'x', first])).toEqual([
      expect.stringMatching(
        /^1 key of customer_no differs.* \(line 3\) from the one in line 2: they are different records\.$/,
      ),
    ])
  })
  test('that are the same or differ are not told', () => {
    expect(keyWarnings(['A1', 'A1', 'A2', 'B1', 'A1'])).toEqual([])
  })
  test('far apart in a long file are forgotten, near ones are not', () => {
    const many = Array.from({length: 200_000}, (_, index) => `K${index}`)
    expect(keyWarnings(['A 1', ...many, 'A1'])).toEqual([])
    expect(keyWarnings([...many, 'k199000'])).toHaveLength(1)
  })
})

test('years of two digits are told once, where a column has such a format', () => {
  const formats = {dateFormat: 'DD.MM.YY'}
  expect(warningsOf('birthday', ['31.12.68', '1.1.69'], {formats})).toEqual([
    'YY in the date format DD.MM.YY reads 00 to 68 as 2000 to 2068, and 69 to 99 as 1969 to 1999.',
  ])
  expect(warningsOf('city', ['31.12.68'], {formats})).toEqual([])
  expect(warningsOf('birthday', ['1 Jan 1969'], {formats: {dateFormat: 'D MMM YYYY'}})).toEqual([])
})

test('fields of JSON are watched, late ones too, whatever they are called', () => {
  const pass = new RowPass(
    compileMapping({...csvRequest(['email', 'firstname']), format: 'jsonl', ignoreUnknown: true}, contactTarget),
  )
  const record = JSON.parse(
    '{"email": "a@example.com", "firstname": "NULL", "city": "#REF!", "toString": "NA", "__proto__": "NA", "phone": null}',
  )
  pass.mapRow({kind: 'source', row: 1, line: 1, record})
  expect(pass.findings().warnings.map(text => text.slice(0, 32))).toEqual([
    'Column "firstname" contains 1 ce',
    'Column "city" contains 1 spreads',
  ])
})

test('a JSON key that was a decimal is seen as it is written', () => {
  const mapping = compileMapping({...csvRequest(['customer_no'], {key: 'customer_no'}), format: 'jsonl'}, contactTarget)
  const pass = new RowPass(mapping)
  pass.mapRow({kind: 'source', row: 1, line: 1, record: {customer_no: 1001}})
  expect(pass.findings().warnings).toEqual([])
})

test('samples are the first values as they are sent', () => {
  const {pass, map} = passOver(
    ['email', 'birthday', 'city', 'numemployees'],
    {formats: {dateFormat: 'DD.MM.YYYY'}},
    {samples: true},
  )
  map('not an address', '1.1.2000', 'Lost', '1')
  map(' Ann@Example.COM', '', 'Bonn', '1,234')
  map('ann@example.com', '2.1.2000', '', '1,234,567')
  expect([...pass.findings().samples]).toEqual([
    ['email', 'ann@example.com'],
    ['birthday', '2000-01-02'],
    ['numemployees', '1234567'],
  ])
})
