import {countSent, emptyWindow, nextDelayMs, type RateWindow, recordSend} from './rate-window.js'

/** Longest wait that is promised: a request gets its place in the window while it still waits for it. */
export const LONGEST_PROMISE_MS = 1000

export interface Turn {
  /** Until the next request may leave; above LONGEST_PROMISE_MS it must ask again. */
  readonly delayMs: number
  /** Requests of all processes in the window when it leaves, this one included. */
  readonly ownCount: number
  readonly common: RateWindow
  readonly own: RateWindow
}

/** Gives the next free place to this process: free by what all processes sent and by this one's own share. */
export function takeTurn(common: RateWindow, own: RateWindow, nowMs: number): Turn {
  const delayMs = Math.max(nextDelayMs(common, nowMs), nextDelayMs(own, nowMs))
  if (delayMs > LONGEST_PROMISE_MS) return {delayMs, ownCount: 0, common, own}
  const atMs = nowMs + delayMs
  const taken = recordSend(common, atMs, nowMs)
  return {delayMs, ownCount: countSent(taken, atMs), common: taken, own: recordSend(own, atMs, nowMs)}
}

/** What the processes know together, with what this one has learnt since it asked last. */
export function agree(stored: RateWindow | undefined, own: RateWindow, hasNews: boolean): RateWindow {
  if (stored === undefined) return {...own, share: 1}
  if (!hasNews) return stored
  return {...stored, ...knowledgeOf(own), closedUntilMs: Math.max(stored.closedUntilMs, own.closedUntilMs)}
}

/** What a window knows of the portal, without who sent what. */
export function knowledgeOf({max, intervalMs, foreign, closedUntilMs}: RateWindow): Omit<RateWindow, 'sent' | 'share'> {
  return {max, intervalMs, foreign, closedUntilMs}
}

/** A file may hold anything: a window that would hold up requests for ever is none. */
const LONGEST_CLOSED_MS = 24 * 60 * 60_000

/** A window as another process wrote it; undefined when it is none, or none of now. */
export function readWindow(value: unknown, nowMs: number): RateWindow | undefined {
  if (!isObject(value)) return undefined
  const {max, intervalMs, sent, foreign, closedUntilMs} = value
  if (
    !isCount(max) ||
    !isCount(intervalMs) ||
    max < 1 ||
    intervalMs < 1 ||
    !isTime(closedUntilMs, nowMs + LONGEST_CLOSED_MS)
  )
    return undefined
  if (!isObject(foreign) || !isCount(foreign['count']) || !isTime(foreign['untilMs'], nowMs + intervalMs))
    return undefined
  if (!Array.isArray(sent) || !sent.every(each => isSent(each, nowMs + LONGEST_PROMISE_MS))) return undefined
  return {
    ...emptyWindow(),
    max,
    intervalMs,
    sent,
    foreign: {count: foreign['count'], untilMs: foreign['untilMs']},
    closedUntilMs,
  }
}

function isSent(value: unknown, latestMs: number): value is RateWindow['sent'][number] {
  return isObject(value) && isTime(value['atMs'], latestMs) && isCount(value['count'])
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isTime(value: unknown, latestMs: number): value is number {
  return isCount(value) && value <= latestMs
}
