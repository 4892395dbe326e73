/**
 * What others (machines that share no disk with this one) send to the same portal, by `Remaining` of every reply, and
 * how fast this machine sends beside them. A plain value: times in milliseconds, rates in requests a millisecond.
 *
 * Nobody tells how many they are or what they want. So everyone sends evenly, leaves a little free for those who have
 * less, more of it each time that it is taken, and keeps to half of the limit while the others use about as much.
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
  /** How fast this machine sends. */
  readonly rate: number
  /** What this machine leaves free, if the others have less than it has. */
  readonly offer: number
  /** When the offer was decided, and how fast they were. */
  readonly judged: {readonly atMs: number; readonly rate: number}
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
}

export const NOBODY: Others = {
  count: 0,
  untilMs: 0,
  arrivals: [],
  sinceMs: 0,
  rate: 0,
  offer: 0,
  judged: {atMs: 0, rate: 0},
}

/** Requests arrive in another order than they left: so small a count, or one for so short a time, is nobody's. */
const TOLERANCE = 0.012
const DOUBTED_MS = 250

/** Of the limit: never planned with, since requests of several machines meet as they like. */
const MARGIN = 0.008
/** Their rate is that of the last three seconds, less what chance does to it. */
const RATE_MS = 3000
const CHANCE = 0.05
/** Who uses this much of the limit would like half of it. */
const AS_MUCH = 0.4

const LEAVING_MS = 2000
const LEFT = 0.9

const JUDGE_MS = 2000
const FIRST_OFFER = 0.04
const LEAST_OFFER = 0.01

/** What everyone may take at least: who has nothing learns nothing. */
const LEAST_SHARE = 0.1
/** Faster by so much of the limit in a second where much is free, by so much where little is. */
const RISE = 0.125
const SLOW_RISE = 0.02
/** Of what is free, in a second. */
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
  return paced({...seen, untilMs: atMs + intervalMs}, sighting, atMs - last.atMs)
}

/** As if they had come evenly until now. */
function firstSeen({max, intervalMs, atMs, count, ownCount}: Sighting): Others {
  const capacity = capacityOf({max, intervalMs})
  const arrivals = [
    {atMs: atMs - intervalMs, sum: 0},
    {atMs, sum: count},
  ]
  const rate = Math.max(LEAST_SHARE * capacity, (capacity * ownCount) / (ownCount + count))
  const judged = {atMs, rate: count / intervalMs}
  return {count, untilMs: 0, arrivals, sinceMs: atMs, rate, offer: FIRST_OFFER * capacity, judged}
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

function paced(others: Others, sighting: Sighting, passedMs: number): Others {
  const {max, intervalMs, count, ownCount} = sighting
  const capacity = capacityOf(sighting)
  const theirs = theirRate(others.arrivals, sighting)
  const judged = judge(others, {theirs, capacity, atMs: sighting.atMs})
  const seconds = passedMs / 1000
  const least = LEAST_SHARE * capacity
  if (theirs < AS_MUCH * capacity) {
    const most = others.rate + RISE * capacity * seconds
    return {...judged, rate: Math.min(most, Math.max(least, capacity - theirs - judged.offer))}
  }
  const free = max - count - ownCount
  const raised = others.rate + (SLOW_RISE * capacity + (CLAIM * free) / intervalMs) * seconds
  const rate = free < FULL * max ? others.rate * FALL ** seconds : raised
  return {...judged, rate: Math.max(least, Math.min(capacity / 2, rate))}
}

/** Who leaves is seen at once: few come, and those who came go. */
function theirRate(arrivals: readonly Arrivals[], {max, intervalMs, atMs, count}: Sighting): number {
  const now = lately(arrivals)
  const before = sumAt(arrivals, atMs - LEAVING_MS) - sumAt(arrivals, atMs - LEAVING_MS - intervalMs)
  const isLeaving = now < count / intervalMs / 2 && count < LEFT * before
  return isLeaving ? now : Math.max(now - CHANCE * capacityOf({max, intervalMs}), count / intervalMs)
}

/** An offer that was taken is doubled, up to what would make both equal; one that was not is halved. */
function judge(others: Others, now: {theirs: number; capacity: number; atMs: number}): Others {
  const {theirs, capacity, atMs} = now
  if (atMs - others.judged.atMs < JUDGE_MS) return others
  const least = LEAST_OFFER * capacity
  const most = Math.max(least, (others.rate - theirs) / 2)
  const isTaken = theirs - others.judged.rate >= others.offer / 2
  const offer = isTaken ? Math.min(2 * others.offer, most) : Math.max(least, others.offer / 2)
  return {...others, offer, judged: {atMs, rate: theirs}}
}
