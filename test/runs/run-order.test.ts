import {appendFile, mkdir, readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {RunOrder} from '../../src/runs/run-order.js'
import {RunStore} from '../../src/runs/run-store.js'
import {runRecord} from '../rejects/support/stored-run.js'
import {collect} from '../support/push-rows.js'
import {tempDir} from '../support/temp-dir.js'

const [noon, eleven, ten] = ['20261123-120000-0000', '20261123-110000-0000', '20261123-100000-0000'] as const

async function newest(dataDir: string): Promise<string[]> {
  return (await collect(new RunStore(dataDir).newestFirst())).map(({record}) => record.run)
}

test('runs are in the order in which they began, whatever the clock in their names says', async () => {
  const dataDir = await tempDir()
  const store = new RunStore(dataDir)
  for (const run of [noon, ten, eleven]) await store.create(runRecord({run}))
  expect(await newest(dataDir)).toEqual([eleven, ten, noon])
})

test('runs of versions that kept no order are older than the first one that does', async () => {
  const dataDir = await tempDir()
  for (const run of [eleven, noon]) {
    await mkdir(join(dataDir, 'runs', run), {recursive: true})
    await writeFile(join(dataDir, 'runs', run, 'run.json'), JSON.stringify(runRecord({run})))
  }
  await new RunStore(dataDir).create(runRecord({run: ten}))
  expect(await newest(dataDir)).toEqual([ten, noon, eleven])
})

test('a torn last line, as a power cut leaves it, costs no other run its place', async () => {
  const dataDir = await tempDir()
  const store = new RunStore(dataDir)
  await store.create(runRecord({run: noon}))
  await appendFile(join(dataDir, 'run-order'), '20261123-11')
  for (const run of [eleven, ten]) await store.create(runRecord({run}))
  expect(await newest(dataDir)).toEqual([ten, eleven, noon])
})

test('a run that is not in the order has its place by its name, and one that is there twice its first', () => {
  const order = new RunOrder([noon, ten, noon])
  expect(
    [order.compare(noon, ten), order.compare(eleven, ten), order.compare(eleven, noon), order.compare(ten, ten)].map(
      Math.sign,
    ),
  ).toEqual([-1, 1, -1, 0])
})

test('twenty runs that drew one name get a directory each, and each is called by its own', async () => {
  const dataDir = await tempDir()
  const record = runRecord({run: noon})
  const made = await Promise.all(Array.from({length: 20}, () => new RunStore(dataDir).create(record)))
  expect(new Set(made).size).toBe(20)
  for (const name of await readdir(join(dataDir, 'runs')))
    expect(JSON.parse(await readFile(join(dataDir, 'runs', name, 'run.json'), 'utf8')).run).toBe(name)
  expect((await newest(dataDir)).length).toBe(20)
})
