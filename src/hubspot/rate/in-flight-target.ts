import type {RateWindow} from './rate-window.js'

/** Calls in flight: enough to use the limit, no more. */
export interface InFlightTarget {
  /** How long an upsert took, from leaving to its whole reply. */
  observe(latencyMs: number): void
  current(window: RateWindow): number
}

/**
 * Taken until replies tell. Too short a guess costs a long run its first seconds, in which its first burst could leave;
 * too long a one costs nothing.
 */
const ASSUMED_LATENCY_MS = 1500
/** Of the way from the longest reply down to a shorter one: a long one counts for about a hundred replies. */
const FORGET = 0.02
const HEADROOM = 1.3
/**
 * Requests a millisecond: twice the widest limit that HubSpot gives. A sandbox without limits is not filled by more
 * calls in flight; they only keep more replies in memory (measured with instant replies, 2026-11: 64 cost a fifth more
 * processor time than 4, and 8 none).
 */
const HIGHEST_RATE = 0.05
/** With instant replies 4 took a sixteenth longer, and 12 no less (2026-11). */
const FEWEST = 8
const MOST = 64

/**
 * Little's law: at a rate r with replies that take t, r × t calls are in flight. By the longest of the last replies:
 * too few calls leave the limit unused, one too many only waits for its turn.
 */
export function createInFlightTarget(most = MOST): InFlightTarget {
  let longestMs = ASSUMED_LATENCY_MS
  return {
    observe(latencyMs) {
      longestMs = Math.max(latencyMs, longestMs - (longestMs - latencyMs) * FORGET)
    },
    current({max, intervalMs, share}) {
      const rate = Math.min(HIGHEST_RATE, (max * share) / intervalMs)
      const needed = Math.ceil(rate * longestMs * HEADROOM) + 1
      return Math.min(most, Math.max(FEWEST, needed))
    },
  }
}
