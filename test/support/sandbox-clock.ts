import type {Clock} from '../../src/shared/clock.js'

/** A clock that stands still until it is moved; sleepers wake when it has passed their time. */
export interface HandClock extends Clock {
  advance(ms: number): void
}

export function handClock(startMs = Date.UTC(2026, 10, 23, 17, 0, 0)): HandClock {
  let now = startMs
  const sleepers = new Set<{at: number; wake: () => void}>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = {at: now + ms, wake: resolve}
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    advance(ms) {
      now += ms
      for (const sleeper of sleepers) {
        if (sleeper.at > now) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
    },
  }
}
