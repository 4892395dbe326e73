import type {Batch} from './batch.js'

/** Knows, for the batches that may still be in flight, which one held a key last. */
export class PredecessorIndex {
  /** Key → newest batch that holds it. Insertion order is batch order, so the oldest entries come first. */
  readonly #newest = new Map<string, number>()

  /**
   * The batches that batch `seq` with these keys must wait for, oldest first; from now on it is their newest holder. A
   * list, not the newest alone: with keys a and b, b's batch may have settled while a's older one is still in flight.
   * `settled`: of it and those before it, nothing is in flight. What is kept is little then, and found the faster.
   */
  claim(keys: ReadonlySet<string>, seq: number, settled: number): number[] {
    this.#forget(settled)
    const after = new Set<number>()
    for (const key of keys) {
      const at = this.#newest.get(key)
      if (at !== undefined) {
        after.add(at)
        this.#newest.delete(key) // so that the new entry goes to the end
      }
      this.#newest.set(key, seq)
    }
    return [...after].sort((a, b) => a - b)
  }

  #forget(settled: number): void {
    for (const [key, at] of this.#newest) {
      if (at > settled) break
      this.#newest.delete(key)
    }
  }
}

/** What becomes of all earlier batches that have not settled yet; rejects as the first of them that fails. */
export type Earlier<R> = () => Promise<readonly R[]>

/**
 * A batch starts only when every batch in its `after` has settled; when one of them failed, it fails unsent with the
 * same error. While it is in flight it may wait for all others before it as well: batches are called in their order, so
 * nothing waits for a later one.
 */
export function afterPredecessors<R>(
  send: (batch: Batch, earlier: Earlier<R>) => Promise<R>,
): (batch: Batch) => Promise<R> {
  const unsettled = new Map<number, Promise<R>>()
  return batch => {
    const predecessors = batch.after.map(seq => unsettled.get(seq))
    const all = [...unsettled.values()]
    const result = Promise.all(predecessors).then(() => send(batch, () => Promise.all(all)))
    unsettled.set(batch.seq, result)
    result.then(
      () => unsettled.delete(batch.seq),
      () => {}, // a failure stays, for followers that start later
    )
    return result
  }
}
