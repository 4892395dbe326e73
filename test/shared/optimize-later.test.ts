import {cachedDataVersionTag} from 'node:v8'
import {expect, test} from 'vitest'
import {optimizeLater} from '../../src/shared/optimize-later.js'
import {keepHeapSteady, letHeapGrow} from '../../src/shared/steady-heap.js'

/** V8's flags, as one number. */
const flags = cachedDataVersionTag

test('V8 optimizes again after a thousand rows, or at the end of a shorter run', () => {
  const before = flags()
  const run = optimizeLater()
  expect(flags()).not.toBe(before)
  run.reached(999)
  expect(flags()).not.toBe(before)
  run.reached(1000)
  expect(flags()).toBe(before)
  optimizeLater().end()
  expect(flags()).toBe(before)
})

test('the heap is kept steady from the beginning of the work on: what was compiled is read with the flags of a start', () => {
  letHeapGrow() // of the process, in which other tests may have begun
  const before = flags()
  const heap = keepHeapSteady()
  expect(flags()).toBe(before)
  heap.begin()
  heap.begin()
  expect(flags()).not.toBe(before)
  heap.end()
  letHeapGrow()
  expect(flags()).toBe(before)
})
