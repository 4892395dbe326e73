import {brotliCompressSync, gzipSync} from 'node:zlib'
import fc from 'fast-check'
import type {ColumnSource} from 'hyparquet-writer'
import {expect, test} from 'vitest'
import {readAll} from './support/read-file.js'
import {writeFile} from './support/write-file.js'

const COMPRESSORS = {GZIP: gzipSync, BROTLI: brotliCompressSync} as const

/** Some values, many of them equal, some null. */
function cells<T>(value: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> {
  const some = fc.array(value, {minLength: 1, maxLength: 5})
  return some.chain(values => fc.array(fc.option(fc.constantFrom(...values)), {minLength: ROWS, maxLength: ROWS}))
}

const ROWS = 150
const INT64 = fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n})
const TEXT = fc.string({unit: 'grapheme', maxLength: 12}).map(text => Buffer.from(text.replaceAll('\0', '')).toString())

/** Columns by the encoding that they are written in, and the text that a value becomes. */
const KINDS: readonly (readonly [
  ColumnSource['type'],
  ColumnSource['encoding'][],
  fc.Arbitrary<unknown>,
  (value: unknown) => string,
])[] = [
  ['STRING', [undefined, 'PLAIN', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'], TEXT, String],
  ['INT64', [undefined, 'PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'], INT64, String],
  ['INT32', [undefined, 'PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'], fc.integer(), String],
  ['DOUBLE', [undefined, 'PLAIN', 'BYTE_STREAM_SPLIT'], fc.double(), String],
  ['BOOLEAN', [undefined, 'PLAIN', 'RLE'], fc.boolean(), String],
]

const COLUMN = fc.constantFrom(...KINDS).chain(([type, encodings, value, text]) =>
  fc.record({
    type: fc.constant(type),
    encoding: fc.constantFrom(...encodings),
    data: cells(value),
    text: fc.constant(text),
  }),
)

test('what was written is read, in any encoding, codec, size of pages and of row groups', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(COLUMN, {minLength: 1, maxLength: 3}),
      fc.constantFrom('UNCOMPRESSED' as const, 'SNAPPY' as const, 'GZIP' as const, 'BROTLI' as const),
      fc.constantFrom(40, 300, 1_000_000),
      fc.constantFrom(7, 64, 1000),
      async (columns, codec, pageSize, rowGroupSize) => {
        const sources = columns.map(({type, encoding, data}, at) => ({
          ...{name: `c${at}`, data, nullable: true},
          ...(type && {type}),
          ...(encoding && {encoding}),
        }))
        const {rows} = await readAll(writeFile(sources, {codec, compressors: COMPRESSORS, pageSize, rowGroupSize}))
        const expected = Array.from({length: ROWS}, (_, row) =>
          columns.map(({data, text}) => (data[row] === null ? null : text(data[row]))),
        )
        expect(rows.map(row => [...row.values()])).toEqual(expected)
      },
    ),
    {numRuns: 60},
  )
})

test('decimals are exact in every physical type', async () => {
  const schema = [
    {name: 'root', num_children: 1},
    {name: 'd', type: 'INT64', converted_type: 'DECIMAL', scale: 3, precision: 18, repetition_type: 'OPTIONAL'},
  ] as const
  const data = [9007199254740993n, -1n, null, 999999999999999999n]
  const {rows} = await readAll(writeFile([{name: 'd', data}], {schema: [...schema]}))
  expect(rows.map(row => row.get('d'))).toEqual(['9007199254740.993', '-0.001', null, '999999999999999.999'])
})
