import {expect, test} from 'vitest'
import {FlushPolicy} from '../../../src/push/links/flush-policy.js'

/** A gatherer of requests of ten items; a batch brings nine. */
function gatherer() {
  const state = {
    waiting: 0,
    left: 0,
    flushed: [] as number[],
    flush() {
      state.flushed.push(state.waiting)
      state.waiting = 0
      state.left += 1
    },
    fail() {},
    add(items: number) {
      state.waiting += items
      while (state.waiting >= 10) {
        state.waiting -= 10
        state.left += 1
      }
    },
  }
  return state
}

test('what a full request leaves behind is as old as the batch that brought it, not as the first of all', () => {
  const policy = new FlushPolicy({sleep: () => new Promise(() => {})})
  const items = gatherer()
  policy.watch(items, 4)
  for (let batch = 0; batch < 89; batch += 1) {
    policy.batchCame()
    items.add(9)
    policy.stir()
  }
  expect(items.flushed).toEqual([])
})

test('what no request takes along leaves once enough batches have come', () => {
  const policy = new FlushPolicy({sleep: () => new Promise(() => {})})
  const items = gatherer()
  policy.watch(items, 4)
  policy.batchCame()
  items.add(3)
  policy.stir()
  for (let batch = 0; batch < 4; batch += 1) policy.batchCame()
  expect(items.flushed).toEqual([3])
})
