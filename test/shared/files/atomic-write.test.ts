import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {removeTemporaries, writeFileAtomically} from '../../../src/shared/files/atomic-write.js'
import {firstWord, killHard, startScript} from '../../support/start-script.js'
import {tempDir} from '../../support/temp-dir.js'

const permissions = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test('the file and a directory made for it belong to their owner alone', async () => {
  const directory = join(await tempDir(), 'config')
  await writeFileAtomically(join(directory, 'secrets'), 'x')
  expect(await permissions(join(directory, 'secrets'))).toBe('600')
  expect(await permissions(directory)).toBe('700')
})

test('a file that others could read is private after it was written', async () => {
  const path = join(await tempDir(), 'secrets')
  await writeFile(path, 'old', {mode: 0o644})
  await writeFileAtomically(path, 'new')
  expect(await permissions(path)).toBe('600')
  expect(await readFile(path, 'utf8')).toBe('new')
})

test('a write that fails leaves the target alone and no temporary behind', async () => {
  const directory = await tempDir()
  await writeFileAtomically(join(directory, 'occupied', 'inner'), 'x')
  await expect(writeFileAtomically(join(directory, 'occupied'), 'y')).rejects.toThrow()
  expect(await readdir(directory)).toEqual(['occupied'])
})

test('kill -9 at any moment of writing leaves the old contents or the new ones, whole', async () => {
  const directory = await tempDir()
  const path = join(directory, 'secrets')
  await writeFileAtomically(path, 'a'.repeat(LENGTH))
  for (let round = 0; round < 8; round++) {
    const writer = startScript('shared/support/atomic-writer.mjs', [path, String(LENGTH)])
    await firstWord(writer)
    await readFile(path) // some time, not the same each round
    await killHard(writer)
    expect(['a'.repeat(LENGTH), 'b'.repeat(LENGTH)]).toContain(await readFile(path, 'utf8'))
  }
  await removeTemporaries(path)
  expect(await readdir(directory)).toEqual(['secrets'])
})

const LENGTH = 200_000
