import {brotliCompressSync, crc32, gzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {DamagedParquet, UnreadParquet} from '../../../src/input/parquet/damaged.js'
import {
  dictionaryPage,
  i32,
  i64,
  list,
  type MadeColumn,
  makeFile,
  page,
  plainTexts,
  struct,
  text,
  varint,
  withFooter,
} from './support/make-file.js'
import {readAll} from './support/read-file.js'

/** Required, UTF-8. */
const TEXT = {1: i32(6), 3: i32(0), 6: i32(0)}
const BYTES = plainTexts('a', 'b', 'c')
const SOUND: MadeColumn = {element: TEXT, pages: page({bytes: BYTES, values: 3}), values: 3}

function one(column: Partial<MadeColumn>, rows = 3): Buffer {
  return makeFile({columns: [{...SOUND, ...column}], rows})
}

const FILE = one({})
const ENDLESS = Buffer.alloc(1_000_000, 0x80)

test('the file that the others are made from is sound', async () => {
  const {rows} = await readAll(FILE)
  expect(rows.map(row => row.get('c0'))).toEqual(['a', 'b', 'c'])
})

/** A run of `count` equal numbers of `width` bits. */
function run(count: number, value: number, width: number): Buffer {
  return Buffer.concat([varint(count * 2), Buffer.from([value]).subarray(0, Math.ceil(width / 8))])
}

function inDictionary(places: Buffer, values = 3): Partial<MadeColumn> {
  const pages = Buffer.concat([dictionaryPage(BYTES, 3), page({bytes: places, values, encoding: 8})])
  return {pages, values}
}

const DAMAGED: readonly (readonly [what: string, reason: RegExp, file: Buffer])[] = [
  ['cut in the middle', /its end is missing/, FILE.subarray(0, FILE.length / 2)],
  ['nothing but both ends', /its description is/, Buffer.from('PAR1\0\0\0\0PAR1')],
  ['a footer longer than the file', /longer than the file/, withLength(FILE, 0xffffffff)],
  [
    'a footer of nothing but numbers without end',
    /too long/,
    withFooter(Buffer.from('PAR1'), Buffer.concat([Buffer.from([0x36]), ENDLESS])),
  ],
  [
    'a list of billions of columns',
    /longer than the description/,
    makeFile({columns: [SOUND], rows: 3, footer: {2: list([], 4_000_000_000)}}),
  ],
  [
    'a schema that is nested without end',
    /nested too deep/,
    makeFile({
      columns: [SOUND],
      rows: 3,
      footer: {2: list(Array.from({length: 500}, () => struct({4: text('a'), 5: i32(1)})))},
    }),
  ],
  ['structs in structs without end', /nested too deep/, withFooter(Buffer.from('PAR1'), Buffer.alloc(5000, 0x1c))],
  [
    'more children than columns',
    /schema is not complete/,
    makeFile({columns: [SOUND], rows: 3, footer: {2: list([struct({4: text('root'), 5: i32(7)})])}}),
  ],
  [
    'two columns of one name',
    /called "c0"/,
    makeFile({
      columns: [SOUND],
      rows: 3,
      footer: {2: list([struct({4: text('root'), 5: i32(2)}), ...[1, 2].map(() => struct({...TEXT, 4: text('c0')}))])},
    }),
  ],
  ['more rows than its groups', /says that it has 4 rows/, makeFile({columns: [SOUND], rows: 3, footer: {3: i64(4)}})],
  ['more rows than a file can have', /says that it has 4000000000 rows/, one({}, 4_000_000_000)],
  ['fewer values than rows', /fewer values than there are rows/, one({}, 4)],
  ['more values than rows', /more values than there are rows/, one({}, 2)],
  [
    'a column behind the end of the file',
    /outside the file/,
    makeFile({
      columns: [SOUND],
      rows: 3,
      footer: {4: list([struct({1: list([chunkAt(1_000_000)]), 2: i64(1), 3: i64(3)})])},
    }),
  ],
  [
    'a page behind the end of its column',
    /ends behind its column/,
    one({pages: page({bytes: BYTES, values: 3}).subarray(0, -4)}),
  ],
  [
    'a page of values that are cut off',
    /values are cut off/,
    one({pages: page({bytes: BYTES.subarray(0, -1), values: 3})}),
  ],
  ['a text of gigabytes', /too long|cut off/, one({pages: page({bytes: Buffer.from('ffffff7f', 'hex'), values: 3})})],
  ['a page with a wrong checksum', /checksum/, one({pages: page({bytes: BYTES, values: 3, crc: crc32(BYTES) ^ 1})})],
  [
    'a place outside the dictionary',
    /not in the dictionary/,
    one(inDictionary(Buffer.concat([Buffer.from([2]), run(3, 3, 2)]))),
  ],
  [
    'places without a dictionary',
    /dictionary of its values is missing/,
    one({pages: page({bytes: Buffer.from([2, 6, 0]), values: 3, encoding: 8})}),
  ],
  ['places of too many bits', /packed at 77 bits/, one(inDictionary(Buffer.from([77, 6, 0])))],
  [
    'a dictionary of billions of values',
    /values are cut off/,
    one({pages: Buffer.concat([dictionaryPage(BYTES, 2_000_000_000), page({bytes: BYTES, values: 3})])}),
  ],
  [
    'a gzip bomb',
    /cannot be unpacked/,
    one({codec: 2, pages: page({bytes: gzipSync(Buffer.alloc(50_000_000)), size: BYTES.length, values: 3})}),
  ],
  [
    'a brotli bomb',
    /cannot be unpacked/,
    one({codec: 4, pages: page({bytes: brotliCompressSync(Buffer.alloc(50_000_000)), size: BYTES.length, values: 3})}),
  ],
  ['gzip that is none', /cannot be unpacked/, one({codec: 2, pages: page({bytes: BYTES, size: 90, values: 3})})],
  [
    'zstd that is none',
    /cannot be unpacked|another length/,
    one({codec: 6, pages: page({bytes: BYTES, size: 90, values: 3})}),
  ],
  [
    'Snappy that says it is longer than it can be',
    /longer than it can be/,
    one({codec: 1, pages: page({bytes: BYTES, size: 200_000_000, values: 3})}),
  ],
  [
    'distances in blocks of no size',
    /impossible size/,
    one({
      element: {...TEXT, 1: i32(1), 6: i32(17)},
      pages: page({bytes: Buffer.from([0, 0, 3, 0]), values: 3, encoding: 5}),
    }),
  ],
  [
    'texts that repeat what is not there',
    /repeats more/,
    one({pages: page({bytes: Buffer.concat([deltas(9), deltas(0)]), values: 1, encoding: 7}), values: 1}, 1),
  ],
]

function withLength(file: Buffer, length: number): Buffer {
  const copy = Buffer.from(file)
  copy.writeUInt32LE(length, copy.length - 8)
  return copy
}

function chunkAt(start: number) {
  return struct({
    2: i64(0),
    3: struct({3: list([text('c0')]), 4: i32(0), 5: i64(3), 7: i64(BYTES.length), 9: i64(start)}),
  })
}

/** One number as distances: block of 128, 4 miniblocks, one value. */
function deltas(value: number): Buffer {
  return Buffer.concat([varint(128), varint(4), varint(1), varint(value * 2)])
}

test.each(DAMAGED)('%s', async (_, reason, file) => {
  const began = process.cpuUsage()
  await expect(readAll(file, 10)).rejects.toThrow(DamagedParquet)
  await expect(readAll(file, 10)).rejects.toThrow(reason)
  const {user, system} = process.cpuUsage(began)
  expect((user + system) / 1e6).toBeLessThan(3)
})

test('one run of billions of values is read for as long as it is asked for', async () => {
  const column = inDictionary(Buffer.concat([Buffer.from([1]), run(2_000_000_000, 1, 1)]), 3)
  const {rows} = await readAll(one(column))
  expect(rows.map(row => row.get('c0'))).toEqual(['b', 'b', 'b'])
})

test.each([
  ['an encrypted footer', /encrypted/, Buffer.from(FILE.toString('latin1').replace(/PAR1$/, 'PARE'), 'latin1')],
  ['LZO', /LZO/, one({codec: 3})],
  ['an encoding that is new', /unknown encoding 10/, one({pages: page({bytes: BYTES, values: 3, encoding: 10})})],
  [
    'a page of half a gigabyte',
    /512 MB/,
    one({codec: 2, pages: page({bytes: BYTES, size: 512 * 1024 * 1024, values: 3})}),
  ],
])('what is not read is said to be that: %s', async (_, reason, file) => {
  await expect(readAll(file)).rejects.toThrow(UnreadParquet)
  await expect(readAll(file)).rejects.toThrow(reason)
})
