import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import iconv from 'iconv-lite'
import {describe, expect, test} from 'vitest'
import type {AppError} from '../../../src/errors/app-error.js'
import {nextTexts, stepsReading} from '../../support/bare-steps.js'
import {sharedDir} from '../../support/shared-material.js'
import {problems, readText} from '../support/read-rows.js'

const encoded = (text: string, encoding: string): Buffer => iconv.encode(text, encoding)

test('a file in another encoding is shown as the likely ones read it, each with its flag', async () => {
  await expect(
    readText(encoded('Email;City\na@example.com;Plzeň\nb@example.com;Jiří\n', 'windows-1250')),
  ).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(
      /^standard input is not UTF-8: line 2 contains other bytes\. They may be "Plzeň" in windows-1250, .*Choose the one that reads right\.$/,
    ),
    next: stepsReading(
      expect.arrayContaining([
        '--encoding windows-1250     reads "Plzeň"',
        '--encoding windows-1252     reads "Plzeò"',
      ]),
    ),
  })
})

test.each([
  ['whose lines end as those of old Macs', 'Name;Ort\rJürgen;Köln\r', 'macintosh'],
  ['that is one line', 'Straße', 'windows-1252'],
  ['whose cells are long', `a,b\n1,"${'Die Straße der Bücher ist schön. '.repeat(200)}"\n`, 'windows-1252'],
  ['whose long cells are Japanese', `a,b\n1,"${'東京都の株式会社 '.repeat(200)}"\n`, 'shift_jis'],
])('a file %s is told as well', async (_, text, encoding) => {
  await expect(readText(encoded(text, encoding))).rejects.toMatchObject({
    next: stepsReading(expect.arrayContaining([expect.stringMatching(new RegExp(`^--encoding ${encoding} {5}reads`))])),
  })
})

test.each([
  ['shift_jis', 'email,name\na@example.com,Zoë\n', 'b@example.com,太郎\n', 'Line 2 reads "Zoë" in UTF-8'],
  [
    'windows-1252',
    'email,name\na@example.com,Ann\nb@example.com,"太郎"\n',
    'c@example.com,Müller\n',
    'Line 3 reads "太郎" in UTF-8',
  ],
])(
  'a file of which only a part is %s is said to be joined: its flag would garble the rest',
  async (encoding, utf8, other, words) => {
    await expect(readText(Buffer.concat([Buffer.from(utf8), encoded(other, encoding)]))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(`${words}: if that is right, the file mixes two encodings`),
    })
  },
)

test.each(['utf-16le', 'utf-16be'])('%s without a byte order mark is called that', async encoding => {
  await expect(readText(encoded('Email,Name\na@example.com,太郎\n', encoding))).rejects.toMatchObject({
    message: `standard input is UTF-16 without a byte order mark. As ${encoding} it begins with "Email,Name".`,
    next: stepsReading([`--encoding ${encoding}`]),
  })
})

test('a row in another encoding costs itself, and says how it would read', async () => {
  const late = Buffer.concat([
    Buffer.from(`name\n${'Per\n'.repeat(30_000)}`),
    encoded('Müller\n', 'windows-1252'),
    Buffer.from('Ann\n'),
  ])
  const read = await readText(late, {}, [65_536])
  expect(read.rows.length).toBe(30_002)
  expect(problems(read)).toEqual([
    'The row cannot be read: it is not UTF-8 ("Müller" in windows-1252; if the whole file is in that encoding, push it with --encoding windows-1252).',
  ])
})

test('bytes that mean nothing in the encoding that was named are not guessed at', async () => {
  expect(problems(await readText(Buffer.from('name\n\x81\x00\n', 'latin1'), {encoding: 'shift_jis'}))).toEqual([
    "The row cannot be read: it contains bytes that are not valid in the file's encoding.",
  ])
})

describe.skipIf(!sharedDir)('exports of spreadsheets', () => {
  test.each([
    ['a18-excel-jp.csv', 'shift_jis', '社員番号'],
    ['a20-excel-mac.csv', 'macintosh', 'Jürgen'],
    ['a20d-excel-msdos.csv', 'cp850', 'Jürgen'],
    ['a38-polish-1250.csv', 'windows-1250', 'Łukasz'],
    ['a38c-chinese-gbk.csv', 'gbk', '伟'],
    ['a38r-russian-1251.csv', 'windows-1251', 'Анна'],
  ])('%s is %s', async (file, encoding, cell) => {
    const bytes = await readFile(join(sharedDir ?? '', 'cases', 'crm', file))
    const error = await readText(bytes).catch((thrown: unknown) => thrown)
    expect(nextTexts(error as AppError)[0]).toBe(`--encoding ${encoding}     reads "${cell}"`)
  })
})
