import type {Clock} from '../../src/shared/clock.js'

/** A clock that stands still until it is moved; sleepers wake when it has passed their time. */
export interface HandClock extends Clock {
  advance(ms: number): void
  /** Resolves once somebody sleeps: only then does moving the clock reach them. */
  asleep(): Promise<void>
}

export function handClock(startMs = Date.UTC(2026, 10, 23, 17, 0, 0)): HandClock {
  let now = startMs
  const sleepers = new Set<{at: number; wake: () => void}>()
  const onSleep: (() => void)[] = []
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = {at: now + ms, wake: resolve}
        sleepers.add(sleeper)
        for (const tell of onSleep.splice(0)) tell()
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    asleep: () =>
      new Promise(resolve => {
        if (sleepers.size > 0) resolve()
        else onSleep.push(resolve)
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
