import {existsSync} from 'node:fs'
import {mkdir, readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {makeDataDir} from '../../../src/engines/core/make-data-dir.js'
import {tempDir} from '../../support/temp-dir.js'

test('a directory is made with those above it, and nothing is left in it', async () => {
  const directory = join(await tempDir(), 'a', 'b')
  await Promise.all([makeDataDir(directory), makeDataDir(directory)])
  expect(await readdir(directory)).toEqual([])
})

test('one that is there is used as it is', async () => {
  const directory = await tempDir()
  await mkdir(join(directory, 'runs'))
  await makeDataDir(directory)
  expect(await readdir(directory)).toEqual(['runs'])
})

test.each([
  ['a file', 'file', 'it is not a directory (EEXIST)'],
  ['a path below a file', 'file/data', 'a part of the path is not a directory (ENOTDIR)'],
])('%s is named with what to set', async (_, name, reason) => {
  const directory = await tempDir()
  await writeFile(join(directory, 'file'), '')
  await expect(makeDataDir(join(directory, name))).rejects.toMatchObject({
    code: 'SETTINGS_INVALID',
    message: `The data directory ${join(directory, name)} cannot be used: ${reason}.`,
    next: [{say: 'set data_dir in the configuration to a directory that can be written to'}],
  })
})

test('a file system in which no directory can be made is told of, and not tried for ever', async () => {
  const directory = existsSync('/proc/self') ? '/proc/no-place/here' : '/dev/null/here'
  await expect(makeDataDir(directory)).rejects.toMatchObject({code: 'SETTINGS_INVALID'})
})
