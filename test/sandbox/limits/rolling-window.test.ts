import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createRollingWindow} from '../../../src/sandbox/limits/rolling-window.js'

test('a window counts what lies less than its length back', () => {
  const window = createRollingWindow(10_000)
  window.add(0)
  window.add(4_000)
  expect([window.count(9_999), window.count(10_000), window.count(13_999), window.count(14_000)]).toEqual([2, 1, 1, 0])
})

test('a window agrees with counting one by one, however long it runs', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), {maxLength: 3000, minLength: 2000}), gaps => {
      const window = createRollingWindow(100)
      const times: number[] = []
      let now = 0
      for (const gap of gaps) {
        now += gap
        window.add(now)
        times.push(now)
        if (gap === 30) expect(window.count(now)).toBe(times.filter(time => time > now - 100).length)
      }
    }),
    {numRuns: 20},
  )
})
