import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {DiskKeyMap} from '../../../src/shared/files/disk-key-map.js'
import {TextHash} from '../../../src/shared/text/text-hash.js'
import {tempDir} from '../../support/temp-dir.js'

test('it answers as a map in memory does, whatever the keys', async () => {
  const map = await DiskKeyMap.create(join(await tempDir(), 'keys'))
  const memory = new Map<string, number>()
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({unit: 'binary', maxLength: 8}), fc.nat())), entries => {
      for (const [key, row] of entries) {
        map.set(key, row)
        memory.set(key, row)
      }
      for (const [key] of entries) expect(map.get(key)).toBe(memory.get(key))
      expect(map.get('not there')).toBe(memory.get('not there'))
    }),
    {numRuns: 20},
  )
  await map.delete()
})

test('more keys than it keeps in memory are found again, with their newest rows', async () => {
  const map = await DiskKeyMap.create(join(await tempDir(), 'keys'))
  const [KEYS, ROWS] = [210_000, 250_000] // three tables on disk
  for (let row = 1; row <= ROWS; row += 1) map.set(`key ${row % KEYS}`, row)
  for (let key = 0; key < KEYS; key += 37)
    if (map.get(`key ${key}`) !== (key <= ROWS - KEYS ? key + KEYS : key)) expect.fail(`key ${key}`)
  for (let key = KEYS; key < KEYS + 20_000; key += 1) if (map.get(`key ${key}`) !== undefined) expect.fail(`key ${key}`)
  await map.delete()
})

test('keys of one hash are kept apart', async () => {
  class OneHash extends TextHash {
    override of(): void {}
  }
  const map = await DiskKeyMap.create(join(await tempDir(), 'keys'), new OneHash())
  map.set('ann', 1)
  expect(map.get('bob')).toBeUndefined()
  map.set('bob', 2)
  map.set('ann', 3)
  expect([map.get('ann'), map.get('bob'), map.get('eve')]).toEqual([3, 2, undefined])
  await map.delete()
})

test('it begins empty over what a killed process left, and leaves nothing behind', async () => {
  const directory = join(await tempDir(), 'keys')
  const killed = await DiskKeyMap.create(directory)
  killed.set('ann', 1)
  await writeFile(join(directory, 'leftover'), 'x')
  const map = await DiskKeyMap.create(directory)
  expect(map.get('ann')).toBeUndefined()
  await map.delete()
  expect(existsSync(directory)).toBe(false)
})

test('a map of JSON values gives back the last value of each of more keys than it holds in memory, and leaves nothing behind', async () => {
  const directory = join(await tempDir(), 'values')
  const map = await DiskKeyMap.create<{readonly n: number; readonly text: string}>(directory)
  for (let n = 0; n < 1200; n += 1) map.set(`key ${n % 700}`, {n, text: 'Zürich'})
  expect([map.get('key 0'), map.get('key 499'), map.get('key 699'), map.get('key 700')]).toEqual([
    {n: 700, text: 'Zürich'},
    {n: 1199, text: 'Zürich'},
    {n: 699, text: 'Zürich'},
    undefined,
  ])
  await map.delete()
  expect(existsSync(directory)).toBe(false)
})

test('a disk without room for the keys is full, and says so', async () => {
  const module = new URL('../../../build/shared/files/disk-key-map.js', import.meta.url)
  const script = `
    const {DiskKeyMap} = await import('${module}')
    const map = await DiskKeyMap.create('keys')
    try { for (let row = 0; row < 100_000; row++) map.set('key ' + row, row) } catch (error) { console.log(error.code, error.exitCode, error.message) }`
  const shell = `ulimit -f 4000; exec '${process.execPath}' --input-type=module -`
  const output = execFileSync('sh', ['-c', shell], {cwd: await tempDir(), input: script, encoding: 'utf8'})
  expect(output).toMatch(/^DISK_FULL 6 The disk is full: the keys of the rows could not be stored in keys/)
})
