import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseExactJson} from '../../../src/input/jsonl/exact-json.js'

test.each([
  ['12345678901234567890', '12345678901234567890'],
  ['-9007199254740993', '-9007199254740993'],
  ['0.12345678901234567890', '0.12345678901234567890'],
  ['1e400', '1e400'],
  ['1.2345678901234567890e3', '1.2345678901234567890e3'],
  ['9007199254740992', 9007199254740992],
  ['123456789012345', 123456789012345],
  ['1e3', 1000],
  ['0.1', 0.1],
  ['"12345678901234567890"', '12345678901234567890'],
])('%s is read without losing a digit', (written, value) => {
  expect(parseExactJson(`{"id": ${written}, "s": "say \\"1234567890123456789\\" 1e5"}`)).toEqual({
    id: value,
    s: 'say "1234567890123456789" 1e5',
  })
})

test('everything a double can hold is read as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = JSON.stringify(value)
      expect(parseExactJson(text)).toEqual(JSON.parse(text))
    }),
    {numRuns: 500},
  )
})

test('what is not JSON is refused, long numbers or not', () => {
  for (const text of ['{"a": 12345678901234567890', '{"a": 1234567890123456789x}', '"1234567890123456789', '{a: 1}']) {
    expect(() => parseExactJson(text)).toThrow(SyntaxError)
  }
})
