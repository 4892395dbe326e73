import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {bool, i32, list, makeFile, page, plainTexts, struct, type Thrift, text} from './support/make-file.js'
import {readAll} from './support/read-file.js'

/** The only cell of a file with one required value of this element. */
async function cellOf(element: Readonly<Record<number, Thrift>>, bytes: Buffer): Promise<string | null | undefined> {
  const column = {element: {3: i32(0), ...element}, pages: page({bytes, values: 1}), values: 1}
  const {rows, file} = await readAll(makeFile({columns: [column], rows: 1}))
  return file.columns.unread[0]?.why ?? rows[0]?.get('c0')
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(value)
  return bytes
}

const MILLIS = struct({1: struct({})})
const NANOS = struct({3: struct({})})
const logical = (id: number, fields: Readonly<Record<number, Thrift>> = {}): Readonly<Record<number, Thrift>> => ({
  10: struct({[id]: struct(fields)}),
})

describe('what values stand for, said in the old way or in the new', () => {
  test.each<readonly [what: string, element: Readonly<Record<number, Thrift>>, bytes: Buffer, cell: string]>([
    ['int32', {1: i32(1)}, int32(-5), '-5'],
    ['UINT_32', {1: i32(1), 6: i32(13)}, int32(-1), '4294967295'],
    [
      'an unsigned integer',
      {1: i32(2), ...logical(10, {1: {type: 3, bytes: Buffer.from([64])}, 2: bool(false)})},
      int64(-1n),
      '18446744073709551615',
    ],
    [
      'a signed integer',
      {1: i32(2), ...logical(10, {1: {type: 3, bytes: Buffer.from([64])}, 2: bool(true)})},
      int64(-1n),
      '-1',
    ],
    ['DECIMAL', {1: i32(1), 6: i32(5), 7: i32(2), 8: i32(9)}, int32(-1234), '-12.34'],
    ['a decimal', {1: i32(2), ...logical(5, {1: i32(3), 2: i32(18)})}, int64(9007199254740993n), '9007199254740.993'],
    ['a decimal of bytes', {1: i32(6), ...logical(5, {1: i32(2), 2: i32(4)})}, plainTexts('\x7f'), '1.27'],
    ['DATE', {1: i32(1), 6: i32(6)}, int32(-1), '1969-12-31'],
    ['a day that no calendar has', {1: i32(1), 6: i32(6)}, int32(2147483647), '+5881580-07-11'],
    ['TIME_MILLIS', {1: i32(1), 6: i32(7)}, int32(1500), '00:00:01.5'],
    ['TIMESTAMP_MILLIS', {1: i32(2), 6: i32(9)}, int64(-1n), '1969-12-31T23:59:59.999Z'],
    ['TIMESTAMP_MICROS', {1: i32(2), 6: i32(10)}, int64(1n), '1970-01-01T00:00:00.000001Z'],
    [
      'a timestamp without a zone, whatever the old way says',
      {1: i32(2), 6: i32(9), ...logical(8, {1: bool(false), 2: MILLIS})},
      int64(1500n),
      '1970-01-01T00:00:01.5',
    ],
    [
      'nanoseconds',
      {1: i32(2), ...logical(8, {1: bool(true), 2: NANOS})},
      int64(1_700_000_000_123_456_789n),
      '2023-11-14T22:13:20.123456789Z',
    ],
    ['a time of nanoseconds', {1: i32(2), ...logical(7, {1: bool(true), 2: NANOS})}, int64(1n), '00:00:00.000000001'],
    ['int96', {1: i32(3)}, Buffer.concat([int64(1_000_000_000n), int32(2_440_589)]), '1970-01-02T00:00:01'],
    ['float', {1: i32(4)}, Buffer.from('cdcccc3d', 'hex'), '0.1'],
    ['double', {1: i32(5)}, Buffer.from('9a9999999999b93f', 'hex'), '0.1'],
    ['boolean', {1: i32(0)}, Buffer.from([1]), 'true'],
    ['ENUM', {1: i32(6), 6: i32(4)}, plainTexts('LEAD'), 'LEAD'],
    ['JSON', {1: i32(6), 6: i32(19)}, plainTexts('{"a": 1}'), '{"a": 1}'],
    ['bytes that are a text', {1: i32(6)}, plainTexts('Zoë'), 'Zoë'],
    ['bytes that are none', {1: i32(6)}, Buffer.from('02000000fffe', 'hex'), '[\uFFFD\uFFFD]'],
    [
      'UUID',
      {1: i32(7), 2: i32(16), ...logical(14)},
      Buffer.from('00112233445566778899aabbccddeeff', 'hex'),
      '00112233-4455-6677-8899-aabbccddeeff',
    ],
    ['a half float', {1: i32(7), 2: i32(2), ...logical(15)}, Buffer.from('003e', 'hex'), '1.5'],
    ['a logical type that is newer', {1: i32(6), 6: i32(0), ...logical(40)}, plainTexts('x'), 'x'],
    ['BSON', {1: i32(6), 6: i32(20)}, plainTexts('x'), 'BSON'],
    ['an interval', {1: i32(7), 2: i32(12), 6: i32(21)}, Buffer.alloc(12), 'intervals'],
    ['a geometry', {1: i32(6), ...logical(17)}, plainTexts('x'), 'geometries'],
    ['a date of another physical type', {1: i32(2), 6: i32(6)}, int64(1n), 'date values as int64'],
    ['a decimal of a negative scale', {1: i32(1), 6: i32(5), 7: i32(-2)}, int32(1), 'decimals with a scale of -2'],
  ])('%s', async (_, element, bytes, cell) => {
    expect(await cellOf(element, bytes)).toBe(cell)
  })
})

/** Schema, levels and values of a column that is nested in one way or the other. */
async function nested(elements: readonly Thrift[], bytes: Buffer, values: number) {
  const columns = [{element: {}, pages: page({bytes, values}), values}]
  const {file, rows} = await readAll(
    makeFile({columns, rows: 2, footer: {2: list([struct({4: text('root'), 5: i32(1)}), ...elements])}}),
  )
  return file.columns.unread[0]?.why ?? rows.map(row => row.get('c0'))
}

/** Behind its length: one packed run of up to eight levels of a bit each. */
function levels(...packed: readonly number[]): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(packed.length + 1)
  return Buffer.concat([length, Buffer.from([3, ...packed])])
}

const STRING = {1: i32(6), 6: i32(0)}
const VALUES = plainTexts('a', 'b', 'c')

describe('lists, in every way that they were ever written', () => {
  /** Rows [a, b], [c]. */
  const REPETITIONS = levels(0b010)
  test.each<readonly [what: string, elements: readonly Thrift[], definitions: Buffer]>([
    ['a repeated column', [struct({...STRING, 3: i32(2), 4: text('c0')})], levels(0b111)],
    [
      'a repeated column in a list',
      [struct({3: i32(0), 4: text('c0'), 5: i32(1), 6: i32(3)}), struct({...STRING, 3: i32(2), 4: text('element')})],
      levels(0b111),
    ],
    [
      'required items in a list',
      [
        struct({3: i32(0), 4: text('c0'), 5: i32(1), 6: i32(3)}),
        struct({3: i32(2), 4: text('bag'), 5: i32(1)}),
        struct({...STRING, 3: i32(0), 4: text('array_element')}),
      ],
      levels(0b111),
    ],
  ])('%s', async (_, elements, definitions) => {
    expect(await nested(elements, Buffer.concat([REPETITIONS, definitions, VALUES]), 3)).toEqual(['a;b', 'c'])
  })

  test.each<readonly [why: string, elements: readonly Thrift[]]>([
    ['structs', [struct({3: i32(1), 4: text('c0'), 5: i32(1)}), struct({...STRING, 3: i32(1), 4: text('a')})]],
    [
      'maps',
      [
        struct({3: i32(1), 4: text('c0'), 5: i32(1), 6: i32(1)}),
        struct({3: i32(2), 4: text('key_value'), 5: i32(2)}),
        struct({...STRING, 3: i32(0), 4: text('key')}),
        struct({...STRING, 3: i32(1), 4: text('value')}),
      ],
    ],
    [
      'lists of lists or of structs',
      [
        struct({3: i32(1), 4: text('c0'), 5: i32(1), 6: i32(3)}),
        struct({3: i32(2), 4: text('array'), 5: i32(1)}), // by this name, a struct of one field
        struct({...STRING, 3: i32(1), 4: text('item')}),
      ],
    ],
  ])('no property holds %s', async (why, elements) => {
    const footer = {2: list([struct({4: text('root'), 5: i32(1)}), ...elements])}
    const {file} = await readAll(makeFile({columns: [], rows: 0, footer: {...footer, 4: list([])}}))
    expect(file.columns.unread).toEqual([{name: 'c0', why}])
  })
})

test('pages in frames of Hadoop, gzip and in no packing at all hold the same', async () => {
  const column = {element: {...STRING, 3: i32(0)}, values: 3}
  const head = Buffer.alloc(8)
  const block = Buffer.concat([Buffer.from([0xf0, VALUES.length - 15]), VALUES])
  head.writeUInt32BE(VALUES.length, 0)
  head.writeUInt32BE(block.length, 4)
  const packed: readonly (readonly [codec: number, bytes: Buffer])[] = [
    [0, VALUES],
    [2, gzipSync(VALUES)],
    [5, Buffer.concat([head, block])],
    [5, block],
    [7, block],
  ]
  for (const [codec, bytes] of packed) {
    const pages = page({bytes, size: VALUES.length, values: 3})
    const {rows} = await readAll(makeFile({columns: [{...column, codec, pages}], rows: 3}))
    expect(rows.map(row => row.get('c0'))).toEqual(['a', 'b', 'c'])
  }
})
