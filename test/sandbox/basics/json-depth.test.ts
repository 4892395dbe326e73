import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isDeeperThan} from '../../../src/sandbox/basics/json-depth.js'

test.each([
  ['[]', 0, true],
  ['[]', 1, false],
  ['[[],[],[{}]]', 2, true],
  ['[[],[],[{}]]', 3, false],
  ['"[[[["', 0, false],
  ['{"a\\\\":"[[\\"[["}', 1, false],
  [`${'['.repeat(1001)}${']'.repeat(1001)}`, 1000, true],
  [`[${'[],'.repeat(5000)}1]`, 1000, false],
])('%s is deeper than %d: %s', (json, most, deeper) => {
  expect(isDeeperThan(json, most)).toBe(deeper)
})

test('as deep as the value is', () => {
  const depth = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const json = JSON.stringify(value)
      expect(isDeeperThan(json, depth(value))).toBe(false)
      if (depth(value) > 0) expect(isDeeperThan(json, depth(value) - 1)).toBe(true)
    }),
  )
})
