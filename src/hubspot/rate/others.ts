/**
 * What others (machines that share no disk with this one) send to the same portal, by `Remaining` of every reply, and
 * how much this machine sends beside them. A plain value: times in milliseconds, rates in requests a millisecond.
 *
 * Nobody tells how many they are or what they want. As long as others have no more than half of the window, the other
 * half is ours whatever they do, and what they do not use as well. Who keeps to that needs no foresight: his own
 * requests leave the window at a time that he knows, and he sends the next ones in their places. Where others have more
 * than half, they are several, or do not share; everyone then sends evenly, and slower in a full window.
 */
export interface Others {
  /** Requests of theirs in the window, when our request left that was answered and left last. */
  readonly count: number
  /** Without news they count as gone from then on. */
  readonly untilMs: number
  /** How many requests they had sent until then, since some beginning; oldest first. */
  readonly arrivals: readonly Arrivals[]
  /** Since when that is known; before, as if they had come evenly. */
  readonly sinceMs: number
  /** How fast this machine sends if they have more than half. */
  readonly rate: number
}

export interface Arrivals {
  readonly atMs: number
  readonly sum: number
}

/** What a reply tells of the moment at which its request left. */
export interface Sighting {
  readonly max: number
  readonly intervalMs: number
  readonly atMs: number
  /** Requests of others in the window. */
  readonly count: number
  /** Ours, this one included. */
  readonly ownCount: number
  /** Nothing of ours can have overtaken it. */
  readonly isLast: boolean
}

export const NOBODY: Others = {
  count: 0,
  untilMs: 0,
  arrivals: [],
  sinceMs: 0,
  rate: 0,
}

/** Requests arrive in another order than they left: so small a count, or one for so short a time, is nobody's. */
const TOLERANCE = 0.012
const DOUBTED_MS = 250

/** Their rate is that of the last three seconds, less what chance does to it (of the limit in an interval). */
const RATE_MS = 3000
const CHANCE = 0.05

/** Of the limit; left free beside those who have less than we, so that they can have more. */
const OFFER = 0.01
/** Of the limit; so much more than half others may seem to have when both have as much. */
const TIED = 0.02

/** Of the limit: never planned with where others have more than half, since requests of several meet as they like. */
const MARGIN = 0.02
/** What everyone may take at least: who has nothing learns nothing. */
const LEAST_SHARE = 0.1
/** Faster by so much of the limit in a second, and by so much of what is free. */
const RISE = 0.02
const CLAIM = 0.2
/** The window is full: slower by this in a second. */
const FULL = 0.01
const FALL = 0.9

/** Older news than what is known changes nothing. */
export function seeOthers(others: Others, sighting: Sighting): Others {
  const {intervalMs, count, atMs} = sighting
  const last = others.arrivals.at(-1)
  if (last !== undefined && atMs <= last.atMs) return others
  const isKnown = last !== undefined && atMs < last.atMs + intervalMs
  const isNone = count < Math.max(2, sighting.max * TOLERANCE)
  if (!isKnown) return isNone ? NOBODY : firstSeen(sighting)
  const arrivals = recent([...others.arrivals, {atMs, sum: sumNow(others.arrivals, sighting)}], intervalMs)
  const isBelieved = others.untilMs > 0
  if (isNone && (!isBelieved || lately(arrivals) * intervalMs < 2)) return NOBODY
  const seen = {...others, count, arrivals}
  if (!isBelieved && atMs - others.sinceMs < DOUBTED_MS) return seen
  return {...seen, untilMs: atMs + intervalMs, rate: pacedRate(seen, sighting, atMs - last.atMs)}
}

/** As if they had come evenly until now. */
function firstSeen(sighting: Sighting): Others {
  const {intervalMs, atMs, count, isLast} = sighting
  const arrivals = [
    {atMs: atMs - intervalMs, sum: 0},
    {atMs, sum: count},
  ]
  const untilMs = isLast ? atMs + intervalMs : 0
  return {count, untilMs, arrivals, sinceMs: atMs, rate: LEAST_SHARE * capacityOf(sighting)}
}

function capacityOf({max, intervalMs}: Pick<Sighting, 'max' | 'intervalMs'>): number {
  return (max * (1 - MARGIN)) / intervalMs
}

/** What is in the window now came after all that was there before it. */
function sumNow(arrivals: readonly Arrivals[], {atMs, intervalMs, count}: Sighting): number {
  return Math.max(arrivals.at(-1)?.sum ?? 0, count + sumAt(arrivals, atMs - intervalMs))
}

/** Between two entries as if they had come evenly. */
function sumAt(arrivals: readonly Arrivals[], atMs: number): number {
  const next = arrivals.findIndex(entry => entry.atMs > atMs)
  if (next === -1) return arrivals.at(-1)?.sum ?? 0
  const [from, to] = [arrivals[next - 1], arrivals[next]]
  if (from === undefined || to === undefined) return arrivals[0]?.sum ?? 0
  return from.sum + ((to.sum - from.sum) * (atMs - from.atMs)) / (to.atMs - from.atMs)
}

/** Bounds `arrivals`: one entry for each part of the interval. */
const PARTS = 60

function recent(arrivals: readonly Arrivals[], intervalMs: number): readonly Arrivals[] {
  const newest = arrivals.length - 1
  const fromMs = (arrivals[newest]?.atMs ?? 0) - 1.3 * intervalMs
  const partOf = (index: number): number => Math.floor(((arrivals[index]?.atMs ?? 0) * PARTS) / intervalMs)
  return arrivals.filter(
    (_entry, index) =>
      index === newest ||
      ((arrivals[index + 1]?.atMs ?? 0) > fromMs && (index === 0 || partOf(index) !== partOf(index - 1))),
  )
}

/** How fast they have sent of late. */
function lately(arrivals: readonly Arrivals[]): number {
  const last = arrivals.at(-1)
  return last === undefined ? 0 : (last.sum - sumAt(arrivals, last.atMs - RATE_MS)) / RATE_MS
}

/** What they may have sent since they were seen: no more, since a mistake would come back with the next window. */
const RISE_MS = 320

/** How many of theirs will count, as far as can be foreseen: they go on as they did, and what is known to be old goes. */
export function othersAt({arrivals, sinceMs}: Others, atMs: number, intervalMs: number): number {
  const last = arrivals.at(-1)
  if (last === undefined) return 0
  const seen = last.sum - sumAt(arrivals, last.atMs - intervalMs)
  const rate = lately(arrivals)
  const most = seen + Math.max(2, rate * RISE_MS)
  if (atMs - intervalMs < sinceMs) return most
  const sum = last.sum + rate * Math.min(Math.max(0, atMs - last.atMs), RATE_MS)
  return Math.min(most, sum - sumAt(arrivals, atMs - intervalMs))
}

/** When something was heard of them last. */
export function heardMs({arrivals}: Others): number {
  return arrivals.at(-1)?.atMs ?? 0
}

/** The newer of what two processes of this machine know. */
export function newerOf(one: Others, other: Others): Others {
  return heardMs(other) > heardMs(one) ? other : one
}

/**
 * How many of the requests in the window may be ours; undefined where others have more than half. Who sends fast will
 * soon have more than he has, and who was not there before may want his half: what is not ours yet is left to him.
 */
export function ourPart(
  {arrivals, count, sinceMs}: Others,
  {max, intervalMs, ownCount, nowMs}: Pick<Sighting, 'max' | 'intervalMs' | 'ownCount'> & {readonly nowMs: number},
): number | undefined {
  if (hasMore(count, max)) return undefined
  const half = max / 2
  if (ownCount < half && nowMs < sinceMs + RATE_MS) return half
  const coming = lately(arrivals) * intervalMs - CHANCE * max
  return Math.max(half, max - Math.max(count + OFFER * max, coming))
}

function hasMore(count: number, max: number): boolean {
  return count > (0.5 + TIED) * max
}

function pacedRate({count, rate}: Others, sighting: Sighting, passedMs: number): number {
  const {max, intervalMs, ownCount} = sighting
  const capacity = capacityOf(sighting)
  const seconds = passedMs / 1000
  const free = max - count - ownCount
  const raised = rate + (RISE * capacity + (CLAIM * free) / intervalMs) * seconds
  const next = free < FULL * max ? rate * FALL ** seconds : raised
  const from = hasMore(count, max) ? next : ownCount / intervalMs
  return Math.max(LEAST_SHARE * capacity, Math.min(capacity / 2, from))
}
