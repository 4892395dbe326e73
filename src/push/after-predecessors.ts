import type {Batch} from './batch.js'

/** A batch starts only when every batch in its `after` has settled; when one of them failed, it fails unsent with the same error. */
export function afterPredecessors<R>(send: (batch: Batch) => Promise<R>): (batch: Batch) => Promise<R> {
  const unsettled = new Map<number, Promise<R>>()
  return batch => {
    const predecessors = batch.after.map(seq => unsettled.get(seq))
    const result = Promise.all(predecessors).then(() => send(batch))
    unsettled.set(batch.seq, result)
    result.then(
      () => unsettled.delete(batch.seq),
      () => {}, // a failure stays, for followers that start later
    )
    return result
  }
}
