import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {checksum, readCompiled, writeCompiled} from '../../src/start-up/compile-cache.js'
import {tempDir} from '../support/temp-dir.js'

const SOURCE = checksum(Buffer.from('const answer = 42'))
const COMPILED = Buffer.from('what V8 made of it')

test('what was written is read for the same source, and for its owner alone', async () => {
  const path = await written()
  expect(readCompiled(path, SOURCE)?.toString()).toBe('what V8 made of it')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('another source, and a file that is not there, have nothing compiled', async () => {
  const path = await written()
  expect(readCompiled(path, checksum(Buffer.from('const answer = 43')))).toBeUndefined()
  expect(readCompiled(`${path}.other`, SOURCE)).toBeUndefined()
})

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, -1)],
  ['empty', () => Buffer.alloc(0)],
  ['only its head', (bytes: Buffer) => bytes.subarray(0, 8)],
  [
    'changed in one bit',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 12), Buffer.from([(bytes[12] ?? 0) ^ 1]), bytes.subarray(13)]),
  ],
])('a file that is %s is not given to V8', async (_, damage) => {
  const path = await written()
  await writeFile(path, damage(await readFile(path)))
  expect(readCompiled(path, SOURCE)).toBeUndefined()
})

test('a file that cannot be put in its place leaves none behind', async () => {
  const directory = await tempDir()
  await mkdir(join(directory, 'main.js.push'))
  expect(() => writeCompiled(join(directory, 'main.js.push'), {source: SOURCE, compiled: COMPILED})).toThrow('EISDIR')
  expect(await readdir(directory)).toEqual(['main.js.push'])
})

async function written(): Promise<string> {
  const path = join(await tempDir(), 'main.js.push')
  writeCompiled(path, {source: SOURCE, compiled: COMPILED})
  return path
}
