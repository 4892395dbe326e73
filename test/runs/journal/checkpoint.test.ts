import fc from 'fast-check'
import {expect, test} from 'vitest'
import {NO_ROWS} from '../../../src/rows/rows.js'
import {findCheckpoint} from '../../../src/runs/journal/checkpoint.js'
import {type JournalLine, NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'

const line = (row: number, rejectsBytes: number): JournalLine => ({
  at: '2026-11-23T17:02:55.000Z',
  row,
  totals: {...NO_ROWS, read: row},
  byCode: {},
  rejectsBytes,
  requests: NO_REQUESTS,
  durationMs: 0,
  state: 'running',
})
const journal = (...lines: JournalLine[]): Buffer =>
  Buffer.from(lines.map(each => `${JSON.stringify(each)}\n`).join(''))

test('the last whole line counts', () => {
  const whole = journal(line(100, 0), line(200, 10))
  expect(findCheckpoint(whole, 10)?.line.row).toBe(200)
  expect(findCheckpoint(whole.subarray(0, -1), 10)?.line.row).toBe(100)
})

test('a line whose rejects are not all there is passed over', () => {
  expect(findCheckpoint(journal(line(100, 5), line(200, 10)), 9)?.line.row).toBe(100)
})

test('nothing to trust means the first row', () => {
  expect(findCheckpoint(Buffer.alloc(0), 0)).toBeUndefined()
  expect(findCheckpoint(Buffer.from('{"row":1'), 0)).toBeUndefined()
  expect(findCheckpoint(Buffer.from('{"row":1}\n'), 0)).toBeUndefined()
})

test('whatever suffix of the two files is missing, the newest line that both still support is found, and where it ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), {minLength: 1, maxLength: 8}),
      fc.nat(3000),
      fc.nat(400),
      (growth, journalBytes, rejectsBytes) => {
        let bytes = 0
        const lines = growth.map((more, index) => {
          bytes += more
          return line((index + 1) * 100, bytes)
        })
        const cut = journal(...lines).subarray(0, journalBytes)
        const found = findCheckpoint(cut, rejectsBytes)
        const whole = lines.filter((_, index) => journal(...lines.slice(0, index + 1)).length <= cut.length)
        const expected = whole.filter(each => each.rejectsBytes <= rejectsBytes).at(-1)
        expect(found?.line.row).toBe(expected?.row)
        if (expected !== undefined)
          expect(found?.journalBytes).toBe(journal(...lines.slice(0, lines.indexOf(expected) + 1)).length)
      },
    ),
  )
})
