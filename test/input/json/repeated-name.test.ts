import fc from 'fast-check'
import {expect, test} from 'vitest'
import {repeatedName} from '../../../src/input/json/repeated-name.js'
import {problems, readText} from '../support/read-rows.js'

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a" : 1, "b":[], "a" : 2}', 'a'],
  ['{"a":1,"a":2,"b" :3}', 'a'],
  ['{"a":"x","\\u0061":"y"}', 'a'],
  ['{"p":{"id":1,"n":{},"id":2},"id":3}', 'id'],
  ['{"l":[{"a":1},{"a":1,"a":{"a":2}}]}', 'a'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a":{"b":[1,2]},"c":0,"a":{"b":[1,3]}}', 'a'],
])('%s names one twice', (text, name) => {
  expect(repeatedName(text, JSON.parse(text))).toBe(name)
})

test.each([
  '{"a":1,"b":1}',
  '{"a":1,"a":1}',
  '{"a":"\\":","b":"x\\":y"}',
  '{"a":{"a":{"a":1}},"l":[{"a":1},{"a":2}]}',
  '{"a":",","b":"}{","c":"\\"a\\":1"}',
  '{}',
  '[1,{"a":[]}]',
  '{"a" : 1 , "b" :\n2}',
])('%s does not', text => {
  expect(repeatedName(text, JSON.parse(text))).toBeUndefined()
})

test('no object that was printed names one twice', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, space) => {
      const text = JSON.stringify(value, null, space).replaceAll('":', '" :')
      expect(repeatedName(text, JSON.parse(text))).toBeUndefined()
    }),
    {numRuns: 500},
  )
})

test('such a row is refused by itself', async () => {
  expect(problems(await readText('{"email":"a@example.com","id":1,"id":2}\n{"email":"b@example.com"}\n'))).toEqual([
    'The row cannot be read: it contains "id" twice, with different values.',
  ])
})
