import type {Clock} from '../../../src/shared/clock.js'

/** A clock that only sleeping moves. */
export function fakeClock(
  start = Date.parse('2026-11-23T12:00:00Z'),
): Clock & {advance(ms: number): void; readonly slept: number[]} {
  let now = start
  const slept: number[] = []
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
    },
    advance: ms => {
      now += ms
    },
    slept,
  }
}
