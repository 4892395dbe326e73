import fc from 'fast-check'
import {expect, test} from 'vitest'
import {jsonFault} from '../../../src/engines/settings/json-fault.js'

test.each([
  ['{"a": 1,\n "b": 2,\n}', 3, 1, /comma has nothing behind it/],
  ['[1, 2, ]', 1, 8, /comma has nothing behind it/],
  ["{'a': 1}", 1, 2, /double quotes/],
  ['{a: 1}', 1, 2, /name in double quotes/],
  ['{"a": “x”}', 1, 7, /double quotes/],
  ['{\n  // the token\n  "a": 1}', 2, 3, /no comments/],
  ['# the token\n{}', 1, 1, /no comments/],
  ['{"a": 1\n "b": 2}', 2, 2, /comma or "}" is missing before this/],
  ['{"a" 1}', 1, 6, /colon/],
  ['{"a": }', 1, 7, /value is expected|comma/],
  ['{"a": True}', 1, 7, /value is expected: .*true/],
  ['{"a": 01}', 1, 8, /comma or "}"/],
  ['{"a": "C:\\data"}', 1, 10, /backslash .* twice/],
  ['{"a": "x\n"}', 1, 7, /not closed on its line/],
  ['{"ü𝒳": x}', 1, 8, /value is expected/],
  ['{"a": [1}', 1, 9, /comma or "]"/],
  ['{"a": {"b": 1}', 1, 15, /ends before "}"/],
  ['{"a":', 1, 6, /ends before "}"/],
  ['', 1, 1, /is empty/],
  ['{} {}', 1, 4, /follows behind the end/],
])('%j: line %i, column %i', (text, line, column, problem) => {
  expect(jsonFault(text)).toEqual({line, column, problem: expect.stringMatching(problem)})
})

test('it finds a fault exactly where JSON.parse does, however the text was changed', () =>
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '\\', '{', ' ', '\n', '0', 'x'),
      (json, at, by) => {
        const from = json.length === 0 ? 0 : at % json.length
        const text = `${json.slice(0, from)}${by}${json.slice(from + (at % 2))}`
        expect(jsonFault(text) === undefined).toBe(isJson(text))
      },
    ),
    {numRuns: 500},
  ))

test('a text that is nested too deeply to be parsed needs no stack', () => {
  expect(jsonFault('['.repeat(200_000))).toMatchObject({column: 200_001})
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
