import {expect, test} from 'vitest'
import {ValueClaims} from '../../../src/push/line/rival-values.js'

test('a batch waits for the newest one under way that wants one of its values', () => {
  const claims = new ValueClaims(4)
  expect(claims.claim(new Set(['a', 'b']), 0)).toEqual([])
  expect(claims.claim(new Set(['b']), 1)).toEqual([0])
  expect(claims.claim(new Set(['a', 'b']), 2)).toEqual([0, 1])
  expect(claims.claim(new Set(['c']), 3)).toEqual([])
  expect(claims.claim(new Set(['b']), 6)).toEqual([]) // the second batch has settled
})

test('of many batches that want one value, the first five take turns, and the others wait for the fifth alone', () => {
  const claims = new ValueClaims(64)
  const waits = Array.from({length: 9}, (_, seq) => claims.claim(new Set(['a']), seq))
  expect(waits).toEqual([[], [0], [1], [2], [3], [4], [4], [4], [4]])
})
