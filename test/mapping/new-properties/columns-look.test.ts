import {expect, test} from 'vitest'
import {ColumnsLook} from '../../../src/mapping/new-properties/columns-look.js'
import {withTypes} from '../../../src/rows/cell-types.js'

test('cells of a workbook are what they are, however the texts of the file are written', () => {
  const names = ['amount', 'day', 'moment', 'mixed']
  const look = new ColumnsLook({
    request: {format: 'csv', formats: {dateFormat: 'DD.MM.YYYY', decimalComma: true, timeZone: 'UTC'}},
    columns: names.map((name, index) => ({name, header: name, index})),
    known: new Set(),
    isSecondHeader: () => false,
  })
  const rows = [
    [['1.5', '2024-01-02', '2024-01-02T03:04:05', '1'], 'nddn'],
    [['#N/A', '2024-01-03', '2024-01-03T03:04:05', 'x'], 'edd '],
    [['=A1', '01.02.2024', '2024-01-03T03:04:05', '2'], 'u dn'],
  ] as const
  for (const [at, [cells, types]] of rows.entries())
    look.add({kind: 'source', row: at + 1, line: at + 2, record: withTypes([...cells], types)})
  const kinds = [...look.verdicts()].map(([name, {kind}]) => [name, kind])
  expect(kinds).toEqual([
    ['amount', 'number'],
    ['day', 'date'],
    ['moment', 'datetime'],
    ['mixed', 'text'],
  ])
})
