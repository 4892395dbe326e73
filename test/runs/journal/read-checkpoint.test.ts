import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {NO_ROWS} from '../../../src/rows/rows.js'
import {findCheckpoint, readCheckpoint} from '../../../src/runs/journal/checkpoint.js'
import {NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {tempDir} from '../../support/temp-dir.js'

/**
 * A journal of so many lines; each counts a reject of ten bytes more. `padding` makes lines longer than what is read at
 * first.
 */
function journalOf(lines: number, padding = 0): Buffer {
  const counts = {
    totals: NO_ROWS,
    byCode: {},
    requests: NO_REQUESTS,
    durationMs: 0,
    state: 'running',
    at: 'x'.repeat(padding),
  }
  const texts = Array.from({length: lines}, (_, index) =>
    JSON.stringify({...counts, row: index + 1, rejectsBytes: 10 * (index + 1)}),
  )
  return Buffer.from(`${texts.join('\n')}\n{"torn`)
}

test.each([
  ['the last line of a short journal', journalOf(3), 99],
  ['the last line of a long one', journalOf(2000), 99_999],
  ['a line far back, where rejects are missing', journalOf(2000), 15],
  ['lines longer than a look', journalOf(4, 100_000), 25],
  ['no line at all', journalOf(2000), 5],
  ['an empty journal', Buffer.alloc(0), 0],
])('%s: read from its end as from its beginning', async (_, journal, rejectsBytes) => {
  const path = join(await tempDir(), 'journal.jsonl')
  await writeFile(path, journal)
  expect(await readCheckpoint(path, {rejectsBytes})).toEqual(findCheckpoint(journal, rejectsBytes))
})

test('a journal that is not there has no checkpoint', async () => {
  expect(await readCheckpoint(join(await tempDir(), 'journal.jsonl'), {rejectsBytes: 0})).toBeUndefined()
})
