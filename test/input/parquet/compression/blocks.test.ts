import fc from 'fast-check'
import {expect, test} from 'vitest'
import {mayLz4, unpackHadoopLz4, unpackLz4} from '../../../../src/input/parquet/compression/lz4.js'
import {maySnappy, unpackSnappy} from '../../../../src/input/parquet/compression/snappy.js'
import {DamagedParquet} from '../../../../src/input/parquet/damaged.js'

type Unpack = (packed: Buffer, out: Buffer) => void

/** As the reader of pages asks. */
function unpacking(mayHold: (bytes: number, size: number) => boolean, unpack: Unpack) {
  return (packed: Buffer, size: number): Buffer => {
    if (!mayHold(packed.length, size)) throw new DamagedParquet('it is longer than it can be')
    const out = Buffer.alloc(size)
    unpack(packed, out)
    return out
  }
}

const snappy = unpacking(maySnappy, unpackSnappy)
const lz4 = unpacking(mayLz4, unpackLz4)
const hadoopLz4 = unpacking(mayLz4, unpackHadoopLz4)

/** `length`, then elements: `"…` a literal, `-offset,length` a copy with one byte of offset. */
const SNAPPY: readonly [string, string, string][] = [
  ['nothing', '00', ''],
  ['a literal', '05 10 68656c6c6f', 'hello'],
  ['a copy of one byte of offset', '08 04 6162 09 02', 'abababab'.slice(0, 8)],
  ['a copy of two bytes of offset', '06 08 616263 0a 0300', 'abcabc'],
  ['a copy of four bytes of offset', '06 08 616263 0b 03000000', 'abcabc'],
  ['a literal of a long length', `3d f0 3c ${'78'.repeat(61)}`, 'x'.repeat(61)],
]

test.each(SNAPPY)('snappy: %s', (_, hex, text) => {
  const packed = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  expect(snappy(packed, text.length).toString()).toBe(text)
})

test.each([
  ['a literal behind the end', '05 10 6865', 5],
  ['a copy from before the beginning', '04 00 61 09 05', 4],
  ['a copy without a distance', '08 04 6162 09 00', 8],
  ['more than it says', '02 10 68656c6c6f', 2],
  ['less than it says', '09 10 68656c6c6f', 9],
  ['another length than the page', '05 10 68656c6c6f', 6],
  ['a length that no block has', 'ffffffff07 00 61', 2_147_483_647],
  ['a length without end', 'ffffffffffff 00 61', 5],
  ['a literal that goes back', '08 fc ffffffff 616263', 8],
])('snappy is damaged: %s', (_, hex, size) => {
  expect(() => snappy(Buffer.from(hex.replaceAll(' ', ''), 'hex'), size)).toThrow(DamagedParquet)
})

const LZ4 = Buffer.from('30616263 0300 50 68656c6c6f'.replaceAll(' ', ''), 'hex')
const LZ4_TEXT = 'abcabcahello'

test('lz4: literals and matches that overlap, with and without the lengths of Hadoop', () => {
  expect(lz4(LZ4, LZ4_TEXT.length).toString()).toBe(LZ4_TEXT)
  expect(hadoopLz4(LZ4, LZ4_TEXT.length).toString()).toBe(LZ4_TEXT)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(LZ4_TEXT.length, 0)
  head.writeUInt32BE(LZ4.length, 4)
  const framed = Buffer.concat([head, LZ4, head, LZ4])
  expect(hadoopLz4(framed, 2 * LZ4_TEXT.length).toString()).toBe(LZ4_TEXT + LZ4_TEXT)
  const long = Buffer.concat([Buffer.from('f0ff02', 'hex'), Buffer.alloc(272, 'y')])
  expect(lz4(long, 272).toString()).toBe('y'.repeat(272))
})

test.each([
  ['literals behind the end', '50 6865', 5],
  ['a match from before the beginning', '10 61 0500 10 62', 6],
  ['a match without a distance', '10 61 0000 10 62', 6],
  ['less than it says', '50 68656c6c6f', 6],
  ['more than it says', '50 68656c6c6f', 4],
  ['a length that no block has', '10 61', 1_000_000],
  ['a length without end', 'f0 ffffff', 600],
])('lz4 is damaged: %s', (_, hex, size) => {
  const packed = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  expect(() => lz4(packed, size)).toThrow(DamagedParquet)
  expect(() => hadoopLz4(packed, size)).toThrow(DamagedParquet)
})

test('any bytes are unpacked or damaged, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 60}), fc.nat(400), (bytes, size) => {
      for (const unpack of [snappy, lz4, hadoopLz4]) {
        try {
          expect(unpack(Buffer.from(bytes), size)).toHaveLength(size)
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedParquet)
        }
      }
    }),
    {numRuns: 2000},
  )
})
