import {isUtf8} from 'node:buffer'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import type {AppError} from '../../../src/errors/app-error.js'
import {openSource} from '../../../src/input/open-source.js'
import {nextTexts} from '../../support/bare-steps.js'
import {tempDir} from '../../support/temp-dir.js'
import {oleFile} from '../support/ole-file.js'
import {brief, readText} from '../support/read-rows.js'
import {makeOds} from '../workbook/support/make-ods.js'
import {makeXlsx} from '../workbook/support/make-xlsx.js'

const bytes = (hex: string, length = 400): Buffer =>
  Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.alloc(length)])
const at = (offset: number, text: string): Buffer =>
  Buffer.concat([Buffer.alloc(offset), Buffer.from(text), Buffer.alloc(400)])

/** A local header and the bytes behind it. */
function zip(name: string, content: string | Buffer = '', flags = 0): Buffer {
  const header = Buffer.alloc(30)
  header.write('PK\u0003\u0004', 'latin1')
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(Buffer.byteLength(name), 26)
  return Buffer.concat([header, Buffer.from(name), Buffer.from(content)])
}

async function toldOf(content: string | Uint8Array): Promise<readonly [what: string, next: readonly string[]]> {
  const error: unknown = await readText(content).then(
    () => new Error('was read'),
    thrown => thrown,
  )
  const {message} = error as AppError
  const next = nextTexts(error as AppError)
  return [
    message.replace(
      /^standard input is |\. Rows can be read from CSV and JSON files, also gzipped ones, and from workbooks \(\.xlsx, \.ods\) and Parquet files\.$/g,
      '',
    ),
    next,
  ]
}

test.each<readonly [what: string, content: Buffer]>([
  ['compressed with xz', bytes('fd377a585a000004')],
  ['compressed with bzip2', bytes('425a68 39 314159265359')],
  ['compressed with lz4', bytes('04224d18')],
  ['a 7-Zip archive', bytes('377abcaf271c')],
  ['a RAR archive', bytes('526172211a0700')],
  ['a tar archive', at(257, 'ustar')],
  ['an old Excel workbook (.xls)', bytes('d0cf11e0a1b11ae1')],
  ['an old Word document', oleFile('WordDocument')],
  ['an Office file with a password', oleFile('EncryptedPackage')],
  ['an Avro file', bytes('4f626a01')],
  ['an SQLite database', bytes('53514c69746520666f726d6174203300')],
  ['a DuckDB database', at(8, 'DUCK')],
  ['a Microsoft Access database', at(4, 'Standard Jet DB')],
  ['a PDF. Export the rows as CSV from the program that made it', Buffer.from('%PDF-1.7\n')],
  ['an image. Name the file that contains the rows', bytes('89504e470d0a1a0a')],
  ['a Word document', zip('[Content_Types].xml', 'x word/document.xml')],
  ['an OpenDocument file that is not a spreadsheet', zip('mimetype', 'application/vnd.oasis.opendocument.text')],
  ['a Numbers, Pages or Keynote file', zip('Index/Document.iwa')],
  ['a zip archive', zip('readme.md')],
  ['an encrypted zip archive', zip('people.csv', '', 1)],
  ['an empty zip archive', bytes('504b0506')],
  ['an HTML page', Buffer.from('<html><body><table><tr><td>a</td></tr></table></body></html>')],
  ['an HTML page', Buffer.from('\n<!DOCTYPE html>\n<html>')],
  [
    'an Excel workbook in XML (SpreadsheetML)',
    Buffer.from(
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
  ],
  ['XML. Export it as CSV or JSON', Buffer.from('<?xml version="1.0"?><rows/>')],
  ['a vCard file. Export the contacts as CSV from the address book', Buffer.from('BEGIN:VCARD\nVERSION:3.0\n')],
  [
    'an SQL dump. Export the table as CSV from the database',
    Buffer.from('-- MySQL dump 10.13\n--\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `a`;\n'),
  ],
  ['a table that mysql drew for display', Buffer.from('+-------+------+\n| email | name |\n+-------+------+\n')],
  ['a table that psql drew for display', Buffer.from('  email  | name \n---------+------\n a@b.c   | x\n')],
  ['the expanded output of psql', Buffer.from('-[ RECORD 1 ]---\nemail | a@b.c\n')],
  ['a table drawn in boxes, as sqlite3 and duckdb display it', Buffer.from('┌──────┐\n│ email │\n├──────┤\n')],
  ['a Markdown table. Export the rows as CSV', Buffer.from('| Email | Name |\n|:---|---:|\n| a | b |\n')],
  [
    'a table with columns padded with blanks. Export it with a delimiter',
    Buffer.from('email      name\na@b.c      Ivy\nlong@b.c   Kit\n'),
  ],
])('%s is told from its first bytes', async (what, content) => {
  expect((await toldOf(content))[0]).toBe(what)
  const isText = isUtf8(content) && !content.includes(0) && !what.startsWith('a PDF')
  expect((await toldOf(gzipSync(content)))[0]).toBe(isText ? what : `a gzip file that contains ${what}`)
})

test.each([
  'PAR1,PAR2\n1,2\n',
  'ORCID,email\n1,2\n',
  'ARROW1,x\n1,2\n',
  'GIF87,GIF89\n1,2\n',
  'BZh,x\n1,2\n',
  'SQLite format 3,x\n1,2\n',
  '<email>,<name>\n1,2\n',
  'a | b\n-|-\n1|2\n',
  'name\n  x\n  y\n',
  'first name\nAnn Lee\nBob Ray\n',
  'set,insert into\n1,2\n',
  'dn,cn\n1,2\n',
])('CSV that only begins like something else is read: %j', async text => {
  expect((await readText(text)).rows.length).toBeGreaterThan(0)
})

test('a zip archive that holds one file of rows says how to read it', async () => {
  expect(await toldOf(zip('export/people [1].csv', 'x'))).toEqual([
    'a zip archive that contains people [1].csv',
    ['save it to a file first, then push that file'],
  ])
})

test.each([
  ['an Excel workbook (.xlsx)', makeXlsx({rows: '<row><c><v>1</v></c></row>'})],
  ['an OpenDocument spreadsheet (.ods)', makeOds({tables: ''})],
])('%s that is gzipped is to be unpacked first, and one said to be CSV is named', async (what, content) => {
  expect(await toldOf(gzipSync(content))).toEqual([
    `a gzip file that contains ${what}`,
    ['save it to a file first, then push that file'],
  ])
  await expect(readText(content, {format: 'csv'})).rejects.toMatchObject({
    code: 'FORMAT_UNKNOWN',
    message: expect.stringContaining(what),
  })
})

test('a directory at the end of an old Office file tells what it is', async () => {
  const path = join(await tempDir(), 'locked.xlsx')
  await writeFile(path, oleFile('EncryptedPackage', 200))
  await expect(openSource({path})).rejects.toMatchObject({
    code: 'FORMAT_UNKNOWN',
    message: expect.stringContaining('an Office file with a password'),
  })
})

describe('gzip', () => {
  const [one, two] = [gzipSync('a\n1\n'), gzipSync('2\n')]

  test.each([
    ['one after the other', Buffer.concat([one, two])],
    ['with zero bytes between them', Buffer.concat([one, Buffer.alloc(512), two, Buffer.alloc(3)])],
    ['with very many', Buffer.concat([one, Buffer.alloc(3_000_000), two])],
    ['and again', Buffer.concat([one, Buffer.alloc(1), two, Buffer.alloc(70_000), gzipSync('')])],
  ])('members are all read: %s', async (_, packed) => {
    for (const chunks of [[], [1, 2, 3, 30, 5], Array.from({length: 300}, () => 1)]) {
      expect(brief(await readText(packed, {}, chunks))).toEqual(['1@2: ["1"]', '2@3: ["2"]'])
    }
  })

  test.each([
    ['text', Buffer.concat([one, Buffer.from('xyz')])],
    ['text behind zero bytes', Buffer.concat([one, Buffer.alloc(20), Buffer.from('xyz')])],
    ['half a member', Buffer.concat([one, two.subarray(0, 12)])],
    ['half a member behind zero bytes', Buffer.concat([one, Buffer.alloc(20), two.subarray(0, 12)])],
    ['a stray first byte', Buffer.concat([one, Buffer.from([0x1f])])],
  ])('nothing behind them is left out in silence: %s', async (_, packed) => {
    await expect(readText(packed)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('damaged gzip file'),
    })
  })
})
