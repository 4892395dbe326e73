import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {expect, onTestFinished, test} from 'vitest'
import {estimateRows} from '../../src/input/estimate-rows.js'
import {InputFile} from '../../src/input/input-file.js'
import {tempDir} from '../support/temp-dir.js'

async function fileOf(contents: string | Uint8Array): Promise<InputFile> {
  const path = join(await tempDir(), 'rows.csv')
  await writeFile(path, contents)
  const file = await InputFile.open(path)
  onTestFinished(() => file.close())
  return file
}

test.each([
  ['email\na@example.com\nb@example.com\n', true, 2],
  ['email\na@example.com\nb@example.com', true, 2],
  ['{"email":"a@example.com"}\n', false, 1],
  ['[\n{"email":"a@example.com"}\n]\n', false, undefined],
  ['{\n  "results": []\n}\n', false, undefined],
])('%j holds that many rows', async (text, header, expected) => {
  expect(await estimateRows(await fileOf(text), header)).toBe(expected)
})

test('a large file is judged by its beginning', async () => {
  const file = await fileOf(`email\n${'person@example.com\n'.repeat(100_000)}`)
  expect(await estimateRows(file, true)).toBeGreaterThan(99_900)
  expect(await estimateRows(file, true)).toBeLessThan(100_100)
})

test('of a compressed file nothing is known', async () => {
  expect(await estimateRows(await fileOf(gzipSync('email\na@example.com\n')), true)).toBeUndefined()
})
