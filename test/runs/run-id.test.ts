import {expect, test} from 'vitest'
import {isRunId, makeRunId} from '../../src/runs/run-id.js'

test('names of runs sort by time, also within a second, whatever chance adds', () => {
  const start = Date.UTC(2026, 10, 23, 17, 2, 55)
  const names = [0, 1, 35, 36, 999, 1000].map((ms, index) => makeRunId(start + ms, () => (index % 2 === 0 ? 0.99 : 0)))
  expect([...names].sort()).toEqual(names)
  expect(names.every(isRunId)).toBe(true)
})
