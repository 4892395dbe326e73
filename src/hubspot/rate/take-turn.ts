import {newerOf} from './others.js'
import {countCounted, nextDelayMs, type RateWindow, recordSend} from './rate-window.js'

/** Longest wait that is promised: a request gets its place in the window while it still waits for it. */
export const LONGEST_PROMISE_MS = 1000

export interface Turn {
  /** Until the next request may leave; above LONGEST_PROMISE_MS it must ask again. */
  readonly delayMs: number
  /** Requests of all processes in the window when it leaves, this one included. */
  readonly ownCount: number
  /** When it leaves. */
  readonly atMs: number
  readonly common: RateWindow
  readonly own: RateWindow
}

/** Gives the next free place to this process: free by what all processes sent and by this one's own share. */
export function takeTurn(common: RateWindow, own: RateWindow, nowMs: number): Turn {
  const delayMs = Math.max(nextDelayMs(common, nowMs), nextDelayMs(own, nowMs))
  if (delayMs > LONGEST_PROMISE_MS) return {delayMs, ownCount: 0, atMs: nowMs, common, own}
  const atMs = nowMs + delayMs
  const taken = recordSend(common, atMs, nowMs)
  return {delayMs, ownCount: countCounted(taken, atMs), atMs, common: taken, own: recordSend(own, atMs, nowMs)}
}

/**
 * The next turn, and those behind it for others who wait here, as far as they come within `aheadMs`: to agree on each
 * by itself may take longer than the time between two of them.
 */
export function takeTurns(
  common: RateWindow,
  own: RateWindow,
  {nowMs, most, aheadMs}: {readonly nowMs: number; readonly most: number; readonly aheadMs: number},
): readonly [Turn, ...Turn[]] {
  let last = takeTurn(common, own, nowMs)
  const turns: [Turn, ...Turn[]] = [last]
  while (turns.length < most) {
    const next = takeTurn(last.common, last.own, nowMs)
    if (next.delayMs > Math.min(aheadMs, LONGEST_PROMISE_MS)) break
    turns.push(next)
    last = next
  }
  return turns
}

/** What the processes know together, with what this one has learnt since it asked last. */
export function agree(stored: RateWindow | undefined, own: RateWindow, hasNews: boolean): RateWindow {
  if (stored === undefined) return {...own, share: 1}
  if (!hasNews) return stored
  const foreign = newerOf(stored.foreign, own.foreign)
  return {...stored, ...knowledgeOf(own), foreign, closedUntilMs: Math.max(stored.closedUntilMs, own.closedUntilMs)}
}

/** What a window knows of the portal, without who sent what. */
export function knowledgeOf({max, intervalMs, foreign, closedUntilMs}: RateWindow): Omit<RateWindow, 'sent' | 'share'> {
  return {max, intervalMs, foreign, closedUntilMs}
}

/** The window that all processes of one portal and app keep together. */
export interface SharedWindow {
  /**
   * Gives `change` what they know (undefined: nothing yet) and keeps the `common` that it returns, while no other
   * process can change it.
   * Resolves with what `change` returned, or with undefined where nothing could be kept: this process is on its own
   * then. Never rejects.
   */
  update<T extends {readonly common: RateWindow}>(change: (stored: RateWindow | undefined) => T): Promise<T | undefined>
}
