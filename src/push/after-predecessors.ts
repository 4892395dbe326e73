import type {Batch} from './batch.js'

/** What becomes of all earlier batches that have not settled yet; rejects as the first of them that fails. */
export type Earlier<R> = () => Promise<readonly R[]>

/**
 * A batch starts only when every batch in its `after` has settled; when one of them failed, it fails unsent with the
 * same error. While it is under way it may wait for all others before it as well: batches are called in their order, so
 * nobody waits for a later one.
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
