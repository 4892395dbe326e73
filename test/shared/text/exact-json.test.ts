import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {JsonNumber, parseExactJson, stringifyExactJson} from '../../../src/shared/text/exact-json.js'

const WRITTEN = [
  ...['12345678901234567890', '-9007199254740993', '0.12345678901234567890', '1e400', '1.2345678901234567890e3'],
  ...['1.10', '2.0', '1e5', '1E5', '1e+5', '-0', '-0.0', '0.0', '0.0000001', '100.00', '-1.50'],
]

test.each(WRITTEN)('%s keeps its characters wherever it stands', written => {
  const number = new JsonNumber(written)
  const text = `{"id": ${written}, "s": "say \\"1.10\\" 1e5, -0 ", "list":[${written},{"deep":\t${written}\n}]}`
  const value = parseExactJson(text)
  expect(value).toEqual({id: number, s: 'say "1.10" 1e5, -0 ', list: [number, {deep: number}]})
  expect(parseExactJson(stringifyExactJson(value))).toEqual(value)
})

test.each(['9007199254740992', '123456789012345', '0.1', '1000', '-1', '0', '1.01', '0.000001', '100', '1.5'])(
  '%s is an ordinary number',
  written => {
    expect(parseExactJson(`{"id":${written}}`)).toEqual({id: Number(written)})
  },
)

const digits = (maxLength: number) => fc.string({unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength})
const anyNumber = fc
  .tuple(
    fc.constantFrom('', '-'),
    digits(20).map(text => text.replace(/^0+(?=.)/, '')),
    fc.option(digits(12)),
    fc.option(fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(3))),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${exponent?.join('') ?? ''}`,
  )
const blank = fc.constantFrom('', ' ', '\t', '\n', '\r\n')

test('every number that JSON allows keeps its characters, with whatever blanks around it', () => {
  fc.assert(
    fc.property(anyNumber, blank, blank, (written, before, after) => {
      const {a, b} = parseExactJson(`{"a":${before}${written}${after},"b":[${before}${written}${after}]}`) as {
        a: unknown
        b: [unknown]
      }
      expect([String(a), String(b[0])]).toEqual([written, written])
    }),
    {numRuns: 2000},
  )
})

test('all else is read and written as JSON.parse and JSON.stringify do', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const text = JSON.stringify({value, unusual: 0})
      const read = parseExactJson(text.replace('"unusual":0', '"unusual":1.0'))
      expect(read).toEqual({...JSON.parse(text), unusual: new JsonNumber('1.0')})
      expect(stringifyExactJson(JSON.parse(text))).toBe(text)
    }),
    {numRuns: 500},
  )
})

describe('names and texts from outside', () => {
  test('are members like any other', () => {
    const text = '{"__proto__":1.0,"constructor":{"toString":2.0},"a\\"b":"\\\\","":[]}'
    const value = parseExactJson(text)
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'a"b', ''])
    expect(stringifyExactJson(value)).toBe(text)
  })

  test('are read in linear time, and without a stack', () => {
    const text = JSON.stringify({backslashes: '\\'.repeat(300_000), quotes: '"'.repeat(300_000), n: 0}).replace(
      '"n":0',
      '"n":1.0',
    )
    expect(stringifyExactJson(parseExactJson(text))).toBe(text)
  })
})

test('what is not JSON is refused, long numbers or not', () => {
  for (const text of [
    '{"a": 12345678901234567890',
    '{"a": 1234567890123456789x}',
    '"1234567890123456789',
    '{a: 1}',
    '{"a":1.0,}',
    '{"a":01.0}',
  ]) {
    expect(() => parseExactJson(text)).toThrow(SyntaxError)
  }
})
