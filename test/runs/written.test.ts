import {readFile, rm, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Ack, Settled} from '../../src/rows/rows.js'
import {findCheckpoint} from '../../src/runs/journal/checkpoint.js'
import {NO_REQUESTS} from '../../src/runs/journal/journal-line.js'
import {Ledger} from '../../src/runs/journal/ledger.js'
import {resumeWritten} from '../../src/runs/journal/resume-written.js'
import type {WrittenFile} from '../../src/runs/journal/written-writer.js'
import type {RunRecord} from '../../src/runs/run-record.js'
import type {StoredRun} from '../../src/runs/run-store.js'
import {tempDir} from '../support/temp-dir.js'
import {tickingClock} from './support/ticking-clock.js'

const ack = (row: number, more: Partial<Ack> = {}): Settled => ({
  kind: 'ack',
  row,
  line: row + 1,
  key: `k${row}`,
  recordId: `9${row}`,
  created: row === 1,
  ...more,
})
const ROWS = [
  ack(1),
  ack(2, {key: 'O"Neil, x'}),
  {kind: 'skipped', row: 3, line: 4, key: 'k3'},
  ack(4),
  ack(5),
] as const satisfies readonly Settled[]

/** Settles ROWS after `from`, one checkpoint each. */
async function settleRest(directory: string, written: WrittenFile, from?: StoredRun): Promise<void> {
  const checkpoint = from?.checkpoint
  const ledger = await Ledger.open({
    directory,
    clock: tickingClock(),
    requests: () => NO_REQUESTS,
    written,
    ...(checkpoint && {from: checkpoint}),
  })
  for (const row of ROWS.slice(checkpoint?.line.row ?? 0)) await ledger.settle([row])
  await ledger.end({state: 'stopped', exitCode: 6})
}

async function stored(directory: string, written: string): Promise<StoredRun> {
  const checkpoint = findCheckpoint(await readFile(join(directory, 'journal.jsonl')), 0)
  return {directory, record: {written} as RunRecord, ...(checkpoint && {checkpoint})}
}

test('CSV: one line for each written row, quoted where it must be', async () => {
  const directory = await tempDir()
  const path = join(directory, 'out.csv')
  await settleRest(directory, {path, format: 'csv'})
  expect(await readFile(path, 'utf8')).toBe(
    'row,line,key,record_id,outcome\r\n1,2,k1,91,created\r\n2,3,"O""Neil, x",92,updated\r\n4,5,k4,94,updated\r\n5,6,k5,95,updated\r\n',
  )
})

test('JSONL: one object for each written row', async () => {
  const directory = await tempDir()
  const path = join(directory, 'out.jsonl')
  await settleRest(directory, {path, format: 'jsonl'})
  const [first = '', second = ''] = (await readFile(path, 'utf8')).split('\n')
  expect(JSON.parse(first)).toEqual({row: 1, line: 2, key: 'k1', recordId: '91', outcome: 'created'})
  expect(JSON.parse(second)).toEqual({row: 2, line: 3, key: 'O"Neil, x', recordId: '92', outcome: 'updated'})
})

test('whatever suffix of the journal and of the file is missing, after the resume no line is missing, torn or there twice', async () => {
  const directory = await tempDir()
  const file: WrittenFile = {path: join(directory, 'out.csv'), format: 'csv'}
  await settleRest(directory, file)
  const whole = {journal: await readFile(join(directory, 'journal.jsonl')), written: await readFile(file.path)}
  const cuts = fc.record({
    journal: fc.nat(whole.journal.length),
    written: fc.integer({min: 1, max: whole.written.length}),
  })
  await fc.assert(
    fc.asyncProperty(cuts, async cut => {
      await writeFile(join(directory, 'journal.jsonl'), whole.journal.subarray(0, cut.journal))
      await writeFile(file.path, whole.written.subarray(0, cut.written))
      const {resumed, warning} = await resumeWritten(await stored(directory, file.path), file.path)
      await settleRest(directory, file, resumed)
      expect(warning).toBeUndefined()
      expect(await readFile(file.path, 'utf8')).toBe(whole.written.toString())
    }),
    {numRuns: 60},
  )
})

test('a file that was taken away begins anew with the rows of now, and somebody is told', async () => {
  const directory = await tempDir()
  const file: WrittenFile = {path: join(directory, 'out.jsonl'), format: 'jsonl'}
  await settleRest(directory, file)
  await truncate(join(directory, 'journal.jsonl'), (await readFile(join(directory, 'journal.jsonl'))).length - 1)
  await rm(file.path)
  const {resumed, warning} = await resumeWritten(await stored(directory, file.path), file.path)
  await settleRest(directory, file, resumed)
  expect(warning).toContain('does not contain the lines of the first 5 rows')
  expect(await readFile(file.path, 'utf8')).toBe('')
})

test('another file than before is not cut to the length of the first one', async () => {
  const directory = await tempDir()
  await settleRest(directory, {path: join(directory, 'out.csv'), format: 'csv'})
  const other: WrittenFile = {path: join(directory, 'other.csv'), format: 'csv'}
  await writeFile(other.path, `row,line,key,record_id,outcome\r\n${'1,2,of another run,91,created\r\n'.repeat(20)}`)
  const {resumed, warning} = await resumeWritten(await stored(directory, join(directory, 'out.csv')), other.path)
  await settleRest(directory, other, resumed)
  expect(warning).toContain('other.csv does not contain')
  expect(await readFile(other.path, 'utf8')).toBe('row,line,key,record_id,outcome\r\n')
})
