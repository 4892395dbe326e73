import type {RateStatus} from '../call-types.js'
import {heardMs, NOBODY, type Others, othersAt, ourPart, seeOthers} from './others.js'

/**
 * The rolling window of HubSpot's burst limit as its clients see it. A plain value without functions, so that several
 * processes of one portal can share it.
 */
export interface RateWindow {
  /** Requests allowed in any `intervalMs`. */
  readonly max: number
  readonly intervalMs: number
  /** Share of `max` that may be used, 0 to 1. */
  readonly share: number
  /** When requests left, or will leave by a promise that was given; oldest first. */
  readonly sent: readonly SentBurst[]
  /** Requests of others: machines that do not share this value. */
  readonly foreign: Others
  /** After a 429: nothing is sent before this. */
  readonly closedUntilMs: number
}

/**
 * Requests that left close together, as if all had left with the last of them; milliseconds by a clock that only grows.
 */
export interface SentBurst {
  readonly atMs: number
  readonly count: number
}

/**
 * Assumed until a reply tells more: the smallest limit that HubSpot gives any app. Source:
 * docs/hubspot-api.md#rate-limits.
 */
const ASSUMED = {max: 100, intervalMs: 10_000}

/**
 * HubSpot counts a request when it arrives, so two requests may be closer in its window than in ours: one waited for a
 * connection.
 */
const ARRIVAL_MARGIN = 0.015

/** Bounds `sent`, however wide the limit: requests of one part of the interval become one entry. */
const PARTS = 400

/** Who fell behind the even pace (a slow disk, a stalled reply) may catch up at this much of its spacing. */
const CATCH_UP = 0.8

export function emptyWindow(share = 1): RateWindow {
  return {...ASSUMED, share, sent: [], foreign: NOBODY, closedUntilMs: 0}
}

/** Whole milliseconds until the next request may leave; 0 = now. */
export function nextDelayMs(window: RateWindow, nowMs: number): number {
  const openMs = nowMs < window.foreign.untilMs ? besideOthersMs(window, nowMs) : aloneMs(window, nowMs)
  return Math.ceil(Math.max(0, window.closedUntilMs - nowMs, openMs))
}

/** Half of what is allowed may leave in a burst, so that short runs are quick. */
function aloneMs(window: RateWindow, nowMs: number): number {
  const limit = limitOf(window)
  return total(recent(window, nowMs)) < limit / 2 ? 0 : evenMs(window, nowMs, limit)
}

/**
 * What is left of `part` is spread over the time until the oldest request leaves the window, so that long runs never
 * pause. After that requests leave at an even pace, so that no burst comes back.
 */
function evenMs(window: RateWindow, nowMs: number, part: number): number {
  const sent = recent(window, nowMs)
  const last = sent.at(-1)
  const oldest = sent[0]
  if (oldest === undefined || last === undefined) return 0
  const lifeMs = lifeOf(window)
  const free = part - total(sent)
  if (free <= 0) return leavesAt(sent, 1 - free) + lifeMs - nowMs
  const spacingMs = Math.max((oldest.atMs + lifeMs - nowMs) / (free + 1), (CATCH_UP * lifeMs) / part)
  return last.atMs + spacingMs - nowMs
}

/** A wait of more than this is not looked at more closely: who waits asks again until then. */
const LOOKED_AHEAD_MS = 1000
const STEP_MS = 25
/** Of the limit; left free, since what others do meanwhile is a guess. */
const GUARD = 0.015
/** Of the limit; may always be had, and if nothing was heard for so long one request is sent to hear something. */
const LEAST_OWN = 0.02
const UNHEARD_MS = 2000

function besideOthersMs(window: RateWindow, nowMs: number): number {
  const {max, intervalMs, foreign} = window
  const part = ourPart(foreign, {max, intervalMs, ownCount: total(recent(window, nowMs)), nowMs})
  if (part === undefined) return whereRoomMs(window, nowMs)
  return evenMs(window, nowMs, Math.min(limitOf(window), Math.floor(part)))
}

/** Evenly, and only where the window has room for one more, as far as can be foreseen. */
function whereRoomMs(window: RateWindow, nowMs: number): number {
  const {intervalMs, foreign, sent} = window
  const limit = limitOf(window)
  const lastMs = sent.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY
  const probeMs = Math.max(heardMs(foreign) + UNHEARD_MS, lastMs + UNHEARD_MS / 4)
  let delayMs = Math.max(0, lastMs + Math.max(1 / foreign.rate, intervalMs / limit) - nowMs)
  for (; delayMs <= LOOKED_AHEAD_MS; delayMs += STEP_MS) {
    const atMs = nowMs + delayMs
    const own = countCounted(window, atMs)
    if (own < limit && (atMs >= probeMs || hasRoom(window, {own, atMs}))) break
  }
  return delayMs
}

function hasRoom({max, intervalMs, foreign}: RateWindow, {own, atMs}: {own: number; atMs: number}): boolean {
  return own < LEAST_OWN * max || own + othersAt(foreign, atMs, intervalMs) < (1 - GUARD) * max
}

/** When the n-th oldest request left: places that are promised already count before the next one. */
function leavesAt(sent: readonly SentBurst[], n: number): number {
  let passed = 0
  const found = sent.find(({count}) => {
    passed += count
    return passed >= n
  })
  return found?.atMs ?? 0
}

/** `atMs` may lie ahead: the request is then promised its place in the window. */
export function recordSend(window: RateWindow, atMs: number, nowMs = atMs): RateWindow {
  const sent = recent(window, nowMs)
  const last = sent.at(-1)
  const partMs = window.intervalMs / PARTS
  const isSamePart =
    last !== undefined && (last.atMs >= atMs || Math.floor(last.atMs / partMs) === Math.floor(atMs / partMs))
  if (!isSamePart) return {...window, sent: [...sent, {atMs, count: 1}]}
  return {...window, sent: [...sent.slice(0, -1), {atMs: Math.max(last.atMs, atMs), count: last.count + 1}]}
}

/** How many of our requests HubSpot counts at this moment. */
export function countCounted({sent, intervalMs}: RateWindow, atMs: number): number {
  return total(sent.filter(burst => burst.atMs > atMs - intervalMs))
}

/** One that left then was refused: it uses up nothing. */
export function forgetSend(window: RateWindow, sentMs: number): RateWindow {
  const {sent, intervalMs} = window
  const index = sent.findLastIndex(({atMs, count}) => count > 0 && atMs <= sentMs + intervalMs / PARTS)
  return {...window, sent: sent.map((burst, at) => (at === index ? {...burst, count: burst.count - 1} : burst))}
}

/**
 * Takes in what a reply said: the limit, and by `remaining` how much of it others use. `ownCount`: our requests in the
 * window when the one left that is answered now, itself included. If this process has sent all of them and none since,
 * nothing can have overtaken it.
 */
export function learnRate(
  window: RateWindow,
  status: RateStatus,
  {sentMs, ownCount}: {sentMs: number; ownCount: number},
): RateWindow {
  const max = status.max === undefined || status.max < 1 ? window.max : status.max
  const intervalMs = status.intervalMs === undefined || status.intervalMs < 1 ? window.intervalMs : status.intervalMs
  const learnt = {...window, max, intervalMs}
  if (status.remaining === undefined) return learnt
  const count = max - status.remaining - ownCount
  const isLast = (window.sent.at(-1)?.atMs ?? 0) <= sentMs && countCounted(window, sentMs) === ownCount
  return {...learnt, foreign: seeOthers(window.foreign, {max, intervalMs, count, ownCount, atMs: sentMs, isLast})}
}

/** A 429 told us that the window is spent, whatever we counted. */
export function closeWindow(window: RateWindow, untilMs: number): RateWindow {
  return {...window, closedUntilMs: Math.max(window.closedUntilMs, untilMs)}
}

function recent(window: RateWindow, nowMs: number): readonly SentBurst[] {
  const lifeMs = lifeOf(window)
  const first = window.sent[0]
  if (first === undefined || first.atMs + lifeMs > nowMs) return window.sent
  const firstRecent = window.sent.findIndex(({atMs}) => atMs + lifeMs > nowMs)
  return firstRecent === -1 ? [] : window.sent.slice(firstRecent)
}

function total(sent: readonly SentBurst[]): number {
  let sum = 0
  for (const {count} of sent) sum += count
  return sum
}

/** At least 1: else a small share could hold this client up for ever. */
function limitOf({max, share}: RateWindow): number {
  return Math.max(1, Math.floor(max * share))
}

function lifeOf(window: RateWindow): number {
  return Math.ceil(window.intervalMs * (1 + ARRIVAL_MARGIN))
}
