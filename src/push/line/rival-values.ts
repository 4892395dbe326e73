import type {MappedRow} from '../../rows/rows.js'
import {ownOf} from '../../shared/named.js'
import type {BatchRow} from './batch.js'

/**
 * So many rows, or batches, that want one value take turns; those behind them wait for the last turn only, or a column
 * of one value would cost a request a row.
 */
export const MOST_TURNS = 5

interface Turns {
  /** Of the last turn, the last row. */
  last: MappedRow
  count: number
}

/**
 * Rows of different keys that want the same unique value: in one request HubSpot may let any of them win. They take
 * turns in file order, each in a wave of its own; a batch without such rows takes no request more.
 */
export class RivalValues {
  /** Row → the rows that must have settled before it is sent. */
  readonly #before = new Map<number, number[]>()
  #isOver = false

  /** `unique`: names of properties whose values no two records share, but for the key. */
  constructor(rows: readonly BatchRow[], unique: readonly string[] = []) {
    for (const property of unique) this.#note(rows, property)
  }

  mustWait(rows: readonly MappedRow[], settled: ReadonlyMap<number, unknown>): boolean {
    if (this.#before.size === 0 || this.#isOver) return false
    return rows.some(({row}) => this.#before.get(row)?.some(other => !settled.has(other)))
  }

  /** Merged rows wait for each other: the order of their values cannot be kept. False where nothing waits any more. */
  giveUp(): boolean {
    const waited = !this.#isOver
    this.#isOver = true
    return waited
  }

  #note(rows: readonly BatchRow[], property: string): void {
    const byValue = new Map<string, Turns>()
    for (const row of rows) {
      const value = wantedValue(row, property)
      if (row.kind !== 'mapped' || value === undefined) continue
      const turns = byValue.get(value)
      if (turns === undefined) byValue.set(value, {last: row, count: 1})
      else this.#takeTurn(row, turns)
    }
  }

  #takeTurn(row: MappedRow, turns: Turns): void {
    const isSame = turns.last.orderKey === row.orderKey
    if (!isSame) this.#before.set(row.row, [...(this.#before.get(row.row) ?? []), turns.last.row])
    if (turns.count >= MOST_TURNS) return
    turns.last = row
    if (!isSame) turns.count += 1
  }
}

/** What a row would make unique to its record; undefined where it sets nothing or clears. */
export function wantedValue(row: BatchRow, property: string): string | undefined {
  return (row.kind === 'mapped' && ownOf(row.properties, property)) || undefined
}

interface Claim {
  /** The newest batch that others must wait for. */
  readonly seq: number
  readonly turns: number
}

/** Knows, for the batches that may still be in flight, which one wanted a unique value last. */
export class ValueClaims {
  readonly #window: number
  /** Oldest batch first. */
  readonly #claims = new Map<string, Claim>()

  constructor(window: number) {
    this.#window = window
  }

  /**
   * The batches that batch `seq` must wait for since they want one of these values; where many do, it waits for none of
   * the last of them.
   */
  claim(values: ReadonlySet<string>, seq: number): number[] {
    this.#forgetSettled(seq - this.#window)
    const after = new Set<number>()
    for (const value of values) {
      const known = this.#claims.get(value)
      if (known !== undefined) after.add(known.seq)
      const turns = (known?.turns ?? 0) + 1
      if (turns > MOST_TURNS) continue
      this.#claims.delete(value) // so that the new entry goes to the end
      this.#claims.set(value, {seq, turns})
    }
    return [...after]
  }

  #forgetSettled(last: number): void {
    for (const [value, {seq}] of this.#claims) {
      if (seq > last) break
      this.#claims.delete(value)
    }
  }
}
