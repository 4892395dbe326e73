import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {CallOptions, RateStatus} from '../call-types.js'
import {createInFlightTarget} from './in-flight-target.js'
import {closeWindow, emptyWindow, forgetSend, learnRate, type RateWindow} from './rate-window.js'
import {pauseAfter, type ShortPause} from './short-pause.js'
import {agree, knowledgeOf, LONGEST_PROMISE_MS, type SharedWindow, type Turn, takeTurn, takeTurns} from './take-turn.js'
import {TurnsAhead} from './turns-ahead.js'
import {WaitingLine} from './waiting-line.js'

/** The right to send one request. */
export interface Permit {
  /** Requests of this app's processes in the window when it was given, this one included. */
  readonly ownCount: number
  /** When it leaves, by the monotonic clock. */
  readonly atMs: number
}

/** Hands out the right to send one request, in the order of asking. */
export interface Limiter {
  /**
   * Resolves when the request may leave. A wait of more than a second is reported once. Rejects with the signal's
   * reason.
   */
  acquire(attempt: number, options: CallOptions): Promise<Permit>
  /** Every reply's rate headers go here, with the permit of its request. */
  learn(status: RateStatus, permit: Permit): void
  /** How long an upsert took. */
  observeLatency(latencyMs: number): void
  /** Nothing is sent for this long. */
  close(delayMs: number): void
  /** After a 429 of the rolling limit: nothing is sent for this long, or for a moment while others are known. */
  refused(permit: Permit, delayMs: number): void
  rate(): RateStatus
  /** How many calls are to be in flight, so that the limit is used. */
  concurrency(): number
}

export interface LimiterOptions {
  readonly clock: Clock
  /** Share of the portal's limit that this process may use, 0 to 1. Default all. */
  readonly share?: number
  /** What other processes of this portal and app send counts as well. */
  readonly shared?: SharedWindow
  /** Most calls in flight. */
  readonly maxConcurrency?: number
}

const REPORTED_ABOVE_MS = 1000
/**
 * Requests a millisecond above which nothing is shared but the limit itself: no portal's limit is that wide, only that
 * of a sandbox without limits.
 */
const TOO_WIDE_TO_SHARE = 1

/**
 * Whether the next turn is agreed on with the other processes. That the limit is too wide for it they are told once:
 * the next one would keep to a narrower limit until it learns that itself.
 */
function sharingRule(): (own: RateWindow) => boolean {
  let isWideTold = false
  return ({max, intervalMs}) => {
    const isWide = max / intervalMs > TOO_WIDE_TO_SHARE
    const isShared = !(isWide && isWideTold)
    isWideTold = isWide
    return isShared
  }
}

export function createLimiter({clock, share = 1, shared, maxConcurrency}: LimiterOptions): Limiter {
  /** What this process sent, and all that it knows of the limit. */
  let own = emptyWindow(share)
  let status: RateStatus = {}
  /** Something was learnt that the other processes do not know yet. */
  let hasNews = false
  const isToBeShared = sharingRule()
  const line = new WaitingLine()
  const inFlight = createInFlightTarget(maxConcurrency)
  /** When requests left that were refused, and still count in what the processes keep together. */
  let uncounted: readonly number[] = []
  let pause: ShortPause | undefined
  const ahead = new TurnsAhead()

  async function nextTurn(): Promise<Turn> {
    const nowMs = monotonicNow(clock)
    const kept = ahead.next(nowMs)
    if (kept !== undefined) return kept
    const agreed = isToBeShared(own) ? await shared?.update(takeCommonTurns) : undefined
    if (agreed === undefined) hasNews = true
    else ahead.agreedIn(monotonicNow(clock) - nowMs)
    const turns = agreed?.turns ?? ([takeTurn(own, own, monotonicNow(clock))] as const)
    const [turn, ...others] = turns
    const last = others.at(-1) ?? turn
    ahead.keep(others)
    own = {...last.own, ...knowledgeOf(hasNews ? own : last.common)} // what was learnt meanwhile is newer
    return turn
  }

  function takeCommonTurns(stored: RateWindow | undefined) {
    const common = uncounted.reduce(forgetSend, agree(stored, own, hasNews))
    hasNews = false
    uncounted = []
    const turns = takeTurns(common, own, {nowMs: monotonicNow(clock), most: line.length, aheadMs: ahead.aheadMs})
    return {common: (turns.at(-1) ?? turns[0]).common, turns}
  }

  async function waitForTurn(attempt: number, {signal, onWaiting}: CallOptions): Promise<Permit> {
    for (let isReported = false; ; ) {
      signal?.throwIfAborted()
      const {delayMs, ownCount, atMs} = await nextTurn()
      if (delayMs > REPORTED_ABOVE_MS && !isReported) {
        isReported = true
        onWaiting?.({reason: own.closedUntilMs > monotonicNow(clock) ? 'throttled' : 'rate-limit', delayMs, attempt})
      }
      // Longer waits are cut into pieces, since a reply may widen the limit meanwhile.
      if (delayMs > 0) await clock.sleep(Math.min(delayMs, LONGEST_PROMISE_MS), signal)
      if (delayMs <= LONGEST_PROMISE_MS && own.closedUntilMs <= monotonicNow(clock)) return {ownCount, atMs}
    }
  }

  return {
    acquire: (attempt, options) => line.join(() => waitForTurn(attempt, options), options.signal),
    learn(learnt, {ownCount, atMs}) {
      own = learnRate(own, learnt, {sentMs: atMs, ownCount})
      status = {...status, ...learnt}
      hasNews = true
    },
    observeLatency: inFlight.observe,
    close(delayMs) {
      ahead.keep([])
      own = closeWindow(own, monotonicNow(clock) + delayMs)
      hasNews = true
    },
    refused({atMs}, delayMs) {
      const nowMs = monotonicNow(clock)
      ahead.keep([])
      own = forgetSend(own, atMs)
      uncounted = [...uncounted, atMs]
      pause = pauseAfter(pause, {sentMs: atMs, nowMs, intervalMs: own.intervalMs, mostMs: delayMs})
      own = closeWindow(own, nowMs < own.foreign.untilMs ? pause.beganMs + pause.ms : nowMs + delayMs)
      hasNews = true
    },
    rate: () => status,
    concurrency: () => inFlight.current(own),
  }
}
