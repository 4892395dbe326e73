import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {dropOldValues} from '../../src/runs/history/drop-old-values.js'
import {deleteRun, findPrunable} from '../../src/runs/history/prune-runs.js'
import {readRunDetail} from '../../src/runs/history/run-detail.js'
import {readTimeline} from '../../src/runs/history/run-timeline.js'
import {NO_REQUESTS} from '../../src/runs/journal/journal-line.js'
import {Ledger} from '../../src/runs/journal/ledger.js'
import {readRejects} from '../../src/runs/journal/read-rejects.js'
import {lockRunFiles} from '../../src/runs/run-files-lock.js'
import {lockRun} from '../../src/runs/run-lock.js'
import {RunStore, type StoredRun} from '../../src/runs/run-store.js'
import {systemClock} from '../../src/shared/system-clock.js'
import {presentRun, presentRuns} from '../../src/terminal/present/present-run.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {refused, runRecord} from '../rejects/support/stored-run.js'
import {goldenPath, normalise} from '../support/golden.js'
import {collect} from '../support/push-rows.js'
import {tempDir} from '../support/temp-dir.js'

const HOSTILE = 'secret \x1b[31m value'
const CREATED = Date.parse('2026-11-23T17:02:55.000Z')

/** A run that is killed after its first batches, or ends; ten seconds pass between its batches. */
async function storeRun(dataDir: string, run: string, {ends}: {ends: boolean}): Promise<StoredRun> {
  let now = CREATED
  const clock = {now: () => now, sleep: async () => {}}
  const store = new RunStore(dataDir)
  const map = [{column: 'Mail', property: 'email'}]
  const mapping = {
    format: 'csv',
    columns: ['Mail', 'x'],
    map,
    ignore: ['x'],
    ignoreUnknown: false,
    key: 'email',
    objectTypeId: '0-1',
  }
  const directory = await store.create(runRecord({run, mapping}))
  const ledger = await Ledger.open({
    directory,
    clock,
    requests: () => ({...NO_REQUESTS, upserts: 2, retries: 1, throttled: 1}),
  })
  now += 10_000
  await ledger.settle([{kind: 'ack', row: 1, line: 2, key: 'ann@example.com', created: true}])
  now += 1000
  await ledger.settle([
    refused(2, {
      key: HOSTILE,
      value: HOSTILE,
      record: [HOSTILE, ''],
      message: `"${HOSTILE}" is no address.`,
      attempts: 1,
      correlationId: 'c-1',
    }),
    refused(3, {code: 'UNREADABLE_ROW', raw: HOSTILE}),
  ])
  if (ends) await ledger.end({state: 'finished', exitCode: 3})
  else await ledger.close()
  return store.read(run)
}

test('a run in detail: mapping, totals over time, pauses, correlation ids, and nothing of its rows', async () => {
  const dataDir = await tempDir()
  const stored = await storeRun(dataDir, '20261123-170255-k3f9', {ends: true})
  const detail = await readRunDetail(stored, dataDir)
  expect(detail).toMatchObject({
    ...{
      status: 'finished',
      exitCode: 3,
      open: 2,
      superseded: 0,
      mapping: [{column: 'Mail', property: 'email'}],
      ignored: ['x'],
    },
    ...{
      correlationIds: [{code: 'INVALID_EMAIL', correlationId: 'c-1'}],
      pauses: [{durationMs: 10_000}],
      rows: {read: 3, written: 1},
    },
  })
  expect(JSON.stringify(detail)).not.toContain('secret')
  const lines = presentRun(detail, {width: 100, palette: createPalette(false)})
  await expect(`${normalise(lines.join('\n'), [dataDir])}\n`).toMatchFileSnapshot(goldenPath('run-detail.txt'))
})

test('the history tells a run that is under way from one that was killed', async () => {
  const dataDir = await tempDir()
  const [killed, ended, running] = ['20261123-170255-aaaa', '20261123-170255-bbbb', '20261123-170255-cccc'] as const
  for (const run of [killed, ended, running]) await storeRun(dataDir, run, {ends: run === ended})
  const lock = await lockRun({dataDir, portalId: 1, objectTypeId: '0-1', run: running}, {waitMs: 0, clock: systemClock})
  const store = new RunStore(dataDir)
  const details = await Promise.all(
    [running, ended, killed].map(async run => readRunDetail(await store.read(run), dataDir)),
  )
  expect(details.map(({status, exitCode}) => [status, exitCode])).toEqual([
    ['running', null],
    ['finished', 3],
    ['interrupted', null],
  ])
  const screen = {width: 100, palette: createPalette(false)}
  await expect(`${presentRuns(details, 7, screen).join('\n')}\n`).toMatchFileSnapshot(goldenPath('runs.txt'))
  const prunable = await findPrunable(store, {dataDir, beforeMs: CREATED + 1})
  expect(prunable.map(({run, open}) => [run, open])).toEqual([
    [killed, 2],
    [ended, 2],
  ])
  for (const run of prunable) await deleteRun(run)
  expect((await collect(store.newestFirst())).map(({record}) => record.run)).toEqual([running])
  expect(await findPrunable(store, {dataDir, beforeMs: CREATED})).toEqual([])
  await lock.release()
})

test('values of old refused rows are dropped, and everything else of their run still fits together', async () => {
  const dataDir = await tempDir()
  const {directory, record} = await storeRun(dataDir, '20261123-170255-k3f9', {ends: true})
  const store = new RunStore(dataDir)
  const path = join(directory, 'rejects.jsonl')
  const before = (await stat(path)).size
  await dropOldValues(store, CREATED)
  expect(await readFile(path, 'utf8')).toContain('secret')
  await dropOldValues(store, CREATED + 1)
  await dropOldValues(store, CREATED + 1)
  expect(await readFile(path, 'utf8')).not.toContain('secret')
  expect((await stat(path)).size).toBe(before)
  const rejects = await collect(readRejects(await store.read(record.run)))
  expect(rejects).toMatchObject([
    {row: 2, line: 3, code: 'INVALID_EMAIL', attempts: 1},
    {row: 3, code: 'UNREADABLE_ROW'},
  ])
})

test('a run that is under way keeps its values and its files, however old it is', async () => {
  const dataDir = await tempDir()
  const stored = await storeRun(dataDir, '20261123-170255-k3f9', {ends: false})
  const {directory, record} = stored
  const path = join(directory, 'rejects.jsonl')
  const before = (await stat(path)).ino
  // as an older version runs it
  await dropOldValues(new RunStore(dataDir), CREATED + 1, async ({run}) => run === record.run)
  const files = await lockRunFiles(directory, systemClock)
  await dropOldValues(new RunStore(dataDir), CREATED + 1)
  expect((await stat(path)).ino).toBe(before)
  expect(await deleteRun({run: record.run, directory, open: 0})).toBe(false)
  expect(await readFile(path, 'utf8')).toContain('secret')
  await files.release()
  await dropOldValues(new RunStore(dataDir), CREATED + 1)
  expect(await readFile(path, 'utf8')).not.toContain('secret')
})

test('values that a run added when it was resumed are dropped as well', async () => {
  const dataDir = await tempDir()
  const {directory, record} = await storeRun(dataDir, '20261123-170255-k3f9', {ends: false})
  const store = new RunStore(dataDir)
  await dropOldValues(store, CREATED + 1)
  const {checkpoint} = await store.read(record.run)
  if (checkpoint === undefined) throw new Error('no checkpoint')
  const ledger = await Ledger.open({directory, clock: systemClock, requests: () => NO_REQUESTS, from: checkpoint})
  await ledger.settle([refused(checkpoint.line.row + 1, {key: HOSTILE, record: [HOSTILE]})])
  await ledger.end({state: 'finished', exitCode: 3})
  const emptied = (await readFile(join(directory, 'rejects.jsonl'), 'utf8')).split('\n')
  await dropOldValues(store, CREATED + 1)
  const text = await readFile(join(directory, 'rejects.jsonl'), 'utf8')
  expect(text).not.toContain('secret')
  expect(text.split('\n').slice(0, -2)).toEqual(emptied.slice(0, -2)) // what was dropped before is not hashed again
})

test('a run of another container is under way while it gives signs of life, and no pid of this one says otherwise', async () => {
  const dataDir = await tempDir()
  const run = '20261123-170255-k3f9'
  await storeRun(dataDir, run, {ends: false})
  const target = {dataDir, portalId: 1, objectTypeId: '0-1', run}
  const lock = await lockRun(target, {waitMs: 0, clock: systemClock})
  const path = join(dataDir, 'locks', (await readdir(join(dataDir, 'locks')))[0] ?? '')
  const contents = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({...contents, pid: 0x7ffffff0, pidNamespace: 'pid:[1]'}))
  expect(await readRunDetail(await new RunStore(dataDir).read(run), dataDir)).toMatchObject({status: 'running'})
  expect(await findPrunable(new RunStore(dataDir), {dataDir, beforeMs: CREATED + 1})).toEqual([])
  const refused = await lockRun({...target, run: 'other'}, {waitMs: 0, clock: systemClock}).catch(error => error)
  expect(refused).toMatchObject({
    code: 'LOCKED',
    message: expect.stringMatching(/process \d+ on .+locks\/1-0-1\.lock\).+ in (?:60|59) s/),
  })
  await lock.release()
})

test('a long journal is thinned evenly and keeps its end', async () => {
  const directory = await tempDir()
  let now = CREATED
  const ledger = await Ledger.open({
    directory,
    clock: {now: () => (now += 300), sleep: async () => {}},
    requests: () => NO_REQUESTS,
  })
  for (let row = 1; row <= 1000; row++)
    await ledger.settle([{kind: 'ack', row, line: row + 1, key: 'k', created: false}])
  await ledger.end({state: 'finished', exitCode: 0})
  const {points} = await readTimeline(directory)
  expect(points.length).toBeLessThanOrEqual(402)
  expect([points[0]?.read, points.at(-1)?.read]).toEqual([0, 1000])
  const steps = points.slice(1, -1).map((point, index) => point.read - (points[index]?.read ?? 0))
  expect(new Set(steps).size).toBe(1)
})
