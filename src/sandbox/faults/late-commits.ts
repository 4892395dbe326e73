import {setMaxListeners} from 'node:events'
import type {Clock} from '../../shared/clock.js'

/** Requests whose client is gone and which the CRM will apply anyway. */
export interface LateCommits {
  add(ms: number, commit: () => void): void
  pending(): number
  /** Resolves once none is pending. */
  settled(): Promise<void>
  /** Those that are still pending never happen. */
  drop(): void
}

export function createLateCommits(clock: Clock): LateCommits {
  const pending = new Set<Promise<void>>()
  let dropping = new AbortController()
  return {
    add(ms, commit) {
      setMaxListeners(0, dropping.signal) // one for every commit in flight is not a leak
      const done = clock
        .sleep(ms, dropping.signal)
        .then(commit, () => undefined)
        .finally(() => pending.delete(done))
      pending.add(done)
    },
    pending: () => pending.size,
    async settled() {
      while (pending.size > 0) await Promise.all(pending)
    },
    drop() {
      dropping.abort()
      dropping = new AbortController()
    },
  }
}
