import {execFileSync} from 'node:child_process'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import type {SourceSpec} from '../../src/input/source.js'
import {presentError} from '../../src/terminal/present/present-error.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {bare} from '../support/bare-steps.js'
import {goldenPath} from '../support/golden.js'
import {tempDir} from '../support/temp-dir.js'
import {oleFile} from './support/ole-file.js'
import {readRows} from './support/read-rows.js'
import {makeXlsx} from './workbook/support/make-xlsx.js'

interface Case {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly spec?: Omit<SourceSpec, 'path'>
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const hex = (bytes: string): Buffer => Buffer.from(bytes, 'hex')

/** Files that people give to a push and that hold no rows it could read. */
const CASES: readonly Case[] = [
  {name: 'empty.csv', content: ''},
  {name: 'blank lines.csv', content: '\n\r\n \n'},
  {name: 'blank.jsonl', content: '\n\n'},
  {name: 'zero.csv.gz', content: gzipSync('')},
  {name: 'windows.csv', content: latin('email,city\na@example.com,K\xf6ln\n')},
  {name: 'utf16-without-mark.csv', content: Buffer.from('email,city\n', 'utf16le')},
  {name: 'image.csv', content: hex('89504e470d0a1a0a0000000d49484452')},
  {name: 'header.csv', content: 'email,"city\na@example.com,Bonn\n'},
  {name: 'header-bytes.csv', content: latin('email,stra\xdfe\na@example.com,\xe4\n'), spec: {encoding: 'utf-8'}},
  {name: 'klingon.csv', content: 'email\n', spec: {encoding: 'klingon'}},
  {name: 'marked.csv', content: '\uFEFFemail\n', spec: {encoding: 'hex'}},
  {name: 'rows.jsonl', content: '{"email":"a@example.com"}\n', spec: {delimiter: ';'}},
  {name: 'more.jsonl', content: '{"email":"a@example.com"}\n', spec: {header: false}},
  {name: 'list.json', content: '[{"email":"a@example.com"}]', spec: {header: false}},
  {name: 'none.json', content: '{"total":0,"results":[],"errors":[]}'},
  {name: 'cut.json', content: '[{"email":"a@example.com"},\n{"email":'},
  {name: 'unquoted.json', content: '[{"email":"a@example.com"},\n<none>]'},
  {name: 'open.json', content: '[{"email":"a\n@example.com"}]'},
  {name: 'lists.json', content: '{"results":[{"email":"a@example.com"}],"errors":[{"id":1}]}'},
  {name: 'either.json', content: '{"name":"Monday","records":[{"email":"a@example.com"}]}'},
  {name: 'pages.json', content: '{"results":[{"email":"a@example.com"}]}\n{"message":"quota"}'},
  {name: 'arrays.jsonl', content: '["Ivy","ivy@example.com"]\n'},
  {
    name: 'book.xlsx',
    content: hex('504b030414000000000000000000000000000000000000000000130000005b436f6e74656e745f54797065735d2e786d6c'),
  },
  {name: 'book.xls', content: hex('d0cf11e0a1b11ae10000')},
  {name: 'locked.xlsx', content: oleFile('EncryptedPackage')},
  {name: 'book.xlsb', content: makeXlsx({parts: {'xl/workbook.xml': undefined, 'xl/workbook.bin': 'x'}})},
  {name: 'rows.csv.xz', content: hex('fd377a585a000004')},
  {name: 'rows.csv.bz2', content: hex('425a6839314159265359')},
  {name: 'rows.parquet', content: hex('5041523115041500')},
  {name: 'cut.csv.gz', content: gzipSync('email\n').subarray(0, 15)},
  {name: 'missing.csv'},
  {name: 'directory'},
  {name: 'fifo'},
]

test.skipIf(process.platform === 'win32')('what cannot be read is refused with what it is and what to do', async () => {
  const directory = await tempDir()
  await mkdir(join(directory, 'directory'))
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(directory, 'fifo')])
  const texts: string[] = []
  for (const {name, content, spec} of CASES) {
    const path = join(directory, name)
    if (content !== undefined) await writeFile(path, content)
    const error = await readRows({path, ...spec}).then(
      () => new Error(`${name} was read`),
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof AppError)) throw error
    texts.push(
      `[${error.code}, exit ${error.exitCode}]`,
      ...presentError(bare(error), {width: 100, palette: createPalette(false)}),
      '',
    )
  }
  await expect(texts.join('\n').replaceAll(`${directory}/`, '')).toMatchFileSnapshot(goldenPath('file-refusals.txt'))
})
