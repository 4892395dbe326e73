import type {Batch} from './batch.js'

/** Knows, for the batches that may still be in flight, which one held a key last. */
export class PredecessorIndex {
  readonly #window: number
  /** Key → newest batch that holds it, of at most a window of batches: those from `#first` on, and those before. */
  #newest = new Map<string, number>()
  #before: ReadonlyMap<string, number> = new Map()
  #first = 0

  constructor(window: number) {
    this.#window = window
  }

  /**
   * The batches that batch `seq` with these keys must wait for, oldest first; from now on it is their newest holder. A
   * list, not the newest alone: with keys a and b, b's batch may have settled while a's older one is still in flight.
   */
  claim(keys: ReadonlySet<string>, seq: number): number[] {
    if (seq - this.#first >= this.#window) this.#forgetOldest(seq)
    const settled = seq - this.#window // and all before it: mapConcurrent reads on when their results were taken
    const after = new Set<number>()
    for (const key of keys) {
      const at = this.#newest.get(key) ?? this.#before.get(key)
      if (at !== undefined && at > settled) after.add(at)
      this.#newest.set(key, seq)
    }
    return [...after].sort((a, b) => a - b)
  }

  /** A window of them at once: key by key, it would cost more than all the rest. */
  #forgetOldest(seq: number): void {
    this.#before = this.#newest
    this.#newest = new Map()
    this.#first = seq
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
