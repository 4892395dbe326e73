import {appendFile, readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test, vi} from 'vitest'
import {InputFile} from '../../../src/input/input-file.js'
import {openSource} from '../../../src/input/open-source.js'
import {tempDir} from '../../support/temp-dir.js'
import {makeXlsx, xlsxRows} from './support/make-xlsx.js'

/** Of many blocks. */
const workbook = makeXlsx({
  rows: xlsxRows([
    ['email'],
    ...Array.from({length: 20_000}, (_, at) => [`person-${at}-${Math.imul(at, 2654435761)}@example.com`]),
  ]),
})

async function fileOf(content: Buffer): Promise<string> {
  const path = join(await tempDir(), 'people.xlsx')
  await writeFile(path, content)
  return path
}

test('a file that is closed while its rows are read ends them, and is no damage', async () => {
  const file = await InputFile.open(await fileOf(workbook))
  const source = await openSource({path: file.path, file})
  let rows = 0
  for await (const chunk of source.chunks) {
    rows += chunk.length
    if (rows === chunk.length) await file.close()
  }
  expect(rows).toBeLessThan(20_000)
})

test('rows may be left, and the source closed at any time, also twice', async () => {
  const source = await openSource({path: await fileOf(workbook)})
  for await (const _ of source.rows) break
  await source.close()
  await source.close()
  const other = await openSource({path: await fileOf(workbook)})
  await other.close()
})

test('a file that is written to meanwhile is told of as such', async () => {
  const path = await fileOf(workbook)
  const source = await openSource({path})
  await appendFile(path, 'more')
  const read = async (): Promise<number> => {
    let rows = 0
    for await (const chunk of source.chunks) rows += chunk.length
    return rows
  }
  await expect(read()).rejects.toMatchObject({code: 'FILE_CHANGED'})
})

test('progress is that of the sheet, from nothing to all of it', async () => {
  const source = await openSource({path: await fileOf(workbook)})
  expect(source.bytesRead()).toBeLessThan(source.totalBytes ?? 0)
  for await (const _ of source.chunks);
  expect(source.bytesRead()).toBe(source.totalBytes)
})

test('a workbook from a stream, and many shared strings, leave no temporary file', async () => {
  const directory = await tempDir()
  vi.stubEnv('TMPDIR', directory)
  onTestFinished(() => void vi.unstubAllEnvs())
  async function* stream(): AsyncGenerator<Uint8Array> {
    const strings = Array.from({length: 60_000}, (_, at) => `<si><t>a shared text with the number ${at} in it</t></si>`)
    const rows = '<row><c t="str"><v>A</v></c></row><row><c t="s"><v>59999</v></c></row>'
    yield makeXlsx({rows, strings: strings.join('')})
  }
  const source = await openSource({path: '-', stdin: stream()})
  const rows: unknown[] = []
  for await (const row of source.rows) rows.push(row)
  expect(rows).toMatchObject([{record: ['a shared text with the number 59999 in it']}])
  expect(await readdir(directory)).toEqual([])
})
