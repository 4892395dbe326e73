import {LONGEST_PROMISE_MS, type Turn} from './take-turn.js'

/**
 * Turns are taken together for so many times as long as it takes to agree on them: mostly a millisecond, so one by one;
 * on a machine without a free processor longer than the time between two of them.
 */
const AHEAD = 3
/** The last agreement counts for a quarter. */
const NEWEST = 0.25

/** Turns that were taken for those who wait in this process. */
export class TurnsAhead {
  #turns: readonly Turn[] = []
  /** How long it takes to agree with the other processes, of late. */
  #agreeingMs = 0

  /** How far ahead turns may be taken. */
  get aheadMs(): number {
    return AHEAD * this.#agreeingMs
  }

  agreedIn(ms: number): void {
    this.#agreeingMs += (ms - this.#agreeingMs) * NEWEST
  }

  keep(turns: readonly Turn[]): void {
    this.#turns = turns
  }

  /** The next one; undefined where none is left, or its place has passed. */
  next(nowMs: number): Turn | undefined {
    const [turn, ...others] = this.#turns
    this.#turns = others
    if (turn === undefined || nowMs >= turn.atMs + LONGEST_PROMISE_MS) return undefined
    return {...turn, delayMs: Math.max(0, Math.ceil(turn.atMs - nowMs))}
  }
}
