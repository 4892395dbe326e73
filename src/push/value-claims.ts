import {MOST_TURNS} from './rival-values.js'

interface Claim {
  /** The newest batch that others must wait for. */
  readonly seq: number
  readonly turns: number
}

/** Knows, for the batches that may still be under way, which one wanted a unique value last. */
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
