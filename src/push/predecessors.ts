/** Knows, for the batches that may still be under way, which one held a key last. */
export class PredecessorIndex {
  readonly #window: number
  /** Key → newest batch that holds it. Insertion order is batch order, so the oldest entries come first. */
  readonly #newest = new Map<string, number>()

  constructor(window: number) {
    this.#window = window
  }

  /**
   * The batches that batch `seq` with these keys must wait for, oldest first; from now on it is their newest holder.
   * A list, not the newest alone: with keys a and b, b's batch may have settled while a's older one is still under way.
   */
  claim(keys: ReadonlySet<string>, seq: number): number[] {
    this.#forgetSettled(seq - this.#window)
    const after = new Set<number>()
    for (const key of keys) {
      const at = this.#newest.get(key)
      if (at !== undefined) after.add(at)
      this.#newest.delete(key) // so that the new entry goes to the end
      this.#newest.set(key, seq)
    }
    return [...after].sort((a, b) => a - b)
  }

  /** Batches up to `seq` have settled: mapConcurrent reads no further before their results were taken. */
  #forgetSettled(seq: number): void {
    for (const [key, at] of this.#newest) {
      if (at > seq) break
      this.#newest.delete(key)
    }
  }
}
