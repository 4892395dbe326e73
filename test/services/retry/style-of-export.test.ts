import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import iconv from 'iconv-lite'
import {expect, onTestFinished, test} from 'vitest'
import {InputFile} from '../../../src/input/input-file.js'
import {styleOfExport} from '../../../src/services/retry/style-of-export.js'
import {tempDir} from '../../support/temp-dir.js'

const source = (encoding: string, delimiter = ';') =>
  ({name: 'people.csv', format: 'csv', style: {encoding, delimiter}}) as const

async function fileOf(text: string, encoding: string): Promise<InputFile> {
  const path = join(await tempDir(), 'fixed.csv')
  await writeFile(path, iconv.encode(text, encoding))
  const file = await InputFile.open(path)
  onTestFinished(() => file.close())
  return file
}

test.each([
  ['as it was exported', 'Müller', 'windows-1252', {encoding: 'windows-1252'}],
  ['in letters that all encodings share', 'Muller', 'utf-8', {encoding: 'windows-1252'}],
  ['with a byte order mark', '\ufeffMüller', 'utf-8', {encoding: 'windows-1252'}],
  ['that breaks off within a letter', `${'x'.repeat(9)}\u00c3`, 'windows-1252', {encoding: 'windows-1252'}],
])('a corrected file %s is read in the encoding of the first one; its mark wins', async (_, text, encoding, style) => {
  expect(await styleOfExport(await fileOf(text, encoding), source('windows-1252'), {})).toEqual(style)
})

test('a file that is text in UTF-8 as well is not guessed at, but for what was said', async () => {
  const file = await fileOf(`${'a'.repeat(70_000)}Müller`, 'utf-8')
  await expect(styleOfExport(file, source('windows-1252'), {})).rejects.toMatchObject({
    code: 'USAGE',
    next: [{addFlags: ['--encoding', 'utf-8']}, {addFlags: ['--encoding', 'windows-1252']}],
  })
  expect(await styleOfExport(file, source('windows-1252'), {encoding: 'utf-8'})).toEqual({})
})

test.each([
  ['UTF-8', source('utf-8'), {}],
  ['UTF-16, whose mark tells', source('utf-16le'), {}],
  ['an unusual delimiter', source('utf-8', '^'), {delimiter: '^'}],
  [
    'a run of an older version',
    {name: 'a.csv', format: 'csv', reading: {delimiter: '^^', encoding: 'cp850'}},
    {delimiter: '^^'},
  ],
] as const)('%s', async (_, from, style) => {
  expect(await styleOfExport(await fileOf('Müller', 'utf-8'), from, {})).toEqual(style)
})
