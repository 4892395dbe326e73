import {appendFile, readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {dropPlannedIds, keepPlannedIds, readPlannedIds} from '../../../src/push/archive/planned-ids.js'
import {plannedRow, recordIdOf} from '../../../src/push/archive/planned-row.js'
import {RowSpool} from '../../../src/push/archive/row-spool.js'
import type {BatchRow} from '../../../src/push/line/batch.js'
import {typesOf, withTypes} from '../../../src/rows/cell-types.js'
import {parseExactJson} from '../../../src/shared/text/exact-json.js'
import {collect, locallyRefused, mapped} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'

test('rows come back in their order and as they were, numbers of JSON and odd names too', async () => {
  const record = parseExactJson('{"id": 12345678901234567890, "n": 1.10, "__proto__": "x", "t": "\\u2028"}') as Record<
    string,
    unknown
  >
  const rows: BatchRow[] = [
    plannedRow({...mapped(1, 'a'), record}, '501', ['b@x.co']),
    {kind: 'unchanged', row: 2, line: 3, key: 'b'},
    {...locallyRefused(3), record: withTypes(['x', null, '"'], 'e')},
  ]
  const spool = await RowSpool.create(join(await tempDir(), 'rows'))
  await spool.add(rows.slice(0, 1))
  await spool.add(rows.slice(1))
  const read = (await collect(spool.chunks())).flat()
  expect(read).toEqual(rows)
  expect(read.map(row => typesOf('record' in row ? row.record : undefined))).toEqual([undefined, undefined, 'e'])
  const many = Array.from({length: 1200}, (_, index) => mapped(index + 4, `k${index}`))
  await spool.add(many)
  expect((await collect(spool.chunks())).flat()).toHaveLength(1203)
  await spool.close()
})

async function* chunksOf(...rows: BatchRow[]) {
  yield rows
}

test('what a run is about to archive is kept by row, replaced behind the checkpoint, and gone when the run has finished', async () => {
  const directory = await tempDir()
  const row = (number: number, id: string) => plannedRow(mapped(number, `k${number}`), id)
  await keepPlannedIds(directory, chunksOf(row(2, '7'), locallyRefused(3), row(5, '8')))
  await keepPlannedIds(
    directory,
    chunksOf({...locallyRefused(5), code: 'NOT_PRIMARY_EMAIL', existingId: '9'}, row(6, '10')),
    2,
  )
  await appendFile(join(directory, 'deletes'), '7 1') // torn by a crash it would be; nobody appends
  const idOf = readPlannedIds(directory)
  expect([await idOf(2), await idOf(4), await idOf(5), await idOf(6)]).toEqual([
    {row: 2, recordId: '7'},
    undefined,
    {row: 5, recordId: '9', code: 'NOT_PRIMARY_EMAIL'},
    {row: 6, recordId: '10'},
  ])
  expect(await readFile(join(directory, 'deletes'), 'utf8')).not.toContain('k5')
  await dropPlannedIds(directory)
  expect(await readPlannedIds(directory)(5)).toBeUndefined()
  await rm(directory, {recursive: true})
  expect(recordIdOf(row(1, '77'))).toBe('77')
})
