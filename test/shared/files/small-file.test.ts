import {execFileSync} from 'node:child_process'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {readSmallFile} from '../../../src/shared/files/small-file.js'
import {tempDir} from '../../support/temp-dir.js'

test('reads text, and nothing where there is no file or no directory', async () => {
  const home = await tempDir()
  await writeFile(join(home, 'a'), 'é\n')
  await writeFile(join(home, 'empty'), '')
  expect(['a', 'empty', 'missing', 'missing/a'].map(name => readSmallFile(join(home, name)))).toEqual([
    'é\n',
    '',
    undefined,
    undefined,
  ])
})

test('throws for what is there and cannot be read', async () => {
  const home = await tempDir()
  await mkdir(join(home, 'directory'))
  expect(() => readSmallFile(join(home, 'directory'))).toThrow('EISDIR')
})

test.skipIf(process.platform === 'win32')('does not wait for the writer of a FIFO', async () => {
  const path = join(await tempDir(), 'fifo')
  execFileSync('sh', ['-c', 'mkfifo "$0"', path])
  expect(readSmallFile(path)).toBe('')
})
