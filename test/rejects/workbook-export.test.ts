import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {openSource} from '../../src/input/open-source.js'
import {exportToFile} from '../../src/rejects/export/export-to-file.js'
import {keptTypes, withKeptTypes} from '../../src/rejects/retry/kept-types.js'
import {typesOf, withTypes} from '../../src/rows/cell-types.js'
import {EXPORT_COLUMNS} from '../../src/rows/export-columns.js'
import type {Cell, SourceRecord} from '../../src/rows/rows.js'
import type {RunRecord} from '../../src/runs/run-record.js'
import {tempDir} from '../support/temp-dir.js'
import {refused, runRecord, storeRun} from './support/stored-run.js'

const OPTIONS = {format: 'xlsx', bom: false, includeSuperseded: false} as const

/** Exports rows with these cells as a workbook, and reads it again: cells and what they are. */
async function thereAndBack(
  header: readonly string[],
  rows: readonly (readonly [cells: readonly Cell[], types?: string])[],
  more: Partial<RunRecord> = {},
) {
  const path = join(await tempDir(), 'fixed.xlsx')
  const rejects = rows.map(([cells, types], at) =>
    refused(at + 1, {record: withTypes([...cells], types), property: 'email'}),
  )
  const exported = await exportToFile(await storeRun(runRecord({header, ...more}), rejects), OPTIONS, {
    path,
    overwrite: false,
  })
  const source = await openSource({path})
  const read: SourceRecord[] = []
  for await (const row of source.rows) if (row.kind === 'source') read.push(row.record)
  return {
    path,
    exported,
    header: source.header,
    rows: read.map(record => [[...(record as Cell[])], typesOf(record)] as const),
  }
}

const added = (line: number): readonly string[] => [String(line), 'INVALID_EMAIL', 'email', 'no address', 'row']

describe('rejected rows in a workbook', () => {
  test('are read again as they were: texts, numbers, dates and what was rejected for itself', async () => {
    const cells = [
      '007',
      '00123',
      '1.5',
      '2024-01-02',
      '2024-02-29T23:59:59.999',
      '#N/A',
      '9007199254740993',
      '1900-02-29',
      '1E+21',
      '=A1',
    ]
    const header = cells.map((_, at) => `c${at}`)
    const {rows, header: names} = await thereAndBack(header, [[cells, ' nnddelun ']])
    expect(names).toEqual([...header, ...EXPORT_COLUMNS])
    expect(rows).toEqual([[[...cells, ...added(2)], ' nnddelun n']])
  })

  test('have texts with every character that a cell can hold', async () => {
    const text = fc.oneof(
      fc.string({unit: 'binary', minLength: 1, maxLength: 12}),
      fc.constantFrom(
        '_x000D_',
        'a_x0041_b',
        '=1+1',
        ' lead',
        'two\nlines',
        '\r\n',
        '<&>"',
        '\u0000',
        '\uFFFE',
        '\ud800',
        ' ',
      ),
    )
    const property = fc.asyncProperty(fc.array(text, {minLength: 2, maxLength: 6}), async cells => {
      fc.pre(cells.some(cell => cell.trim() !== ''))
      const {rows} = await thereAndBack(
        cells.map((_, at) => `c${at}`),
        [[cells]],
      )
      expect(rows).toEqual([[[...cells, ...added(2)], `${' '.repeat(cells.length)}n`]])
    })
    await fc.assert(property, {numRuns: 25})
  }, 60_000)

  test('make the same file again, which is then not one with corrections', async () => {
    const {path, exported} = await thereAndBack(['email'], [[['x']]])
    expect(exported).toMatchObject({rows: 1, unreadable: 0, file: path})
    const before = await readFile(path)
    const stored = await storeRun(runRecord({header: ['email']}), [refused(1, {record: ['x'], property: 'email'})])
    await exportToFile(stored, OPTIONS, {path, overwrite: false})
    expect((await readFile(path)).equals(before)).toBe(true)
    const other = await storeRun(runRecord({header: ['email']}), [refused(1, {record: ['y']})])
    await expect(exportToFile(other, OPTIONS, {path, overwrite: false})).rejects.toMatchObject({code: 'USAGE'})
  })

  test('that no sheet can hold are refused, and no file is left', async () => {
    const long = 'x'.repeat(32_768)
    await expect(thereAndBack(['email'], [[[long]]])).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('a cell of 32768 characters, and Excel keeps 32767'),
    })
    const wide = Array.from({length: 16_384}, (_, at) => `c${at}`)
    await expect(thereAndBack(wide, [[['x']]])).rejects.toMatchObject({
      message: expect.stringContaining('16389 columns'),
    })
  })

  test('may be many', async () => {
    const rows = Array.from({length: 5000}, (_, at) => [[`a${at}@b.co`, 'x'.repeat(100)]] as const)
    const read = await thereAndBack(['email', 'note'], rows)
    expect(read.rows).toHaveLength(5000)
    expect(read.rows.at(-1)?.[0].slice(0, 3)).toEqual(['a4999@b.co', 'x'.repeat(100), '5001'])
  })
})

describe('a corrected row', () => {
  const marks = (texts: readonly string[]) => texts.map((text, at) => [`1 c${at}`, text] as const)
  const kept = keptTypes(
    withTypes(['a', '1.5', '#N/A', '2024-01-02'], ' ned'),
    marks(['a', '1.5', '#N/A', '2024-01-02']),
  )

  test('keeps what its cells were, where their texts are the same', () => {
    const given = ['a', '1.5', 'Ann', '2024-01-02']
    expect(typesOf(withKeptTypes([...given], marks(given), kept))).toBe(' n d')
  })

  test('has cells of its own where it is a workbook', () => {
    const given = ['7', '1.5', '#N/A', '2024-01-03']
    expect(typesOf(withKeptTypes(withTypes([...given], 'nn d'), marks(given), kept))).toBe('nned')
  })

  test('of texts alone stays as it is', () => {
    expect(typesOf(withKeptTypes(['a'], marks(['a']), []))).toBeUndefined()
    expect(keptTypes(['a'], marks(['a']))).toEqual([])
    expect(withKeptTypes({a: 1}, [], kept)).toEqual({a: 1})
  })
})
