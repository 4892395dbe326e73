import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {hasOneMark, neededMark, numberReadings} from '../../../src/mapping/coerce/numbers/number-readings.js'
import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import {RowPass} from '../../../src/mapping/watch/row-pass.js'
import {JsonNumber} from '../../../src/shared/text/exact-json.js'
import {contactTarget, csvRequest} from '../support/definitions.js'
import {numbers, passOver} from './support.js'

describe('a column whose cells need the other decimal mark', () => {
  test('a point before three digits is believed until then, and rejected from then on', () => {
    const {sent, doubtful, warnings, rows} = numbers(['1.000', '12', '2.500', '1.234,50', '1.000', '12', '3.14'])
    expect(sent).toEqual(['1.000', '12', '2.500', '[INVALID_NUMBER]', '[AMBIGUOUS_VALUE]', '12', '3.14'])
    expect(doubtful).toBe(2)
    expect(warnings).toEqual([
      'Column "numemployees" has numbers with a decimal comma, for example "1.234,50" in line 5; 2 numbers before it may be wrong by a factor of a thousand, for example "1.000" (lines 2 and 4), read with a decimal point. Check them, and push the file again with --decimal-comma if all its numbers are written that way, or after correcting the column.',
    ])
    expect(rows[4]).toMatchObject({
      kind: 'reject',
      row: 5,
      line: 6,
      key: 'a4@example.com',
      property: 'numemployees',
      value: '1.000',
      message:
        '"1.000" could be 1000 or 1.000, because column "numemployees" has both decimal marks, for example "1.234,50" in line 5 (property numemployees (contacts)). If all numbers of the column have a decimal comma, push with --decimal-comma; otherwise write 1000 or 1.0000.',
      record: ['a4@example.com', '1.000'],
    })
  })

  test('with --decimal-comma it is the other way round, for points and commas', () => {
    const {sent, doubtful} = numbers(['1.000', '1,234', '7,5', '1,234.5', '1.000', '1,234', '7,5'], {
      formats: {decimalComma: true},
    })
    expect(sent).toEqual(['1000', '1.234', '7.5', '[INVALID_NUMBER]', '[AMBIGUOUS_VALUE]', '[AMBIGUOUS_VALUE]', '7.5'])
    expect(doubtful).toBe(2)
  })

  test('with --thousands , a comma is in doubt too', () => {
    const {sent, doubtful} = numbers(['1,000', '1,5', '1,000', '1.000'], {formats: {thousands: ','}})
    expect(sent).toEqual(['1000', '[INVALID_NUMBER]', '[AMBIGUOUS_VALUE]', '[AMBIGUOUS_VALUE]'])
    expect(doubtful).toBe(1)
  })

  test.each(['1.234,50 €', '12,5 %', '0,5', '1.234.567', '1 234,5'])('%j shows it', cell => {
    expect(numbers([cell, '1.000']).sent[1]).toBe('[AMBIGUOUS_VALUE]')
  })
  test.each(['1,234', 'many', '1,234.5', '3.5.2024', 'NULL'])('%j does not', cell => {
    expect(numbers([cell, '1.000']).sent[1]).toBe('1.000')
  })

  test('what was sent before counts whatever blanks are around it', () => {
    expect(numbers([' 1.000', '1.000 ', '0,5']).doubtful).toBe(2)
  })

  test('other columns are not doubted, and a row with two doubtful cells names both', () => {
    const map = [
      {column: 'a', property: 'numemployees'},
      {column: 'b', property: 'lead_score'},
    ]
    const properties = [
      ...contactTarget.properties,
      {...contactTarget.properties.find(({name}) => name === 'numemployees'), name: 'lead_score'},
    ]
    const mapping = compileMapping(csvRequest(['email', 'a', 'b'], {map}), {
      ...contactTarget,
      properties: properties as typeof contactTarget.properties,
    })
    const pass = new RowPass(mapping)
    const rows = [
      ['0,5', '1.000'],
      ['1', '1.000'],
      ['2', '0,5'],
      ['1.000', '2.000'],
    ].map(([a = '', b = ''], index) =>
      pass.mapRow({kind: 'source', row: index + 1, line: index + 2, record: [`a${index}@example.com`, a, b]}),
    )
    expect(rows.map(({kind}) => kind)).toEqual(['reject', 'mapped', 'reject', 'reject'])
    expect(rows[3]).toMatchObject({
      code: 'AMBIGUOUS_VALUE',
      value: '1.000',
      message: expect.stringMatching(/Also: "2\.000" could be 2000 or 2\.000/),
    })
  })

  test('cells that the mapping translates are not numbers of the file', () => {
    const values = {values: {'1.000': '7', x: '0,5'}}
    const map = [{column: 'numemployees', property: 'numemployees', ...values}]
    const {sent, doubtful} = numbers(['1.000', '0,5', '1.000', '2.000'], {map})
    expect({sent, doubtful}).toEqual({sent: ['7', '[INVALID_NUMBER]', '7', '[AMBIGUOUS_VALUE]'], doubtful: 0})
  })

  test('both marks without a doubtful cell are only told', () => {
    const {sent, doubtful, warnings} = numbers(['1.5', '2,5', '3'])
    expect({sent, doubtful}).toEqual({sent: ['1.5', '[INVALID_NUMBER]', '3'], doubtful: 0})
    expect(warnings).toEqual([
      'Column "numemployees" has numbers with a decimal comma, for example "2,5" in line 3, and others with a decimal point. Check them, and push the file again with --decimal-comma if all its numbers are written that way, or after correcting the column.',
    ])
    expect(numbers(['2,5', '3']).warnings).toEqual([])
  })
})

test('numbers of JSON have a point, and are neither doubted nor evidence', () => {
  const mapping = compileMapping(
    {...csvRequest(['email', 'numemployees'], {formats: {decimalComma: true}}), format: 'jsonl'},
    contactTarget,
  )
  const pass = new RowPass(mapping)
  const sent = [
    '1.000',
    1.5,
    new JsonNumber('1.000'),
    new JsonNumber('0.12345678901234567890'),
    '1.5',
    2.125,
    '1.000',
  ].map((numemployees, index) => {
    const row = pass.mapRow({
      kind: 'source',
      row: index + 1,
      line: index + 1,
      record: {email: `a${index}@example.com`, numemployees},
    })
    return row.kind === 'mapped' ? row.properties['numemployees'] : `[${row.code}]`
  })
  expect(sent).toEqual([
    '1000',
    '1.5',
    '1.000',
    '0.12345678901234567890',
    '[INVALID_NUMBER]',
    '2.125',
    '[AMBIGUOUS_VALUE]',
  ])
})

describe('what an earlier pass has found', () => {
  test('counts from the first row on', () => {
    const {marks} = numbers(['1.000', '0,5'])
    const {pass, map} = passOver(['email', 'numemployees'], {}, {marks})
    expect(map('a@example.com', '1.000')).toMatchObject({
      code: 'AMBIGUOUS_VALUE',
      message: expect.stringContaining('"0,5" in line 3'),
    })
    expect(pass.findings().doubtful).toBe(0)
  })

  test('rows that a resumed run passes over are learnt from', () => {
    const {pass, map, skip} = passOver(['email', 'numemployees'])
    skip('a@example.com', '1.000')
    skip('b@example.com', '1.234,50')
    skip('c@example.com', '2.000')
    expect(map('d@example.com', '3.000')).toMatchObject({code: 'AMBIGUOUS_VALUE'})
    expect(pass.findings()).toMatchObject({doubtful: 1, warnings: [expect.stringContaining('1 number before it')]})
  })

  test('a reject of another run that only the column had put in doubt stays one', () => {
    const {pass, map} = passOver(['email', 'numemployees'])
    pass.doubted({code: 'AMBIGUOUS_VALUE', property: 'numemployees', value: '1,234', line: 2}) // ambiguous by itself
    expect(map('a@example.com', '1.000').kind).toBe('mapped')
    pass.doubted({code: 'AMBIGUOUS_VALUE', property: 'numemployees', value: '1.000', line: 2})
    expect(map('b@example.com', '1.000')).toMatchObject({code: 'AMBIGUOUS_VALUE'})
  })
})

describe('no cell is sent where two readings are plausible', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '1.000',
      '2.500',
      '1,000',
      '12,345',
      '7',
      '1.5',
      '1,5',
      '1.234,5',
      '1,234.5',
      '1.234.567',
      '0,125',
      '0.125',
      'x',
    ),
    fc.stringMatching(/^[1-9]\d{0,2}[.,]\d{1,3}$/),
  )
  const formats = fc.constantFrom({}, {decimalComma: true}, {thousands: ','} as const)

  test('allowed by the flags, and shown by some cell of that column', () => {
    fc.assert(
      fc.property(fc.array(cell, {maxLength: 12}), formats, (cells, asked) => {
        const own = 'decimalComma' in asked ? 'comma' : 'point'
        const {sent, doubtful} = numbers(cells, {formats: asked})
        const shownAt = cells.findIndex(text => neededMark(text) !== undefined && neededMark(text) !== own)
        const isSent = (index: number): boolean => !(sent[index] ?? '[').startsWith('[')
        const late = cells.filter((text, index) => shownAt >= 0 && index > shownAt && hasOneMark(text) && isSent(index))
        const early = cells.filter((text, index) => index < shownAt && hasOneMark(text) && isSent(index))
        expect({cells, late, doubtful}).toEqual({cells, late: [], doubtful: early.length})
        for (const [index, text] of cells.entries())
          if (isSent(index)) expect(Object.values(numberReadings(text))).toContain(sent[index])
      }),
      {numRuns: 1500},
    )
  })
})
