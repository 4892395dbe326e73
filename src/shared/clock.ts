/** The time and the waiting of a run, injected so that tests need neither. */
export interface Clock {
  /** Milliseconds since the epoch, as people set it: it may jump. For dates, never for order or waits. */
  now(): number
  /**
   * Milliseconds that only grow, from a beginning of their own: the same for all processes of a machine until its next
   * start (`boot`).
   * Absent: `now` never jumps.
   */
  monotonic?(): number
  /**
   * Names this start of the machine: within it `monotonic` of two processes may be compared. Undefined where nothing
   * tells.
   */
  boot?(): string | undefined
  /** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** For every wait, and for how long something took. */
export function monotonicNow(clock: Pick<Clock, 'now' | 'monotonic'>): number {
  return clock.monotonic?.() ?? clock.now()
}

export const DAY_MS = 86_400_000
