import type {Clock} from '../../../src/shared/clock.js'

export interface LeapingClock extends Clock {
  /** Every wait asked for, in milliseconds. */
  readonly slept: readonly number[]
}

/** A clock that stands still but for `sleep`, which takes no time: for one call after another. */
export function leapingClock(startMs = 1_000_000): LeapingClock {
  let nowMs = startMs
  const slept: number[] = []
  return {
    slept,
    now: () => nowMs,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      nowMs += ms
    },
  }
}

export interface SteppedClock extends Clock {
  /** Lets time pass, from one sleeper's end to the next, until nobody sleeps any more. */
  run(): Promise<void>
}

/** A clock for several sleepers at once: each wakes at its own time, in order. */
export function steppedClock(startMs = 1_000_000): SteppedClock {
  let nowMs = startMs
  let sleepers: {readonly atMs: number; readonly wake: () => void}[] = []
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = {atMs: nowMs + ms, wake: resolve}
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter(other => other !== sleeper)
          reject(signal.reason)
        })
      }),
    async run() {
      for (;;) {
        await new Promise(setImmediate) // everybody who can go on does so first
        const next = sleepers.toSorted((a, b) => a.atMs - b.atMs)[0]
        if (next === undefined) return
        sleepers = sleepers.filter(sleeper => sleeper !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.wake()
      }
    },
  }
}
