import type {FoundLock} from './lock-file.js'
import {lifeOf} from './process-identity.js'

/** A living holder says so this often. */
export const TOUCH_MS = 10_000
/** A holder on another machine or in another container that was silent for so long is gone. */
export const STALE_MS = 60_000

export type Verdict =
  | {readonly kind: 'dead'}
  /**
   * `staleInMs`: on another machine or in another container; when its lock may be taken, unless it gives a sign of
   * life.
   */
  | {readonly kind: 'held'; readonly staleInMs?: number; readonly wasTouched?: boolean}

/** What one waiter has seen of a lock. All times in ms: by the file system, and by a clock that only grows. */
interface Sighting {
  readonly token: string
  readonly touchedMs: number
  /** When it was first seen so. */
  readonly sinceMs: number
  readonly wasTouched: boolean
}

interface Moment {
  readonly fileSystemMs: number
  readonly monotonicMs: number
}

/**
 * Judges whether the holder of a lock is gone, over all looks of a wait. Of these processes the system knows; one
 * elsewhere is judged by its silence alone: a minute that was watched, or by the file's own time and then watched for
 * `watchMs`, since a clock may have been set.
 */
export class LockWatch {
  readonly #watchMs: number
  #seen: Sighting | undefined

  constructor(watchMs: number) {
    this.#watchMs = watchMs
  }

  judge({holder, touchedMs}: FoundLock, {fileSystemMs, monotonicMs}: Moment): Verdict {
    const life = lifeOf(holder)
    if (life !== 'elsewhere') return {kind: life === 'dead' ? 'dead' : 'held'}
    const seen = this.#see(holder.token, touchedMs, monotonicMs)
    const silentMs = monotonicMs - seen.sinceMs
    const ageMs = fileSystemMs - touchedMs
    const staleInMs = Math.min(STALE_MS - silentMs, Math.max(STALE_MS - ageMs, this.#watchMs - silentMs))
    return staleInMs <= 0 ? {kind: 'dead'} : {kind: 'held', staleInMs, wasTouched: seen.wasTouched}
  }

  #see(token: string, touchedMs: number, monotonicMs: number): Sighting {
    const before = this.#seen?.token === token ? this.#seen : undefined
    if (before?.touchedMs === touchedMs) return before
    this.#seen = {token, touchedMs, sinceMs: monotonicMs, wasTouched: before !== undefined}
    return this.#seen
  }
}
