import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Reject, SourceRow} from '../../../src/rows/rows.js'
import {readText} from '../support/read-rows.js'

/** Cells full of what CSV finds hard. */
const cell = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '"', ',', ';', '\n', '\r', '\t', 'é', '😀', '0'),
  maxLength: 8,
})
const table = fc
  .integer({min: 1, max: 5})
  .chain(width =>
    fc.array(fc.array(cell, {minLength: width, maxLength: width}), {maxLength: 12}).map(rows => ({width, rows})),
  )

function toCsv(header: readonly string[], rows: readonly (readonly string[])[], lineEnd: string): string {
  return [header, ...rows].map(cells => cells.map(quote).join(',') + lineEnd).join('')
}

/** As most programs write: quotes where needed. A blank cell too, since a line of blanks is no row. */
function quote(text: string): string {
  return /[",;\n\r\t]/.test(text) || text.trim() === '' ? `"${text.replaceAll('"', '""')}"` : text
}

test('any cells come back as they were written, one row for one row, however the bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.integer({min: 1, max: 40})),
      async ({width, rows}, lineEnd, chunks) => {
        const header = Array.from({length: width}, (_, index) => `h${index}`)
        const read = await readText(toCsv(header, rows, lineEnd), {delimiter: ','}, chunks)
        expect(read.rows.map(row => row.record)).toEqual(rows)
        expect(read.rows.map(({row}) => row)).toEqual(rows.map((_, index) => index + 1))
      },
    ),
    {numRuns: 300},
  )
})

test('the line of a row is the one where it starts', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({width, rows}) => {
      const header = Array.from({length: width}, (_, index) => `h${index}`)
      const read = await readText(toCsv(header, rows, '\n'), {delimiter: ','})
      const lines = rows.map((_, index) => toCsv(header, rows.slice(0, index), '\n').split('\n').length)
      expect(read.rows.map(({line}) => line)).toEqual(lines)
    }),
  )
})

test('whatever a file holds, each of its lines that is not blank lies in exactly one row', async () => {
  const text = fc.string({unit: fc.constantFrom('a', '"', '"', ',', '\n', '\n', 'x'), maxLength: 60})
  await fc.assert(
    fc.asyncProperty(text, async body => {
      const lines = `h,i\nj,k\n${body}`.split('\n') // a row as long as the header: if none is, the file is refused
      const filled = lines.flatMap((line, index) => (index > 0 && line.replaceAll(',', '') !== '' ? [index + 1] : []))
      const {rows} = await readText(lines.join('\n'), {delimiter: ','})
      const covered = rows.flatMap(row => Array.from({length: linesOf(row)}, (_, index) => row.line + index))
      expect(covered).toEqual([...new Set(covered)].sort((a, b) => a - b))
      expect(filled.filter(line => !covered.includes(line))).toEqual([])
    }),
    {numRuns: 1000},
  )
})

function linesOf(row: SourceRow | Reject): number {
  const text = row.kind === 'reject' ? (row.raw ?? '') : Object.values(row.record).join('')
  return text.split('\n').length
}

test('a line that opens a quote and never closes it costs exactly that row', async () => {
  const plain = fc.array(fc.tuple(fc.stringMatching(/^[a-z0-9]{1,6}$/), fc.stringMatching(/^[a-z0-9]{1,6}$/)), {
    minLength: 1,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(plain, fc.nat(20), async (rows, position) => {
      const lines = rows.map(cells => cells.join(','))
      const at = position % (lines.length + 1)
      const read = await readText(`h,i\n${lines.toSpliced(at, 0, 'x,"broken').join('\n')}\n`)
      expect(read.rows.map(row => (row.kind === 'source' ? row.record : row.raw))).toEqual(
        rows.map(cells => [...cells] as unknown).toSpliced(at, 0, 'x,"broken'),
      )
    }),
  )
})
