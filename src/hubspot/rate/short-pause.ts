/** Nothing is sent for `ms` from `beganMs` on, by this machine alone. */
export interface ShortPause {
  readonly beganMs: number
  readonly ms: number
}

interface RefusedRequest {
  /** When the refused request left. */
  readonly sentMs: number
  readonly nowMs: number
  readonly intervalMs: number
  /** What a machine without others would wait. */
  readonly mostMs: number
}

const FIRST_MS = 200

/**
 * Beside others a 429 means that both took the same place: a moment later there is another. Only if it comes again
 * within the interval the pause grows. Requests that left before a pause began are part of the same trouble.
 */
export function pauseAfter(
  last: ShortPause | undefined,
  {sentMs, nowMs, intervalMs, mostMs}: RefusedRequest,
): ShortPause {
  if (last === undefined || nowMs - last.beganMs > intervalMs) return {beganMs: nowMs, ms: Math.min(FIRST_MS, mostMs)}
  return sentMs < last.beganMs ? last : {beganMs: nowMs, ms: Math.min(2 * last.ms, mostMs)}
}
