import {appendFile, writeFile as write} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {estimateRows} from '../../../src/input/estimate-rows.js'
import {InputFile} from '../../../src/input/input-file.js'
import {openSource} from '../../../src/input/open-source.js'
import {typesOf} from '../../../src/rows/cell-types.js'
import {tempDir} from '../../support/temp-dir.js'
import {inChunks, readRows} from '../support/read-rows.js'
import {bool, i32, list, makeFile, page, plainTexts, struct, text} from './support/make-file.js'
import {writeFile} from './support/write-file.js'

const ROWS = 300
const TABLE = writeFile(
  [
    {name: 'email', data: Array.from({length: ROWS}, (_, row) => `p${row}@example.com`)},
    {name: 'id', data: Array.from({length: ROWS}, (_, row) => (row === 1 ? null : BigInt(row))), type: 'INT64'},
    {name: 'seen', data: Array.from({length: ROWS}, (_, row) => new Date(row * 1000)), type: 'TIMESTAMP'},
    {name: '__proto__', data: Array.from({length: ROWS}, () => 'x')},
  ],
  {rowGroupSize: 100},
)

async function fileOf(bytes: Buffer, name = 'rows.parquet'): Promise<string> {
  const path = join(await tempDir(), name)
  await write(path, bytes)
  return path
}

test('rows have typed cells, and their numbers as lines; bytes read follow the rows', async () => {
  const path = await fileOf(TABLE)
  const source = await openSource({path})
  expect(source).toMatchObject({format: 'csv', table: 'parquet', totalBytes: TABLE.length})
  expect(source.columns).toEqual(['email', 'id', 'seen', '__proto__'])
  const rows: unknown[] = []
  for await (const chunk of source.chunks) {
    rows.push(...chunk)
    expect(source.bytesRead()).toBe(Math.round((TABLE.length * rows.length) / ROWS))
  }
  expect(rows).toHaveLength(ROWS)
  expect(rows[1]).toMatchObject({kind: 'source', row: 2, line: 2})
  const {rows: again} = await readRows({path})
  const second = again[1]?.kind === 'source' ? again[1].record : undefined
  expect([...(second as Iterable<unknown>)]).toEqual(['p1@example.com', null, '1970-01-01T00:00:01Z', 'x'])
  expect(typesOf(second)).toBe(' nd ')
})

test('standard input is read as well, in whatever pieces it comes', async () => {
  const {rows} = await readRows({path: '-', stdin: inChunks(TABLE, [1, 5, 900])})
  expect(rows).toHaveLength(ROWS)
})

test('how many rows there are is known before any is read', async () => {
  const file = await InputFile.open(await fileOf(TABLE))
  expect(await estimateRows(file, true)).toBe(ROWS)
  await file.close()
})

test('a file that is written to while it is read ends with FILE_CHANGED', async () => {
  const path = await fileOf(TABLE)
  const source = await openSource({path})
  const rows = source.rows[Symbol.asyncIterator]()
  await rows.next()
  await appendFile(path, 'more')
  const rest = async (): Promise<void> => {
    for (let next = await rows.next(); next.done !== true; next = await rows.next());
  }
  await expect(rest()).rejects.toMatchObject({code: 'FILE_CHANGED'})
})

test('rows end where the source is closed', async () => {
  const source = await openSource({path: await fileOf(TABLE)})
  let rows = 0
  for await (const chunk of source.chunks) {
    rows += chunk.length
    await source.close()
  }
  expect(rows).toBeLessThan(ROWS)
})

test('columns without cells keep their place, and are named with what they hold', async () => {
  const STRING = {1: i32(6), 3: i32(0), 6: i32(0)}
  const values = page({bytes: plainTexts('a'), values: 1})
  const schema = [
    struct({4: text('root'), 5: i32(2)}),
    struct({3: i32(0), 4: text('address'), 5: i32(1)}),
    struct({...STRING, 4: text('street')}),
    struct({...STRING, 4: text('email')}),
  ]
  const columns = [0, 1].map(() => ({element: STRING, pages: values, values: 1}))
  const path = await fileOf(makeFile({columns, rows: 1, footer: {2: list(schema)}}))
  const source = await openSource({path})
  expect([source.columns, source.unread]).toEqual([['address', 'email'], [{name: 'address', why: 'structs'}]])
  await source.close()
  const [row] = (await readRows({path})).rows
  expect(row).toMatchObject({record: [null, 'a']})
})

test('bytes that are no text are marked in their cell', async () => {
  const element = {1: i32(6), 3: i32(0), 6: i32(0), 10: struct({1: struct({})}), 11: bool(true)}
  const pages = page({bytes: Buffer.concat([Buffer.from('02000000ff41', 'hex'), plainTexts('b')]), values: 2})
  const {rows} = await readRows({path: await fileOf(makeFile({columns: [{element, pages, values: 2}], rows: 2}))})
  const records = rows.map(row => (row.kind === 'source' ? row.record : undefined))
  expect(records.map(record => typesOf(record))).toEqual(['b', ' '])
  expect(records).toMatchObject([['\uFFFDA'], ['b']])
})

const CSV = Buffer.from('PAR1,email\nx,ann@example.com\n')

test.each([
  ['no rows', writeFile([{name: 'email', data: [], type: 'STRING'}]), {}, 'FILE_EMPTY', /has no rows/],
  [
    'an end that is missing',
    TABLE.subarray(0, -1),
    {},
    'FILE_UNREADABLE',
    /damaged Parquet file: its end is missing\.$/,
  ],
  [
    'damage in one row group of several',
    damaged(TABLE),
    {},
    'FILE_UNREADABLE',
    /column "\w+": .* \(row group \d of 3\)\.$/,
  ],
  ['a flag of CSV', TABLE, {delimiter: ';'}, 'USAGE', /is a Parquet file, but --delimiter applies to CSV files only/],
  ['a flag of texts', TABLE, {encoding: 'windows-1252'}, 'USAGE', /--encoding/],
  ['a flag of headers', TABLE, {header: false}, 'USAGE', /--no-header/],
  ['a flag of workbooks', TABLE, {sheet: '2'}, 'USAGE', /--sheet applies to workbooks only/],
  ['a CSV that is said to be Parquet', CSV, {format: 'parquet'}, 'USAGE', /is not a Parquet file/],
  ['Parquet that is said to be CSV', TABLE, {format: 'csv'}, 'FORMAT_UNKNOWN', /is a Parquet file/],
] as const)('%s ends with %s', async (_, bytes, spec, code, message) => {
  const path = await fileOf(bytes)
  const error = await readRows({path, ...spec}).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({code, message: expect.stringMatching(message)})
})

test('a CSV whose header begins like a Parquet file is one', async () => {
  const {columns} = await readRows({path: await fileOf(CSV, 'rows.csv')})
  expect(columns).toEqual(['PAR1', 'email'])
})

/** In the middle, among the pages. */
function damaged(file: Buffer): Buffer {
  const copy = Buffer.from(file)
  copy.fill(0xff, 2000, 2040)
  return copy
}
