import {existsSync} from 'node:fs'
import {mkdir, stat, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {makeDirectory, makeDirectorySync} from '../../../src/shared/files/make-directory.js'
import {tempDir} from '../../support/temp-dir.js'

describe.each([
  ['makeDirectory', makeDirectory],
  ['makeDirectorySync', async (path: string) => makeDirectorySync(path)],
])('%s', (_, make) => {
  test('makes a directory with those above it, each of this user alone, however many ask at a time', async () => {
    const home = await tempDir()
    await Promise.all(['a/b/c', 'a/b/c', 'a/b/d'].map(path => make(join(home, path))))
    const modes = ['a', 'a/b', 'a/b/c', 'a/b/d'].map(async path => (await stat(join(home, path))).mode & 0o777)
    expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o700, 0o700])
  })

  test('leaves one that is there as it is, also behind a link', async () => {
    const home = await tempDir()
    await mkdir(join(home, 'open'), {mode: 0o755})
    await symlink(join(home, 'open'), join(home, 'link'))
    for (const path of ['open', 'link', 'link/']) await make(join(home, path))
    expect((await stat(join(home, 'open'))).mode & 0o777).toBe(0o755)
    await make(join(home, 'link', 'below'))
    expect((await stat(join(home, 'open', 'below'))).isDirectory()).toBe(true)
  })

  test.each([
    ['file', 'EEXIST'],
    ['file/below', 'ENOTDIR'],
    ['nowhere', 'EEXIST'],
  ])('throws for %s: %s', async (path, code) => {
    const home = await tempDir()
    await writeFile(join(home, 'file'), '')
    await symlink(join(home, 'gone'), join(home, 'nowhere'))
    await expect(make(join(home, path))).rejects.toMatchObject({code})
  })

  test.skipIf(!existsSync('/proc/self'))('ends where nothing can be made', async () => {
    await expect(make('/proc/no-place/here')).rejects.toMatchObject({code: 'ENOENT', syscall: 'mkdir'})
  })
})
