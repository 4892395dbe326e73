import fc from 'fast-check'
import {expect, test} from 'vitest'
import {SlidingSnappy} from '../../../../src/input/parquet/compression/sliding-snappy.js'
import {unpackSnappy} from '../../../../src/input/parquet/compression/snappy.js'
import {DamagedParquet} from '../../../../src/input/parquet/damaged.js'
import {varint} from '../support/make-file.js'
import {readAll} from '../support/read-file.js'
import {writeFile} from '../support/write-file.js'

/** Memory of 256 bytes, of which 64 are kept for copies. */
const MEMORY = 256
const HISTORY = 64

type Element = readonly ['literal', string] | readonly ['copy', length: number, offset: number]

function blockOf(elements: readonly Element[], size: number): Buffer {
  const parts = elements.map(element => {
    if (element[0] === 'literal') {
      const bytes = Buffer.from(element[1])
      return Buffer.concat([Buffer.from([60 << 2, bytes.length - 1]), bytes])
    }
    const copy = Buffer.from([((element[1] - 1) << 2) | 3, 0, 0, 0, 0])
    copy.writeUInt32LE(element[2], 1)
    return copy
  })
  return Buffer.concat([varint(size), ...parts])
}

const LITERAL = fc
  .string({minLength: 1, maxLength: 200, unit: 'grapheme-ascii'})
  .map(text => ['literal', text] as const)
const COPY = fc.tuple(fc.constant('copy' as const), fc.integer({min: 1, max: 64}), fc.integer({min: 1, max: 400}))

/** Only copies of what is there, and the length that they add up to. */
function sound(elements: readonly Element[]): {readonly elements: readonly Element[]; readonly size: number} {
  let size = 0
  const kept = elements.filter(element => {
    if (element[0] === 'copy' && element[2] > size) return false
    size += element[0] === 'copy' ? element[1] : element[1].length
    return true
  })
  return {elements: kept, size}
}

test('a block is the same a piece at a time, whatever is read at once and however far copies look back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(LITERAL, COPY), {minLength: 1, maxLength: 40}),
      fc.array(fc.integer({min: 1, max: 300}), {minLength: 1}),
      (some, steps) => {
        const {elements, size} = sound(some)
        const block = blockOf(elements, size)
        const whole = Buffer.alloc(size)
        unpackSnappy(block, whole)
        const cursor = new SlidingSnappy(block, size, Buffer.alloc(MEMORY), HISTORY)
        const pieces: Buffer[] = []
        for (let at = 0, step = 0; at < size; step += 1) {
          const count = Math.min(steps[step % steps.length] ?? 1, size - at)
          const start = cursor.skip(count)
          pieces.push(Buffer.from(cursor.bytes.subarray(start, start + count)))
          at += count
        }
        expect(Buffer.concat(pieces).equals(whole)).toBe(true)
        expect(() => cursor.skip(1)).toThrow(DamagedParquet)
      },
    ),
    {numRuns: 500},
  )
})

test('any bytes are unpacked or damaged, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 60}), fc.nat(400), (bytes, size) => {
      try {
        const cursor = new SlidingSnappy(Buffer.from(bytes), size, Buffer.alloc(MEMORY), HISTORY)
        for (let left = size; left > 0; left -= 1) cursor.byte()
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedParquet)
      }
    }),
    {numRuns: 1000},
  )
})

test('pages of megabytes are read cell by cell', async () => {
  const rows = 60_000
  const text = (row: number): string => `person number ${row} of many, ${'x'.repeat(row % 37)}`
  const columns = [
    {
      name: 'text',
      data: Array.from({length: rows}, (_, row) => (row % 11 === 5 ? null : text(row))),
      encoding: 'PLAIN' as const,
    },
    {
      name: 'id',
      data: Array.from({length: rows}, (_, row) => BigInt(row) * 1_000_003n),
      type: 'INT64' as const,
      encoding: 'PLAIN' as const,
    },
    {
      name: 'long',
      data: Array.from({length: rows}, (_, row) => (row === 777 ? 'y'.repeat(900_000) : 'z')),
      encoding: 'PLAIN' as const,
    },
  ]
  const read = await readAll(writeFile(columns, {pageSize: 50_000_000, rowGroupSize: rows, codec: 'SNAPPY'}))
  expect(read.rows).toHaveLength(rows)
  const wrong = read.rows.findIndex(
    (row, at) =>
      row.get('text') !== (at % 11 === 5 ? null : text(at)) ||
      row.get('id') !== String(BigInt(at) * 1_000_003n) ||
      row.get('long') !== (at === 777 ? 'y'.repeat(900_000) : 'z'),
  )
  expect(wrong).toBe(-1)
})
