import {lstat, readFile, symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {writeMappingFile} from '../../src/mapping-files/store-mapping-file.js'
import {tempDir} from '../support/temp-dir.js'

const OLD = 'version: 1\nobject: contacts\ncolumns:\n  - column: Mail\n    property: email\n'
const NEW = OLD.replace('Mail', 'E-Mail')

test.each([
  ['nothing', undefined],
  ['an empty file', ''],
  ['a mapping file', OLD],
])('--save-mapping replaces %s', async (_, before) => {
  const path = join(await tempDir(), 'mapping.yaml')
  if (before !== undefined) await writeFile(path, before)
  await writeMappingFile(path, NEW)
  expect(await readFile(path, 'utf8')).toBe(NEW)
  expect((await lstat(path)).mode & 0o777).toBe(0o600)
})

test.each(['email\nann@example.com\n', 'a: yaml\n', '{}', 'version: 2\n', '\n'])(
  'it leaves other files alone: %j',
  async before => {
    const path = join(await tempDir(), 'mapping.yaml')
    await writeFile(path, before)
    await expect(writeMappingFile(path, NEW)).rejects.toMatchObject({code: 'USAGE'})
    expect(await readFile(path, 'utf8')).toBe(before)
  },
)

test('through a link it is the file that is replaced, and a device stays one', async () => {
  const home = await tempDir()
  await writeFile(join(home, 'mapping.yaml'), OLD)
  await symlink('mapping.yaml', join(home, 'link'))
  await symlink('/dev/null', join(home, 'device'))
  await writeMappingFile(join(home, 'link'), NEW)
  await expect(writeMappingFile(join(home, 'device'), NEW)).rejects.toMatchObject({code: 'USAGE'})
  expect(await readFile(join(home, 'mapping.yaml'), 'utf8')).toBe(NEW)
  for (const name of ['link', 'device']) expect((await lstat(join(home, name))).isSymbolicLink(), name).toBe(true)
})
