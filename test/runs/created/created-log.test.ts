import {appendFile, readFile, truncate} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Ack} from '../../../src/rows/rows.js'
import {CreatedLog, MARK_MS} from '../../../src/runs/created/created-log.js'
import {readCreated, readCreatedFacts, readMadeLinks} from '../../../src/runs/created/read-created.js'
import {collect} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'

const BEGIN = Date.UTC(2026, 10, 23, 17)

/** A clock that tests move; people set `wall`, and nobody `monotonic`. */
function movedClock() {
  const at = {wall: BEGIN, monotonic: 5000}
  return {at, now: () => at.wall, monotonic: () => at.monotonic, sleep: async () => {}}
}

function made(row: number, recordId: string, createdAt: string | null = instant(0)): Ack {
  const ack = {kind: 'ack', row, line: row + 1, key: `k${row}`, created: true, recordId} as const
  return createdAt === null ? ack : {...ack, createdAt}
}

function instant(ms: number): string {
  return new Date(BEGIN + ms).toISOString()
}

const old: Ack = {kind: 'ack', row: 3, line: 4, key: 'k3', created: false, recordId: '9'}

test('it holds the records that the run made, by row, and no others', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  log.note([made(1, '11'), made(2, '12'), old, {kind: 'unchanged', row: 4, line: 5, key: 'k4'}, made(7, '17')])
  log.note([old])
  log.note([made(8, '18', null), {...made(9, '19'), recordId: 'x y'}])
  await log.close()
  expect((await collect(readCreated(directory))).flat()).toEqual([
    {row: 1, recordId: '11', isSure: true},
    {row: 2, recordId: '12', isSure: true},
    {row: 7, recordId: '17', isSure: true},
    {row: 8, recordId: '18', isSure: false},
  ])
  expect((await readCreatedFacts(directory))?.count).toBe(4)
})

test('a line costs few bytes a record', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  log.note(Array.from({length: 100}, (_, index) => made(index + 1, String(170_000_000_000 + index))))
  await log.close()
  expect((await readFile(join(directory, 'created'))).length).toBeLessThan(1450)
})

test('a line that is torn anywhere names no record: half an id would be another record', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  log.note([made(1, '11')])
  log.note([made(2, '170000000002'), made(3, '170000000003')])
  await log.close()
  const path = join(directory, 'created')
  const text = await readFile(path, 'utf8')
  const start = text.indexOf('made', text.indexOf('made') + 1)
  const whole = text.indexOf('\n', start)
  for (let bytes = whole - 1; bytes > start; bytes--) {
    await truncate(path, bytes)
    const again = await CreatedLog.open(directory, movedClock())
    again.note([made(4, '14')])
    await again.close()
    const ids = (await collect(readCreated(directory))).flat().map(({recordId}) => recordId)
    expect(ids, `cut after ${bytes} bytes`).toEqual(['11', '14'])
    await truncate(path, bytes)
  }
})

test('when a run wrote is known by HubSpot’s clock, however ours is set', async () => {
  const directory = await tempDir()
  const clock = movedClock()
  const log = await CreatedLog.open(directory, clock)
  const later = (ms: number): void => {
    clock.at.monotonic += ms
  }
  later(1000)
  log.note([made(1, '11', instant(3_600_900))]) // HubSpot's clock is an hour ahead, its reply took 100 ms
  clock.at.wall += 86_400_000 // somebody sets ours
  later(1000)
  log.note([made(2, '12', instant(3_601_500))])
  later(1000)
  await log.close()
  const again = await CreatedLog.open(directory, movedClock())
  await again.close()
  const facts = await readCreatedFacts(directory)
  const ahead = 3_600_000 - 100
  expect(facts?.sessions).toEqual([
    {fromMs: BEGIN + ahead, untilMs: BEGIN + ahead + 3000},
    {fromMs: BEGIN + ahead, untilMs: BEGIN + ahead},
  ])
})

test('a process that is killed wrote until its last sign of life, whether or not it made records then', async () => {
  const directory = await tempDir()
  const clock = movedClock()
  const log = await CreatedLog.open(directory, clock)
  const later = (ms: number): void => {
    clock.at.monotonic += ms
  }
  log.note([made(1, '11', instant(0))])
  for (const act of [() => log.alive(), () => log.note([{...made(2, '11'), created: false}])]) {
    later(5000)
    act()
    act() // at once: no second mark
  }
  const text = await readFile(join(directory, 'created'), 'utf8')
  expect(text.match(/^alive \d+ \.$/gm)).toHaveLength(2)
  const facts = await readCreatedFacts(directory)
  expect(facts).toMatchObject({count: 1, sessions: [{untilMs: BEGIN + 10_000 + MARK_MS, isCutOff: true}]})
  await log.close()
  const ended = await readCreatedFacts(directory)
  expect(ended?.sessions).toEqual([{fromMs: BEGIN, untilMs: BEGIN + 10_000}])
})

test('without a reply that says when, HubSpot’s clock is not known', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  log.note([made(1, '11', 'nonsense')])
  await log.close()
  expect(await readCreatedFacts(directory)).toMatchObject({count: 1, sessions: []})
  expect(await readCreatedFacts(await tempDir())).toBeUndefined()
})

test('the links that the run made are known with their labels', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  log.noteLinks('0-2', [])
  log.noteLinks('0-2', [
    {from: '11', to: '21', labels: []},
    {from: '11', to: '22', labels: ['U37', 'H28']},
  ])
  await log.close()
  await appendFile(join(directory, 'created'), 'link 0-2 11:2 x:1 .\nnonsense .\n')
  expect(await collect(readMadeLinks(directory))).toEqual([
    {
      ...{kind: 'link', toTypeId: '0-2'},
      links: [
        {from: '11', to: '21', labels: []},
        {from: '11', to: '22', labels: ['U37', 'H28']},
      ],
    },
    {kind: 'link', toTypeId: '0-2', links: [{from: '11', to: '2', labels: []}]},
  ])
})

test('what cannot be written is told when the next rows come, or at the end', async () => {
  const directory = await tempDir()
  const log = await CreatedLog.open(directory, movedClock())
  const broken = log as unknown as {readonly ['close']: () => Promise<void>}
  await broken.close()
  log.note([made(1, '11')])
  await expect(log.close()).rejects.toThrow()
})
