import fc from 'fast-check'
import {expect, test} from 'vitest'
import {jsonErrorAt, placeIn, readJson} from '../../../src/sandbox/basics/json-place.js'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('a text is JSON for it exactly where it is for JSON.parse', () => {
  const part = fc.constantFrom(...'{}[],:"\\ \n1-.e0tn', 'true', 'null', '"a"', '"\\u00e4"', '{"a":', '[1', '\u0001')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(part, {maxLength: 9}).map(parts => parts.join('')),
        fc.json(),
      ),
      text => {
        expect([text, jsonErrorAt(text) === undefined]).toEqual([text, isJson(text)])
      },
    ),
    {numRuns: 2000},
  )
})

test.each([
  ['', 0],
  ['  ', 2],
  ['{"objects":[}', 12],
  ['{"a":1,}', 7],
  ['{"a" 1}', 1],
  ['[1,2', 4],
  ['[1 2]', 3],
  ['{"a":nope}', 5],
  ['{}x', 2],
  ["{'a':1}", 1],
  ['{"a":"\n"}', 5],
  ['[1,]', 3],
])('%j stops being JSON at %i', (text, index) => {
  expect(jsonErrorAt(text)).toBe(index)
})

test('depth and length are no matter', () => {
  expect(jsonErrorAt(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toBeUndefined()
  expect(jsonErrorAt(`["${'x'.repeat(5_000_000)}"`)).toBe(5_000_003)
})

test('lines and columns begin with 1', () => {
  expect(placeIn('a\nbc', 3)).toEqual({line: 2, column: 2})
  expect(() => readJson('{\n  "a": nope\n}', 'The portal file p.json')).toThrow(
    'The portal file p.json is not JSON at line 2, column 8: not with "nope\\n}".',
  )
  expect(() => readJson('{', 'This')).toThrow('This is not JSON at line 1, column 2: it ends there.')
})
