import {readdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openSuperseding} from '../../../src/rejects/retry/superseding.js'
import type {Reject, Settled} from '../../../src/rows/rows.js'
import {NO_REQUESTS} from '../../../src/runs/journal/journal-line.js'
import {Ledger} from '../../../src/runs/journal/ledger.js'
import {readRejects} from '../../../src/runs/journal/read-rejects.js'
import type {RunRecord} from '../../../src/runs/run-record.js'
import {RunStore} from '../../../src/runs/run-store.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {withCleanup} from '../../../src/shared/with-cleanup.js'
import {collect} from '../../support/push-rows.js'
import {tempDir} from '../../support/temp-dir.js'
import {refused, runRecord} from '../support/stored-run.js'

const written = (row: number, key: string): Settled => ({kind: 'ack', row, line: row + 1, key, created: false})
const reject = (row: number, key: string, more: Partial<Reject> = {}): Reject =>
  refused(row, {key, record: [key], ...more})
const RUNS = ['20261121-000000-aaaa', '20261122-000000-bbbb', '20261123-000000-cccc'] as const

/** Settles the rows as a run of its own would. */
async function settle(
  dataDir: string,
  run: string,
  settled: readonly Settled[],
  more: Partial<RunRecord> = {},
): Promise<void> {
  const record = runRecord({run, ...more})
  const directory = await new RunStore(dataDir).create(record)
  const ledger = await Ledger.open({directory, clock: systemClock, requests: () => NO_REQUESTS})
  await withCleanup(async defer => {
    const superseding = await openSuperseding({dataDir, record, defer})
    await superseding.note(
      settled,
      settled.map(outcome => (outcome.kind === 'reject' ? outcome.origin : undefined)),
    )
  })
  await ledger.settle(settled)
  await ledger.end({state: 'finished', exitCode: 3})
}

test('it is empty as long as no reject is open, of this run or another', async () => {
  const dataDir = await tempDir()
  const [first, second] = RUNS
  await settle(dataDir, first, [written(1, 'ann')])
  const isEmpty = (): Promise<boolean> =>
    withCleanup(async defer => {
      const superseding = await openSuperseding({dataDir, record: runRecord({run: second}), defer})
      await superseding.note([written(1, 'bob')])
      const before = superseding.isEmpty
      await superseding.note([reject(2, 'cid')])
      expect(superseding.isEmpty).toBe(false)
      return before
    })
  expect(await isEmpty()).toBe(true)
  await settle(dataDir, second, [reject(1, 'ann')])
  expect(await isEmpty()).toBe(false)
})

/** Row of each reject → what overtook it. */
async function overtaken(dataDir: string, run: string): Promise<unknown> {
  const rejects = await collect(readRejects(await new RunStore(dataDir).read(run)))
  return Object.fromEntries(
    rejects.map(({row, supersededBy}) => [row, supersededBy && `${supersededBy.run} ${supersededBy.row}`]),
  )
}

test('a refused row is overtaken by a later row of its key that is written, in the same run or a later one, and by no other', async () => {
  const dataDir = await tempDir()
  const [first, second] = RUNS
  await settle(dataDir, first, [
    written(1, 'ann'),
    reject(2, 'ann'),
    reject(3, 'bob'),
    reject(4, 'cid'),
    written(5, 'cid'),
    reject(6, 'cid'),
  ])
  expect(await overtaken(dataDir, first)).toEqual({2: undefined, 3: undefined, 4: `${first} 5`, 6: undefined})
  await settle(dataDir, second, [written(1, 'dan'), reject(2, 'bob'), written(3, 'ann')])
  expect(await overtaken(dataDir, first)).toEqual({2: `${second} 3`, 3: undefined, 4: `${first} 5`, 6: undefined})
  expect(await overtaken(dataDir, second)).toEqual({2: undefined})
})

test.each<Partial<RunRecord>>([
  {portalId: 2},
  {object: {name: 'companies', objectTypeId: '0-2'}},
  {key: 'external_id'},
])('the same key of %o is another one', async other => {
  const dataDir = await tempDir()
  await settle(dataDir, RUNS[0], [reject(1, 'ann')])
  await settle(dataDir, RUNS[1], [written(1, 'ann')], other)
  expect(await overtaken(dataDir, RUNS[0])).toEqual({1: undefined})
})

test('a row that a retry sends is as old as it was in its file: it overtakes nothing that was read later, and is overtaken by that', async () => {
  const dataDir = await tempDir()
  const [first, second, third] = RUNS
  await settle(dataDir, first, [reject(1, 'ann')])
  await settle(dataDir, second, [reject(1, 'ann')])
  const old = {run: first, row: 1}
  await new RunStore(dataDir).create(runRecord({run: third}))
  await withCleanup(async defer => {
    const superseding = await openSuperseding({dataDir, record: runRecord({run: third}), defer})
    await superseding.note([written(1, 'ann')], [old])
    expect(await overtaken(dataDir, second)).toEqual({1: undefined})
    await superseding.note([reject(2, 'ann'), written(3, 'ann')], [old, {run: second, row: 1}])
  })
  expect(await overtaken(dataDir, second)).toEqual({1: undefined}) // it is the row itself
  const fourth = '20261124-000000-dddd'
  await settle(dataDir, fourth, [reject(1, 'bob', {origin: old})])
  await settle(dataDir, '20261125-000000-eeee', [written(1, 'bob')])
  expect(await overtaken(dataDir, fourth)).toEqual({1: '20261125-000000-eeee 1'})
})

test('what a retry wrote is named by its row there, and by the row of the file that was first pushed', async () => {
  const dataDir = await tempDir()
  const [first, second] = RUNS
  await settle(dataDir, first, [reject(1, 'ann'), written(2, 'bob'), reject(3, 'ann')])
  const record = runRecord({run: second})
  await new RunStore(dataDir).create(record)
  await withCleanup(async defer => {
    const superseding = await openSuperseding({dataDir, record, defer})
    await superseding.note([written(1, 'ann')], [{run: first, row: 3}])
  })
  const [older] = await collect(readRejects(await new RunStore(dataDir).read(first)))
  expect(older?.supersededBy).toEqual({run: second, row: 1, origin: {run: first, row: 3}})
})

test('a run that began later overtakes, although the clock was set back and its name says otherwise', async () => {
  const dataDir = await tempDir()
  const [earlier, later] = ['20261123-030000-aaaa', '20261123-020000-bbbb']
  await settle(dataDir, earlier, [reject(1, 'ann')])
  await settle(dataDir, later, [written(1, 'ann')])
  expect(await overtaken(dataDir, earlier)).toEqual({1: `${later} 1`})
})

test('a run whose rejects were overtaken is pruned meanwhile: nothing of it is left to mark', async () => {
  const dataDir = await tempDir()
  await settle(dataDir, RUNS[0], [reject(1, 'ann')])
  const record = runRecord({run: RUNS[1]})
  await new RunStore(dataDir).create(record)
  await withCleanup(async defer => {
    const superseding = await openSuperseding({dataDir, record, defer})
    await rm(join(dataDir, 'runs', RUNS[0]), {recursive: true})
    await superseding.note([written(1, 'ann')])
  })
  expect(await readdir(join(dataDir, 'runs'))).toEqual([RUNS[1]])
})

test.each([
  ['A 1', 'A1'],
  ['007', '7'],
  ['Ann', 'ann'],
  ['caf\u00e9', 'cafe\u0301'],
])(
  'the refused row of %j is not overtaken by a written row of %j, which only looks alike',
  async (refusedKey, writtenKey) => {
    const dataDir = await tempDir()
    await settle(dataDir, RUNS[0], [reject(1, refusedKey), written(2, writtenKey)])
    await settle(dataDir, RUNS[1], [written(1, writtenKey)])
    expect(await overtaken(dataDir, RUNS[0])).toEqual({1: undefined})
  },
)

test('a rejected place in a list is overtaken by a later row of its key that joins the same list, and by no other', async () => {
  const dataDir = await tempDir()
  const [first, second] = RUNS
  const [vips, others] = [
    {id: '1', name: 'VIPs'},
    {id: '2', name: 'Others'},
  ] as const
  const notIn = (row: number, key: string) =>
    ({...written(row, key), list: reject(row, key, {code: 'LIST_REFUSED', list: vips})}) as Settled
  const joined = (row: number, key: string) => ({...written(row, key), list: 'added'}) as Settled
  await settle(dataDir, first, [notIn(1, 'ann'), notIn(2, 'bob'), notIn(3, 'cid'), joined(4, 'cid')], {list: vips})
  expect(await overtaken(dataDir, first)).toEqual({1: undefined, 2: undefined, 3: `${first} 4`})
  await settle(dataDir, second, [joined(1, 'ann'), joined(2, 'bob')], {list: others})
  await settle(dataDir, RUNS[2], [written(1, 'ann')])
  expect(await overtaken(dataDir, first)).toEqual({1: undefined, 2: undefined, 3: `${first} 4`})
  await settle(dataDir, '20261124-000000-dddd', [joined(1, 'ann'), notIn(2, 'bob')], {list: vips})
  expect(await overtaken(dataDir, first)).toEqual({
    ...{1: '20261124-000000-dddd 1', 2: '20261124-000000-dddd 2', 3: `${first} 4`},
  })
  expect(await overtaken(dataDir, '20261124-000000-dddd')).toEqual({2: undefined})
})

const PAIRS = {
  mode: 'link',
  mapping: {associate: [{column: 'firm', object: 'companies', by: 'external_id', labelColumn: 'role'}]},
} as const satisfies Partial<RunRecord>

function pair(row: number, value: string, label: string | undefined, isRejected = false): Settled {
  const link = {column: 'firm', object: 'companies', property: 'external_id', value, ...(label && {label})}
  const wanted = [{column: 0, names: [value], ...(label && {labels: [label]})}]
  const links = {wanted, made: 0, unchanged: 0, removed: 0, rejects: isRejected ? [reject(row, 'ann', {link})] : []}
  return {kind: 'linked', row, line: row + 1, key: 'ann', recordId: '1', links: {...links, incomplete: []}}
}

test('a rejected pair is overtaken by a later one with its label, or by one that is unlinked, and by no other of its key', async () => {
  const dataDir = await tempDir()
  const [first, second, third] = RUNS
  const labels = ['Buyer', 'Champion', undefined]
  await settle(
    dataDir,
    first,
    [reject(1, 'ann'), ...labels.map((label, at) => pair(at + 2, 'C1', label, true)), pair(5, 'C2', 'Buyer', true)],
    PAIRS,
  )
  await settle(dataDir, second, [pair(1, 'C1', 'BUYER'), pair(2, 'C3', undefined)], PAIRS)
  expect(await overtaken(dataDir, first)).toEqual({
    1: undefined,
    2: `${second} 1`,
    3: undefined,
    4: undefined,
    5: undefined,
  })
  await settle(dataDir, third, [pair(1, 'C1', undefined)], {...PAIRS, mode: 'unlink'})
  const by = `${third} 1`
  expect(await overtaken(dataDir, first)).toEqual({1: undefined, 2: `${second} 1`, 3: by, 4: by, 5: undefined})
})

test('a record that is written is not linked by that, and a pair that is linked is not written', async () => {
  const dataDir = await tempDir()
  const [first, second, third] = RUNS
  await settle(dataDir, first, [reject(1, 'ann')], PAIRS)
  await settle(dataDir, second, [reject(1, 'ann')])
  await settle(dataDir, third, [pair(1, 'C1', undefined)], PAIRS)
  await settle(dataDir, '20261124-000000-dddd', [written(1, 'ann')])
  expect(await overtaken(dataDir, first)).toEqual({1: undefined})
  expect(await overtaken(dataDir, second)).toEqual({1: '20261124-000000-dddd 1'})
})
