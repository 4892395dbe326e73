import type {RateStatus} from './api-types.js'

/**
 * The rolling window of HubSpot's burst limit as this client sees it. A plain value without functions, so that several
 * processes of one portal can share it.
 */
export interface RateWindow {
  /** Requests allowed in any `intervalMs`. */
  readonly max: number
  readonly intervalMs: number
  /** Share of `max` this client may use, 0 to 1. */
  readonly share: number
  /** When our requests of the last interval left, oldest first; milliseconds since the epoch. */
  readonly sentAtMs: readonly number[]
  /** Requests that others made in the window, by `Remaining` of the newest reply, and when they stop counting. */
  readonly foreign: {readonly count: number; readonly untilMs: number}
  /** After a 429: nobody sends before this. */
  readonly closedUntilMs: number
}

/** Assumed until a reply tells more: the smallest limit that HubSpot gives any app. Source: usage guidelines, 2026-11. */
const ASSUMED = {max: 100, intervalMs: 10_000}

/** HubSpot counts a request when it arrives, so two requests may stand closer in its window than in ours. */
const ARRIVAL_MARGIN = 0.01

export function emptyWindow(share = 1): RateWindow {
  return {...ASSUMED, share, sentAtMs: [], foreign: {count: 0, untilMs: 0}, closedUntilMs: 0}
}

/**
 * Whole milliseconds until the next request may leave; 0 = now. Half of what is allowed may leave in a burst, so that short runs
 * are quick; the rest is spread over the time until the burst leaves the window, so that long runs never stand still.
 */
export function nextDelayMs(window: RateWindow, nowMs: number): number {
  const closedMs = Math.max(0, window.closedUntilMs - nowMs)
  const sent = recent(window, nowMs)
  const last = sent.at(-1)
  const oldest = sent[0]
  if (oldest === undefined || last === undefined) return closedMs
  const limit = limitOf(window, nowMs)
  if (sent.length < limit / 2) return closedMs
  const untilFreeMs = oldest + lifeMs(window) - nowMs
  const free = limit - sent.length
  const paceMs = free <= 0 ? untilFreeMs : last + untilFreeMs / (free + 1) - nowMs
  return Math.ceil(Math.max(0, closedMs, paceMs))
}

export function recordSend(window: RateWindow, nowMs: number): RateWindow {
  return {...window, sentAtMs: [...recent(window, nowMs), nowMs]}
}

/** Takes in what a reply said: the limit, and by `remaining` how much of it others use. */
export function learnRate(window: RateWindow, status: RateStatus, nowMs: number): RateWindow {
  const max = status.max === undefined || status.max < 1 ? window.max : status.max
  const intervalMs = status.intervalMs === undefined || status.intervalMs < 1 ? window.intervalMs : status.intervalMs
  const learnt = {...window, max, intervalMs}
  if (status.remaining === undefined) return learnt
  const count = Math.max(0, max - status.remaining - recent(learnt, nowMs).length)
  return {...learnt, foreign: {count, untilMs: nowMs + intervalMs}}
}

/** A 429 told us that the window is spent, whatever we counted. */
export function closeWindow(window: RateWindow, untilMs: number): RateWindow {
  return {...window, closedUntilMs: Math.max(window.closedUntilMs, untilMs)}
}

function recent(window: RateWindow, nowMs: number): readonly number[] {
  const firstRecent = window.sentAtMs.findIndex(sentAtMs => sentAtMs + lifeMs(window) > nowMs)
  return firstRecent === -1 ? [] : window.sentAtMs.slice(firstRecent)
}

/** At least 1: else others, or a small share, could hold this client up for ever. */
function limitOf({max, share, foreign}: RateWindow, nowMs: number): number {
  const left = nowMs < foreign.untilMs ? max - foreign.count : max
  return Math.max(1, Math.min(left, Math.floor(max * share)))
}

function lifeMs(window: RateWindow): number {
  return Math.ceil(window.intervalMs * (1 + ARRIVAL_MARGIN))
}
