import {mkdir, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {freeName, mayReplace} from '../../../src/shared/files/own-file.js'
import {tempDir} from '../../support/temp-dir.js'

const isOurs = (head: string): boolean => head.startsWith('ours')

test.each([
  ['nothing', undefined, true],
  ['an empty file', '', true],
  ['one of ours', 'ours, and more', true],
  ['a long one of ours', `ours ${'x'.repeat(10_000)}`, true],
  ['rows', 'email\nann@example.com\n', false],
  ['ours further down', '\nours', false],
  ['bytes', '\0\0\0', false],
])('what a person named is written over where it is %s: %s', async (_, contents, may) => {
  const path = join(await tempDir(), 'file')
  if (contents !== undefined) await writeFile(path, contents)
  expect(await mayReplace(path, isOurs)).toBe(may)
})

test('directories, devices and what cannot be looked at are left alone, also behind a link', async () => {
  const home = await tempDir()
  await mkdir(join(home, 'directory'))
  await symlink('/dev/null', join(home, 'device'))
  await writeFile(join(home, 'rows.csv'), 'email\n')
  await symlink('rows.csv', join(home, 'link'))
  await symlink('loop', join(home, 'loop'))
  for (const name of ['directory', 'device', 'link', 'loop', 'rows.csv/below']) {
    expect(await mayReplace(join(home, name), isOurs), name).toBe(false)
  }
})

test('the name in a printed command is of no file, so that the command does not meet the same error', async () => {
  const stem = join(await tempDir(), 'written')
  expect(await freeName(stem, 'csv')).toBe(`${stem}.csv`)
  await writeFile(`${stem}.csv`, '')
  await writeFile(`${stem}-2.csv`, '')
  expect(await freeName(stem, 'csv')).toBe(`${stem}-3.csv`)
})
