import {spawnSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openScratchDirectory} from '../../../src/shared/files/scratch-directory.js'
import {tempDir} from '../../support/temp-dir.js'

test('a scratch directory is for its owner alone, and what a dead process left is deleted, what others own is not', async () => {
  const parent = join(await tempDir(), 'cache')
  const {pid: dead} = spawnSync(process.execPath, ['--version'])
  for (const name of [`scratch-${dead}`, `scratch-${process.ppid}`, 'other'])
    mkdirSync(join(parent, name), {recursive: true})
  const directory = await openScratchDirectory(parent)
  expect((await readdir(parent)).sort()).toEqual(['other', `scratch-${process.pid}`, `scratch-${process.ppid}`].sort())
  expect((await stat(directory)).mode & 0o777).toBe(0o700)
})

test('two processes of one pid, in two containers, have a directory each', async () => {
  const parent = join(await tempDir(), 'cache')
  const mine = await openScratchDirectory(parent)
  const owner = JSON.parse(await readFile(join(mine, 'owner.json'), 'utf8'))
  await writeFile(join(mine, 'owner.json'), JSON.stringify({...owner, pid: 0x7ffffff0, pidNamespace: 'pid:[1]'}))
  const other = await openScratchDirectory(parent)
  expect(other).not.toBe(mine)
  expect((await readdir(parent)).length).toBe(2)
  await writeFile(join(mine, 'owner.json'), JSON.stringify({...owner, pid: 0x7ffffff0}))
  await openScratchDirectory(parent)
  // swept, and taken anew by this process
  expect(JSON.parse(await readFile(join(mine, 'owner.json'), 'utf8'))).toEqual(owner)
})
