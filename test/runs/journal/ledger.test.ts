import {readFile, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Reject, Settled} from '../../../src/rows/rows.js'
import {findCheckpoint} from '../../../src/runs/journal/checkpoint.js'
import {NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {Ledger} from '../../../src/runs/journal/ledger.js'
import {readRejects} from '../../../src/runs/journal/read-rejects.js'
import type {RunRecord} from '../../../src/runs/run-record.js'
import {collect} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'

const ack = (row: number, created = false): Settled => ({kind: 'ack', row, line: row + 1, key: `k${row}`, created})
const reject = (row: number, message = 'no number'): Reject => ({
  kind: 'reject',
  row,
  line: row + 1,
  code: 'INVALID_NUMBER',
  message,
  attempts: 0,
})

/** A clock that moves a second at each look, so that every batch is a checkpoint. */
function ticking() {
  let now = 1_780_000_000_000
  return {
    now: () => {
      now += 1000
      return now
    },
    sleep: async () => {},
  }
}

async function openLedger(directory: string): Promise<Ledger> {
  return Ledger.open({directory, clock: ticking(), requests: () => NO_REQUESTS})
}

test('totals count each row once: read = written + unchanged + skipped + rejected', async () => {
  const ledger = await openLedger(await tempDir())
  await ledger.settle([ack(1, true), ack(2), reject(3), {kind: 'skipped', row: 4, line: 5, key: 'k4'}])
  expect(ledger.totals).toEqual({
    read: 4,
    written: 2,
    created: 1,
    updated: 1,
    deleted: 0,
    unchanged: 0,
    skipped: 1,
    rejected: 1,
  })
  expect(ledger.byCode).toEqual({INVALID_NUMBER: 1})
  await ledger.close()
})

test('a row that stands for those behind it counts all of them', async () => {
  const ledger = await openLedger(await tempDir())
  const place = {kind: 'unchanged', line: 3, key: 'k2'} as const
  await ledger.settle([ack(1), {...place, row: 2, lastRow: 900}, reject(901), {...place, row: 902, lastRow: 902}])
  expect(ledger.totals).toMatchObject({read: 902, written: 1, unchanged: 900, skipped: 0, rejected: 1})
  await expect(ledger.settle([{...place, row: 902, lastRow: 903}])).rejects.toThrow('Row 902 was settled after row 902')
  await ledger.close()
})

test('a row that is missing or comes twice is a bug that is not counted away', async () => {
  const ledger = await openLedger(await tempDir())
  await ledger.settle([ack(1)])
  await expect(ledger.settle([ack(3)])).rejects.toThrow('Row 3 was settled after row 1')
  await expect(ledger.settle([ack(1)])).rejects.toThrow('Row 1 was settled after row 1')
  await ledger.close()
})

test('a run cut off anywhere goes on from a checkpoint with just the rejects that belong to it', async () => {
  const directory = await tempDir()
  const ledger = await openLedger(directory)
  await ledger.settle([ack(1), reject(2)])
  await ledger.settle([reject(3, 'line separator: \u2028'), ack(4)])
  await ledger.close()

  const journal = await readFile(join(directory, 'journal.jsonl'))
  const size = (await stat(join(directory, 'rejects.jsonl'))).size
  const from = findCheckpoint(journal, size - 1) // the last reject is torn
  expect(from?.line.row).toBe(2)
  const resumed = await Ledger.open({directory, clock: ticking(), requests: () => NO_REQUESTS, ...(from && {from})})
  await resumed.settle([reject(3, 'line separator: \u2028'), ack(4)])
  await resumed.end({state: 'finished', exitCode: 3})

  const checkpoint = findCheckpoint(await readFile(join(directory, 'journal.jsonl')), Number.POSITIVE_INFINITY)
  expect(checkpoint?.line).toMatchObject({
    row: 4,
    state: 'finished',
    exitCode: 3,
    totals: {read: 4, written: 2, rejected: 2},
  })
  const stored = await collect(readRejects({directory, record: {} as RunRecord, ...(checkpoint && {checkpoint})}))
  expect(stored).toEqual([reject(2), reject(3, 'line separator: \u2028')])
})

test('its files are readable by their owner alone', async () => {
  const directory = await tempDir()
  await (await openLedger(directory)).close()
  for (const name of ['journal.jsonl', 'rejects.jsonl'])
    expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600)
})

test('lines that list many doubts are written the more rarely: a storm does not fill the disk with its journal', async () => {
  const directory = await tempDir()
  const doubts = Array.from({length: 5000}, (_, index) => [2 * index + 1, 1_780_000_100_000] as const)
  const ledger = await Ledger.open({directory, clock: ticking(), requests: () => NO_REQUESTS, doubts: () => doubts})
  for (let row = 1; row <= 200; row += 1) await ledger.settle([ack(row)])
  await ledger.close()
  const {size} = await stat(join(directory, 'journal.jsonl'))
  expect(size).toBeLessThan(50 * 1000 * 1000)
  expect((await readFile(join(directory, 'journal.jsonl'), 'utf8')).trimEnd().split('\n').length).toBeLessThan(110)
})
