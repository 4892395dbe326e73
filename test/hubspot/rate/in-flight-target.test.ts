import {expect, test} from 'vitest'
import {createInFlightTarget} from '../../../src/hubspot/rate/in-flight-target.js'
import {emptyWindow} from '../../../src/hubspot/rate/rate-window.js'

const portal = {...emptyWindow(), max: 190}

function after(latenciesMs: readonly number[], most?: number) {
  const target = createInFlightTarget(most)
  for (const latencyMs of latenciesMs) target.observe(latencyMs)
  return target
}

test.each([
  ['nothing is known yet', [], 39],
  ['replies take 1.5 s', [1500], 39],
  ['replies take 150 to 1,500 ms', Array.from({length: 200}, (_, index) => 150 + ((index * 397) % 1350)), 36],
  ['one reply of many took long', [1500, ...Array<number>(400).fill(500)], 14],
  ['replies are soon there', Array<number>(1000).fill(150), 8],
  ['replies are immediate', Array<number>(1000).fill(2), 8],
  ['replies take a minute', [60_000], 64],
])('as many calls are under way as fill the limit when %s', (_, latenciesMs, expected) => {
  expect(after(latenciesMs).current(portal)).toBe(expected)
})

test('without a limit, calls that wait for each other do not ask for ever more', () => {
  const unlimited = {...portal, max: 1_000_000}
  expect(after(Array<number>(1000).fill(25)).current(unlimited)).toBe(8)
  expect(after([1000]).current(unlimited)).toBe(64)
})

test('half the budget needs half the calls, and no more than asked for are under way', () => {
  expect(after([1500]).current({...portal, share: 0.5})).toBe(20)
  expect(after([1500], 2).current(portal)).toBe(2)
})
