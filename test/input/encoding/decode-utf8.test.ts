import fc from 'fast-check'
import {expect, test} from 'vitest'
import {withoutMarks} from '../../../src/input/encoding/bad-bytes.js'
import {decodeUtf8} from '../../../src/input/encoding/decode-utf8.js'
import {inChunks} from '../support/read-rows.js'

async function decode(bytes: Uint8Array, sizes: readonly number[]): Promise<string> {
  let text = ''
  for await (const part of decodeUtf8(inChunks(bytes, sizes))) text += part
  return text
}

const sizes = fc.array(fc.integer({min: 1, max: 5}), {maxLength: 40})

test('text comes back however its bytes are cut', async () => {
  const text = fc.string({unit: 'grapheme', maxLength: 30})
  await fc.assert(
    fc.asyncProperty(text, sizes, async (written, cuts) => {
      expect(await decode(Buffer.from(written), cuts)).toBe(written)
    }),
  )
})

test('any bytes are decoded as Node does, the invalid ones marked', async () => {
  const line = fc.uint8Array({maxLength: 12})
  await fc.assert(
    fc.asyncProperty(line, async bytes => {
      expect(withoutMarks(await decode(bytes, []))).toBe(Buffer.from(bytes).toString('utf8'))
    }),
  )
})

test('a character that the file cuts off at its end is marked as invalid', async () => {
  expect(await decode(Buffer.from('a\né').subarray(0, 3), [1, 1])).toBe('a\n\uDFFF\uDCC3')
})
