import type {Waiting} from '../call-types.js'
import type {Trouble} from './classify-attempt.js'

/** A failed attempt as the policy sees it. */
export interface FailedAttempt {
  readonly trouble: Trouble
  /** From 1. */
  readonly attempt: number
  /**
   * How many attempts before this one HubSpot answered with when to come back: they say nothing about whether it is
   * down. Default 0.
   */
  readonly asked?: number
  /** Since the call's first failure. */
  readonly elapsedMs: number
  /** Since its first attempt began. Default 0. */
  readonly triedMs?: number
}

export interface RetryLimits {
  /** Attempts against a server that is down or cannot be reached. */
  readonly maxAttempts: number
  /** Longest single wait that HubSpot may ask for. */
  readonly maxWaitMs: number
  /** When a call that gets no answer, or only errors of the server, is given up, counted from its first attempt. */
  readonly patienceMs?: number
}

/** `asked`: what HubSpot wants us to wait, when that is too long. */
export type RetryDecision =
  | {readonly kind: 'retry'; readonly delayMs: number; readonly reason: Waiting['reason']; readonly isAsked: boolean}
  | {readonly kind: 'give-up'; readonly because: 'final' | 'attempts' | 'daily-limit'}
  | {readonly kind: 'give-up'; readonly because: 'wait-too-long'; readonly askedMs: number}

/** Bounds a call that is refused politely: others use up the limit, or the portal stays locked. */
const MAX_POLITE_ATTEMPTS = 60
/**
 * As many attempts may be over in a minute while others use up the limit: before this long nothing is given up that
 * HubSpot only puts off.
 */
const MIN_POLITE_MS = 5 * 60_000
const MAX_TOTAL_MS = 15 * 60_000
/** Less is never meant seriously: the header counts in whole seconds. */
const LEAST_ASKED_MS = 1000

/**
 * What to do after a failed attempt. Safe for an upsert, which sent twice leaves the same record; what may not be done
 * twice is sent again by its caller (`unrepeatable`).
 * Source: docs/hubspot-api.md#rate-limits and docs/hubspot-api.md#transient-errors (a 429 usually carries no
 * Retry-After, a 477 does).
 */
export function decideRetry(failed: FailedAttempt, limits: RetryLimits, random: () => number): RetryDecision {
  const {trouble, attempt, asked = 0, elapsedMs, triedMs = 0} = failed
  const reason = REASON[trouble.cause]
  if (reason === undefined) return {kind: 'give-up', because: 'final'}
  if (trouble.policy === 'daily') return {kind: 'give-up', because: 'daily-limit'}
  const ownMs = Math.min(backoffMs(attempt, random), limits.maxWaitMs)
  const askedMs = askedDelayMs(trouble, {attempt, ownMs})
  if (askedMs !== undefined && askedMs > limits.maxWaitMs) return {kind: 'give-up', because: 'wait-too-long', askedMs}
  if (elapsedMs >= MAX_TOTAL_MS) return {kind: 'give-up', because: 'attempts'}
  if (askedMs !== undefined) {
    const isLong = elapsedMs >= MIN_POLITE_MS || trouble.cause === 'migrating' // whose waits do not count
    if (attempt >= MAX_POLITE_ATTEMPTS && isLong) return {kind: 'give-up', because: 'attempts'}
    // A little more than asked, never less: callers that were refused together must not come back together.
    return {kind: 'retry', delayMs: askedMs * (1 + random() / 10), reason, isAsked: true}
  }
  if (triedMs + ownMs >= (limits.patienceMs ?? Number.POSITIVE_INFINITY)) return {kind: 'give-up', because: 'attempts'}
  const failures = attempt - asked
  if (failures >= limits.maxAttempts) return {kind: 'give-up', because: 'attempts'}
  return {kind: 'retry', delayMs: ownMs, reason, isAsked: false}
}

/** No reason: repeating it changes nothing. */
const REASON: Readonly<Record<Trouble['cause'], Waiting['reason'] | undefined>> = {
  throttled: 'throttled',
  locked: 'locked',
  migrating: 'migrating',
  'server-error': 'server-error',
  unreadable: 'server-error',
  refused: 'network',
  dns: 'network',
  timeout: 'network',
  reset: 'network',
  proxy: 'network',
  'proxy-refused': undefined,
  tls: undefined,
  'too-large': undefined,
  redirect: undefined,
  token: undefined,
  scope: undefined,
}

/** The wait that HubSpot asks for, in its reply or in its documents; undefined: our own choice. */
function askedDelayMs(
  {cause, policy, retryAfterSeconds}: Trouble,
  {attempt, ownMs}: {readonly attempt: number; readonly ownMs: number},
): number | undefined {
  const headerMs = retryAfterSeconds === undefined ? undefined : Math.max(retryAfterSeconds * 1000, LEAST_ASKED_MS)
  // A rolling window frees places all the while: the whole interval is waited for only where shorter waits did not
  // help.
  if (cause === 'throttled') return headerMs ?? (policy === 'secondly' ? 1000 : Math.min(10_000, 500 * 2 ** attempt))
  if (cause === 'locked') return Math.max(headerMs ?? 0, Math.min(30_000, 2000 * attempt)) // a lock lasts 2 s
  if (cause === 'migrating') return Math.max(headerMs ?? 60_000, Math.min(30_000, 2000 * attempt))
  // Of a server that fails, a short wait is not a promise: ours grows anyway.
  return headerMs !== undefined && headerMs >= ownMs ? headerMs : undefined
}

function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(30_000, 500 * 2 ** attempt)
  return ceilingMs * (0.5 + random() / 2)
}
