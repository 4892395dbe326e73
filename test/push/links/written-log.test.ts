import {appendFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {WrittenLog} from '../../../src/push/links/written-log.js'
import type {Ack} from '../../../src/rows/rows.js'
import type {StoredRun} from '../../../src/runs/run-store.js'
import {mapped} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'

const ack = (row: number, created = true): Ack => ({
  kind: 'ack',
  row,
  line: row + 1,
  key: 'k',
  recordId: `r${row}`,
  created,
})

/** A run whose journal counts rows up to this one. */
const stoppedAt = (row: number) => ({checkpoint: {line: {row}}}) as StoredRun

/** What a process notes, and then is no more. */
async function leftBehind(...rows: readonly Ack[]): Promise<string> {
  const directory = await tempDir()
  const log = await WrittenLog.open(directory, undefined)
  await Promise.all(rows.map(row => log.note([row])))
  await log.close(false)
  return directory
}

test('rows beyond the checkpoint are known, as they were written; those that the journal counts are not', async () => {
  const directory = await leftBehind(ack(1), ack(2, false), {...ack(3), notStored: ['city']})
  const log = await WrittenLog.open(directory, stoppedAt(1))
  expect([1, 2, 3, 4].map(row => log.screen(mapped(row, `key${row}`)))).toEqual([false, true, true, false])
  expect(log.taken(2)).toEqual({...ack(2, false), key: 'key2'})
  expect(log.taken(3)).toMatchObject({recordId: 'r3', created: true, notStored: ['city']})
  log.forget([ack(2)])
  expect(log.taken(2)).toBeUndefined()
  await log.close(true)
  const again = await WrittenLog.open(directory, stoppedAt(0))
  expect(again.screen(mapped(3, 'key3'))).toBe(false)
  await again.close(true)
})

test('a row of a key of which an earlier row must be sent again is sent again, too', async () => {
  const directory = await leftBehind(ack(2), ack(3))
  const log = await WrittenLog.open(directory, stoppedAt(0))
  const rows = [mapped(1, 'ann'), mapped(2, 'ANN'), mapped(3, 'bob')]
  expect(rows.map(row => log.screen(row))).toEqual([false, false, true])
  await log.close(true)
})

test('what is torn or foreign costs no more than its rows', async () => {
  const directory = await leftBehind(ack(1))
  await appendFile(join(directory, 'written-rows.jsonl'), '{"x":1}\n[["1",2]]\n[[2,"r2",1],[3,"r')
  const log = await WrittenLog.open(directory, stoppedAt(0))
  expect([1, 2].map(row => log.screen(mapped(row, `key${row}`)))).toEqual([true, false])
  await log.note([ack(2)]) // on a line of its own
  await log.close(false)
  const again = await WrittenLog.open(directory, stoppedAt(0))
  expect([1, 2].map(row => again.screen(mapped(row, `key${row}`)))).toEqual([true, true])
  await again.close(true)
})
