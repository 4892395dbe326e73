import {execFileSync} from 'node:child_process'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {zstdOfNode} from '../../src/input/container/unzstd.js'
import {openSource} from '../../src/input/open-source.js'
import {stepsReading} from '../support/bare-steps.js'
import {brief, readRows} from './support/read-rows.js'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hubspot-push-input-'))
})
afterAll(() => rm(dir, {recursive: true}))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}

describe('a CSV file', () => {
  test('gives its header and its rows with row and line numbers', async () => {
    const path = await file('plain.csv', 'email,city\na@example.com,Berlin\nb@example.com,"Köln, am Rhein"\n')
    const read = await readRows({path})
    expect(read.columns).toEqual(['email', 'city'])
    expect(brief(read)).toEqual(['1@2: ["a@example.com","Berlin"]', '2@3: ["b@example.com","Köln, am Rhein"]'])
  })

  test('knows its size and how much of it was read', async () => {
    const path = await file('size.csv', 'email\na@example.com\n')
    const source = await openSource({path})
    for await (const row of source.rows) expect(row.row).toBe(1)
    expect([source.totalBytes, source.bytesRead()]).toEqual([20, 20])
  })

  test('with nothing but a header has no rows', async () => {
    expect(await readRows({path: await file('header.csv', 'email,city\n')})).toEqual({
      columns: ['email', 'city'],
      rows: [],
    })
  })

  test('keeps the columns of a gzipped file', async () => {
    const path = await file('people.csv.gz', gzipSync('email;city\na@example.com;Bonn\n'))
    const read = await readRows({path})
    expect(read.columns).toEqual(['email', 'city'])
    expect(brief(read)).toEqual(['1@2: ["a@example.com","Bonn"]'])
  })
})

describe('a JSONL file', () => {
  test('gives its objects, the keys of all of them, and refuses lines that are no object', async () => {
    const path = await file(
      'rows.jsonl',
      '{"email":"a@example.com"}\n\n[1]\n{"email":\n{"email":"b@example.com","city":null}\n',
    )
    const read = await readRows({path})
    expect(read.columns).toEqual(['email', 'city'])
    expect(brief(read)).toEqual([
      '1@1: {"email":"a@example.com"}',
      '2@3! [1]',
      '3@4! {"email":',
      '4@5: {"email":"b@example.com","city":null}',
    ])
  })
})

describe('a file that cannot be used', () => {
  const cases: readonly (readonly [name: string, content: string | Uint8Array, code: string, says: RegExp])[] = [
    ['empty.csv', '', 'FILE_EMPTY', /is empty/],
    ['blank.csv', '\n\r\n \n', 'FILE_EMPTY', /blank lines/],
    ['bom.csv', '\uFEFF', 'FILE_EMPTY', /blank lines/],
    [
      'book.xlsx',
      Buffer.from(
        '504b030414000000000000000000000000000000000000000000130000005b436f6e74656e745f54797065735d2e786d6c',
        'hex',
      ),
      'FILE_UNREADABLE',
      /cannot be read as a workbook/,
    ],
    [
      'rows.csv.zst',
      Buffer.from('28b52ffd0458', 'hex'),
      zstdOfNode() === undefined ? 'FORMAT_UNKNOWN' : 'FILE_UNREADABLE',
      /zstd/,
    ],
    ['header.csv', 'email,"city\na@example.com,Bonn\n', 'HEADER_INVALID', /header/],
    ['latin.csv', Buffer.from('email,city\na@example.com,K\xf6ln\n', 'latin1'), 'FILE_UNREADABLE', /not UTF-8: line 2/],
    ['binary.csv', 'email\0,city\n', 'FILE_UNREADABLE', /NUL/],
    ['cut.csv.gz', gzipSync('email\n').subarray(0, 15), 'FILE_UNREADABLE', /damaged gzip/],
  ]
  test.each(cases)('%s is refused with a reason', async (name, content, code, says) => {
    const path = await file(name, content)
    await expect(openSource({path})).rejects.toMatchObject({code, message: expect.stringMatching(says), exitCode: 5})
  })

  test.skipIf(process.platform === 'win32')('such as a named pipe is not waited for', async () => {
    const path = join(dir, 'pipe')
    execFileSync('sh', ['-c', 'mkfifo "$0"', path])
    await expect(openSource({path})).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      next: stepsReading([`hubspot-push push - < ${path}`]),
    })
  })

  test('such as a missing one or a directory is named', async () => {
    const missing = join(dir, 'missing.csv')
    await mkdir(join(dir, 'folder'))
    await expect(openSource({path: missing})).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: `${missing} does not exist.`,
    })
    await expect(openSource({path: join(dir, 'folder')})).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: /directory/,
    })
  })
})
