import type {MappedRow} from '../../rows/rows.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import {named} from '../../shared/named.js'
import type {PendingInput} from '../send/fold.js'
import {type AppendRule, type LaterValues, type RecordValues, valuesAfter, withLater} from './later-values.js'

/** A key whose record an attempt that was given up may still change. */
export interface Doubt {
  readonly key: string
  readonly orderKey: string
  /** Of the input that was given up, in file order. */
  readonly rows: readonly MappedRow[]
  /** What the attempt would write. */
  readonly values: RecordValues
  /** `values`; none if they were refused. */
  readonly first: RecordValues
  /** What rows of all spellings of the key wrote since, in file order. */
  readonly later: readonly LaterValues[]
  /** After this (ms by the monotonic clock) the attempt can no longer commit. */
  readonly untilMs: number
}

type KeyValues = Pick<PendingInput, 'key' | 'orderKey' | 'properties'>

/** What the book hears, in the order in which it happens. */
export type DoubtNews =
  /** An attempt of these rows was given up; until then (ms by the monotonic clock) it may commit. */
  | {readonly kind: 'doubtful'; readonly input: PendingInput; readonly untilMs: number}
  /** Values of this key were written after what is in the book. */
  | {readonly kind: 'written'; readonly input: KeyValues}
  /** HubSpot refused these rows: what the record must hold is up to the later ones alone. */
  | {readonly kind: 'refused'; readonly input: Pick<PendingInput, 'orderKey' | 'rows'>}

/**
 * Attempts that timed out, were cut off or got a 5xx may commit late: after their retry, and after the key's next row.
 * The book remembers their keys for as long as that can happen, and what later rows of the same keys wrote, so that the
 * run can look before it ends.
 */
export class DoubtBook {
  readonly #doubts = new Map<string, Doubt[]>()
  /** The order keys of each batch in flight, to be asked for only where there are doubts. */
  readonly #inFlight = new Set<() => Iterable<string>>()
  readonly #appends: AppendRule

  constructor(appends: AppendRule) {
    this.#appends = appends
  }

  note(news: DoubtNews): void {
    if (news.kind === 'doubtful') this.#doubt(news.input, news.untilMs)
    else if (news.kind === 'written') this.#wrote(news.input)
    else this.#refused(news.input)
  }

  /** What attempts that were given up may still write to records of this key. */
  openValues(orderKey: string): readonly RecordValues[] {
    return this.#doubts.get(orderKey)?.map(({values}) => values) ?? []
  }

  /**
   * Rows of these keys are sent, until the function that is returned is called. What they write may be in HubSpot long
   * before its answer is understood, and a late commit may have come in between: no doubt of their keys is forgotten
   * meanwhile.
   */
  sending(orderKeys: () => Iterable<string>): () => void {
    this.#inFlight.add(orderKeys)
    return () => void this.#inFlight.delete(orderKeys)
  }

  /**
   * What the record of the key must hold in the end, if these other spellings are one record with it. Which ones are,
   * only HubSpot knows: case may not count, and blanks may.
   */
  expected({key, first, later}: Doubt, others: readonly string[] = []): RecordValues {
    return valuesAfter(first, later, {spellings: new Set([key, ...others]), appends: this.#appends})
  }

  /**
   * Forgets what can neither commit any more nor has been overtaken by a later row: its own values are the right ones.
   */
  forgetHarmless(nowMs: number): void {
    if (this.#doubts.size === 0) return
    const inFlight = new Set([...this.#inFlight].flatMap(orderKeys => [...orderKeys()]))
    for (const [orderKey, doubts] of this.#doubts) {
      if (inFlight.has(orderKey)) continue
      const left = doubts.filter(doubt => doubt.untilMs > nowMs || this.#isContested(doubt))
      if (left.length === 0) this.#doubts.delete(orderKey)
      else this.#doubts.set(orderKey, left)
    }
  }

  /**
   * Takes out the keys that a later row has changed: their records must be looked at once no attempt can commit any
   * more.
   */
  takeContested(): readonly Doubt[] {
    const contested = [...this.#doubts.values()].flat().filter(doubt => this.#isContested(doubt))
    for (const {orderKey} of contested) this.#doubts.delete(orderKey)
    return contested
  }

  /** Until when (ms by the monotonic clock) such an attempt may commit; undefined where there is none. */
  openUntil(orderKey: string): number | undefined {
    const doubts = this.#doubts.get(orderKey)
    return doubts && Math.max(...doubts.map(({untilMs}) => untilMs))
  }

  /** The record was archived after none could commit any more: nothing is to be repaired. */
  forgetKey(orderKey: string): void {
    this.#doubts.delete(orderKey)
  }

  /**
   * What a late commit would spoil by now: the first row in such a doubt, and when (ms by the monotonic clock) none of
   * them can commit any more. Undefined where nothing can be spoilt.
   */
  contested(): {readonly firstRow: number; readonly untilMs: number} | undefined {
    if (this.#doubts.size === 0) return undefined
    const contested = [...this.#doubts.values()].flat().filter(doubt => this.#isContested(doubt))
    if (contested.length === 0) return undefined
    return {
      firstRow: Math.min(...contested.flatMap(({rows}) => rows.map(({row}) => row))),
      untilMs: Math.max(...contested.map(({untilMs}) => untilMs)),
    }
  }

  /** Puts back what was taken out. */
  restore(doubts: readonly Doubt[]): void {
    for (const doubt of doubts) this.#doubts.set(doubt.orderKey, [...(this.#doubts.get(doubt.orderKey) ?? []), doubt])
  }

  /** The rows in doubt, for the journal: a resumed run finds their values in the file. */
  rows(): DoubtfulRows[] {
    const doubts = [...this.#doubts.values()].flat()
    return rangesOf(doubts.flatMap(({rows, untilMs}) => rows.map(({row}): [number, number] => [row, untilMs])))
  }

  #doubt({key, orderKey, properties: values, rows}: PendingInput, untilMs: number): void {
    this.restore([{key, orderKey, rows, values, first: values, later: [], untilMs}])
  }

  #wrote({key, orderKey, properties: values}: KeyValues): void {
    const doubts = this.#doubts.size === 0 ? undefined : this.#doubts.get(orderKey)
    if (doubts === undefined) return
    const written = doubts.map(doubt => ({...doubt, later: withLater(doubt.later, {key, values}, this.#appends)}))
    this.#doubts.set(orderKey, written)
  }

  #refused({orderKey, rows}: Pick<PendingInput, 'orderKey' | 'rows'>): void {
    const rejectedRows = new Set(rows.map(({row}) => row))
    const doubts = this.#doubts.get(orderKey) ?? []
    const isRefused = (doubt: Doubt): boolean => doubt.rows.every(({row}) => rejectedRows.has(row))
    if (doubts.some(isRefused)) {
      this.#doubts.set(
        orderKey,
        doubts.map(doubt => (isRefused(doubt) ? {...doubt, first: {}, later: []} : doubt)),
      )
    }
  }

  /** Whether a late commit could spoil anything, whichever spellings are one record with its key. */
  #isContested(doubt: Doubt): boolean {
    return [[], ...otherSpellings(doubt).map(other => [other])].some(
      others => Object.keys(contestedValues(doubt.values, this.expected(doubt, others))).length > 0,
    )
  }
}

/** Other spellings of the key that were written since. */
export function otherSpellings({key, later}: Doubt): string[] {
  return [...new Set(later.map(written => written.key))].filter(other => other !== key)
}

/** The values that a late commit would spoil: those that a later row wrote otherwise. */
export function contestedValues(values: RecordValues, expected: RecordValues): RecordValues {
  const entries = Object.entries(expected)
  return named(
    Object.fromEntries(
      entries.filter(([property, value]) => values[property] !== undefined && values[property] !== value),
    ),
  )
}

/** Rows with the end of their doubt (ms by the monotonic clock), neighbours of one end as one range. */
export function rangesOf(rows: Iterable<readonly [row: number, untilMs: number]>): DoubtfulRows[] {
  const ranges: {first: number; last: number; untilMs: number}[] = []
  for (const [row, untilMs] of rows) {
    const open = ranges.at(-1)
    if (open !== undefined && open.last + 1 === row && open.untilMs === untilMs) open.last = row
    else ranges.push({first: row, last: row, untilMs})
  }
  return ranges.map(({first, last, untilMs}) => (first === last ? [first, untilMs] : [first, untilMs, last]))
}

/** Each row once, with the latest end that any range gives it. */
export function untilByRow(ranges: readonly DoubtfulRows[]): Map<number, number> {
  const until = new Map<number, number>()
  for (const [first, untilMs, last = first] of ranges) {
    for (let row = first; row <= last; row += 1) until.set(row, Math.max(untilMs, until.get(row) ?? 0))
  }
  return until
}
