import type {Clock} from '../shared/clock.js'
import type {CallOptions, RateStatus} from './api-types.js'
import {closeWindow, emptyWindow, learnRate, nextDelayMs, recordSend} from './rate-window.js'

/** Hands out the right to send one request, in the order of asking. */
export interface Limiter {
  /** Resolves when the request may leave. A wait of more than a second is reported once. Rejects with the signal's reason. */
  acquire(attempt: number, options: CallOptions): Promise<void>
  /** Every reply's rate headers go here. */
  learn(status: RateStatus): void
  /** After a 429: nobody sends for this long. */
  close(delayMs: number): void
  rate(): RateStatus
}

/** Waits are cut into pieces of this length, since a reply may widen the limit meanwhile. */
const LOOK_AGAIN_MS = 1000
const REPORTED_ABOVE_MS = 1000

export function createLimiter(clock: Clock, share = 1): Limiter {
  let window = emptyWindow(share)
  let status: RateStatus = {}
  let lastInLine: Promise<void> = Promise.resolve()

  async function waitForTurn(attempt: number, {signal, onWaiting}: CallOptions): Promise<void> {
    for (let isReported = false; ; ) {
      signal?.throwIfAborted()
      const nowMs = clock.now()
      const delayMs = nextDelayMs(window, nowMs)
      if (delayMs <= 0) {
        window = recordSend(window, nowMs)
        return
      }
      if (delayMs > REPORTED_ABOVE_MS && !isReported) {
        isReported = true
        onWaiting?.({reason: window.closedUntilMs > nowMs ? 'throttled' : 'rate-limit', delayMs, attempt})
      }
      await clock.sleep(Math.min(delayMs, LOOK_AGAIN_MS), signal)
    }
  }

  return {
    acquire(attempt, options) {
      const turn = afterTurnOf(lastInLine, options.signal).then(() => waitForTurn(attempt, options))
      // One who gives up keeps his place until the one before him has gone: nobody behind may overtake.
      lastInLine = Promise.allSettled([lastInLine, turn]).then(() => undefined)
      return turn
    },
    learn(learnt) {
      window = learnRate(window, learnt, clock.now())
      status = {...status, ...learnt}
    },
    close(delayMs) {
      window = closeWindow(window, clock.now() + delayMs)
    },
    rate: () => status,
  }
}

/** Resolves with `before`, or rejects as soon as the signal aborts. */
function afterTurnOf(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return before
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, {once: true})
    before.then(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
