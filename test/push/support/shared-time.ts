import {onTestFinished} from 'vitest'
import type {Clock} from '../../../src/shared/clock.js'

/** Time that a client and a sandbox of one test share, and that passes only while the client waits. */
export interface SharedTime {
  /** A wait takes no time, but everybody sees that much time gone. */
  readonly client: Clock
  /** Its sleepers wake when the client has waited past their time. */
  readonly sandbox: Clock
  /** Every wait of the client, in milliseconds. */
  readonly waits: readonly number[]
  /** Sets the client's clock so much forward, or back: no time passes. */
  set(ms: number): void
  /** Until the test ends, time passes by itself as well, fast: for what waits for the sandbox alone. */
  passByItself(): void
}

/** `tickMs`: what passes at each look at the client's clock. */
export function sharedTime({tickMs = 0} = {}): SharedTime {
  let nowMs = Date.UTC(2026, 10, 23, 17, 0, 0)
  const startMs = nowMs
  let setMs = 0
  const waits: number[] = []
  const sleepers = new Set<{readonly atMs: number; readonly wake: () => void}>()
  const pass = (ms: number): void => {
    nowMs += ms
    for (const sleeper of sleepers) {
      if (sleeper.atMs > nowMs) continue
      sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
  return {
    waits,
    set: ms => {
      setMs += ms
    },
    passByItself: () => {
      const timer = setInterval(() => pass(10), 1)
      onTestFinished(() => clearInterval(timer))
    },
    client: {
      now: () => {
        nowMs += tickMs
        return nowMs + setMs
      },
      monotonic: () => {
        nowMs += tickMs
        return nowMs - startMs
      },
      boot: () => 'boot',
      async sleep(ms, signal) {
        signal?.throwIfAborted()
        waits.push(ms)
        pass(ms)
        await new Promise(setImmediate) // whoever woke acts first
        signal?.throwIfAborted()
      },
    },
    sandbox: {
      now: () => nowMs,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const sleeper = {atMs: nowMs + ms, wake: resolve}
          sleepers.add(sleeper)
          signal?.addEventListener('abort', () => {
            sleepers.delete(sleeper)
            reject(signal.reason)
          })
        }),
    },
  }
}
