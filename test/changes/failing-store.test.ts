import {execFileSync} from 'node:child_process'
import {mkdir, readdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {BlockStore} from '../../src/changes/block-store.js'
import {tempDir} from '../support/temp-dir.js'

const NO_PAIRS = {words: new Int32Array(0), length: 0}

function keyOf(low: number) {
  return {high: 1, low, place: -1, at: -1}
}

test('after a write that failed nothing is written or said to be closed: what is there is looked through at the next opening', async () => {
  const directory = join(await tempDir(), 'changes')
  const store = await BlockStore.open(directory)
  const write = (low: number): Promise<void> => {
    store.add(keyOf(low), {words: Int32Array.of(7, 8), length: 2})
    return store.end()
  }
  const obstacle = join(directory, 'blocks-000001')
  await mkdir(obstacle)
  await expect(write(1)).rejects.toMatchObject({code: 'DISK_FULL', message: expect.stringContaining(directory)})
  await rm(obstacle, {recursive: true})
  await expect(write(2)).rejects.toMatchObject({code: 'DISK_FULL'})
  await store.close()
  expect(await readdir(directory)).toEqual(['index'])

  const next = await BlockStore.open(directory)
  expect(next.find(1, 1)).toBe(-1)
  next.add(keyOf(1), NO_PAIRS)
  await next.end()
  expect(next.find(1, 1)).toBeGreaterThan(0)
  await next.close()
  expect(await readdir(directory)).toEqual(['blocks-000001', 'index', 'state.json'])
})

test.each([
  ['changes/block-store.js', 'BlockStore.open'],
  ['shared/files/disk-key-map.js', 'DiskKeyMap.create'],
])('too few files that may be open are said to be that (%s)', async (module, open) => {
  const script = `
    import {openSync} from 'node:fs'
    const {${open.split('.')[0]}} = await import('${new URL(`../../build/${module}`, import.meta.url)}')
    try { while (true) openSync('/dev/null', 'r') } catch {}
    try { await ${open}('store') } catch ({code, exitCode}) { console.log(code, exitCode) }`
  const shell = `ulimit -n 60; exec '${process.execPath}' --input-type=module -`
  const output = execFileSync('sh', ['-c', shell], {cwd: await tempDir(), input: script, encoding: 'utf8'})
  expect(output).toBe('TOO_MANY_FILES 6\n')
})

test('where an older version has written since, all is learnt anew', async () => {
  const directory = join(await tempDir(), 'changes')
  const store = await BlockStore.open(directory)
  store.add(keyOf(1), NO_PAIRS)
  await store.end()
  await store.close()
  await mkdir(join(directory, 'data.mdb'))
  const next = await BlockStore.open(directory)
  expect(next.find(1, 1)).toBe(-1)
  await next.close()
})
