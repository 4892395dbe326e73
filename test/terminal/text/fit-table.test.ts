import fc from 'fast-check'
import {expect, test} from 'vitest'
import {displayWidth, truncate} from '../../../src/terminal/text/display-width.js'
import {fitTable, shrinkToFit} from '../../../src/terminal/text/fit-table.js'
import {createPalette} from '../../../src/terminal/text/palette.js'

const screen = (width: number) => ({width, palette: createPalette(false)})

test('columns are aligned, numbers to the right, and an empty column is left out', () => {
  const rows = [
    {row: 7, name: 'ann', note: ''},
    {row: 1234, name: 'bob', note: ''},
  ]
  const lines = fitTable(
    rows,
    [
      {title: 'ROW', cell: ({row}) => String(row), align: 'right'},
      {title: 'NAME', cell: ({name}) => name},
      {title: 'NOTE', cell: ({note}) => note},
    ],
    screen(80),
  )
  expect(lines).toEqual(['   ROW  NAME', '     7  ann', '  1234  bob'])
})

test('characters two columns wide keep the columns aligned', () => {
  const lines = fitTable(
    [
      {city: '東京', code: 'a'},
      {city: 'Bonn', code: 'b'},
    ],
    [
      {title: 'CITY', cell: ({city}) => city},
      {title: 'CODE', cell: ({code}) => code},
    ],
    screen(80),
  )
  expect(lines).toEqual(['  CITY  CODE', '  東京  a', '  Bonn  b'])
})

test('a hostile cell stays on its line', () => {
  const lines = fitTable([{value: 'a\n\u001b[31mb'}], [{title: 'VALUE', cell: ({value}) => value}], screen(80))
  expect(lines).toEqual(['  VALUE', '  a⏎␛[31mb'])
})

test('the widest column gives way first, and none below its least width', () => {
  expect(shrinkToFit([10, 40, 30], [undefined, 8, 8], 60)).toEqual([10, 25, 25])
  expect(shrinkToFit([10, 40, 30], [undefined, 35, 8], 60)).toEqual([10, 35, 15])
  expect(shrinkToFit([10, 40], [undefined, undefined], 20)).toEqual([10, 40])
})

test('no line is wider than the screen, whatever the cells hold', () => {
  const cell = fc.string({unit: 'grapheme', maxLength: 60})
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), {minLength: 1, maxLength: 5}),
      fc.integer({min: 40, max: 120}),
      (rows, width) => {
        const columns = [
          {title: 'A', cell: ([a]: [string, string]) => a, minWidth: 8},
          {title: 'B', cell: ([, b]: [string, string]) => b, minWidth: 8},
        ]
        for (const line of fitTable(rows, columns, screen(width))) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      },
    ),
  )
})

test('a shortened text ends with an ellipsis and fits', () => {
  expect(truncate('abcdef', 6)).toBe('abcdef')
  expect(truncate('abcdefg', 6)).toBe('abcde…')
  expect(truncate('東京東京', 6)).toBe('東京…')
})

test('for a pipe nothing is cut short, however wide', () => {
  const long = 'x'.repeat(300)
  const columns = [{title: 'FILE', cell: ({file}: {file: string}) => file, minWidth: 8}]
  expect(fitTable([{file: long}], columns, {...screen(80), isWhole: true})).toEqual(['  FILE', `  ${long}`])
})
