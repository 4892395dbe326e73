import {appendFile, readFile, rename, utimes, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {fingerprintFile} from '../../src/input/fingerprint.js'
import {InputFile} from '../../src/input/input-file.js'
import {openSource} from '../../src/input/open-source.js'
import {collect} from '../support/push-rows.js'
import {tempDir} from '../support/temp-dir.js'

const TEXT = 'email\nann@example.com\n'

async function opened(text = TEXT): Promise<{file: InputFile; path: string; replace: () => Promise<void>}> {
  const directory = await tempDir()
  const path = join(directory, 'people.csv')
  await writeFile(path, text)
  await writeFile(join(directory, 'newer.csv'), text.toUpperCase())
  const file = await InputFile.open(path)
  onTestFinished(() => file.close())
  return {file, path, replace: () => rename(join(directory, 'newer.csv'), path)}
}

async function textOf(file: InputFile): Promise<string> {
  return Buffer.concat(await collect(file.read().blocks)).toString()
}

test('a file is read again and again, also at once, and is the same although another one has its name by now', async () => {
  const {file, path, replace} = await opened()
  const before = await fingerprintFile(file)
  expect(await file.isStill()).toBe(true)
  await replace()
  expect(await file.isStill()).toBe(false)
  expect(await Promise.all([textOf(file), textOf(file)])).toEqual([TEXT, TEXT])
  expect(await fingerprintFile(file)).toEqual(before)
  expect((await file.head(5)).toString()).toBe('email')
  const source = await openSource({path, file})
  expect(await collect(source.rows)).toMatchObject([{record: ['ann@example.com']}])
  await source.close()
  expect(await textOf(file)).toBe(TEXT) // one reading ends without the others
  expect(await readFile(path, 'utf8')).toBe(TEXT.toUpperCase())
})

test.each([
  ['grew', (path: string) => appendFile(path, 'bob@example.com\n')],
  ['was written to, at the same size', (path: string) => writeFile(path, TEXT.replace('ann', 'bob'))],
  ['was written to, within the same millisecond', (path: string) => utimes(path, 1_700_000_000, 1_700_000_000.0001)],
])('a file that %s between two readings ends the second one', async (_, write) => {
  const {file, path} = await opened()
  await utimes(path, 1_700_000_000, 1_700_000_000)
  const again = await InputFile.open(path)
  onTestFinished(() => again.close())
  await textOf(again)
  await write(path)
  expect(await again.isStill()).toBe(false)
  await expect(textOf(again)).rejects.toMatchObject({code: 'FILE_CHANGED'})
  await file.close()
})

test('a closed file ends its readings, and a closed reading gives nothing more', async () => {
  const {file} = await opened(`email\n${'a@example.com\n'.repeat(20_000)}`)
  const one = file.read()
  const [first] = [await one.blocks[Symbol.asyncIterator]().next()]
  expect(first.done).toBe(false)
  await one.close()
  expect(await collect(one.blocks)).toEqual([])
  await file.close()
  expect(await collect(file.read().blocks)).toEqual([])
})
