import type {MappedRow} from '../rows/rows.js'
import type {Batch} from './batch.js'
import {type FoldRule, foldRows, inputOfRow, type PendingInput} from './fold.js'

interface QueueRule {
  readonly isFoldable: FoldRule
  /** False sends each row by itself, in order (`--duplicates each`). */
  readonly fold?: boolean
}

/** What is to be sent for each key of a batch, by order key, in file order. The longest queue is the number of requests that it takes. */
export function queueInputs(batch: Pick<Batch, 'rows'>, {isFoldable, fold = true}: QueueRule): Map<string, PendingInput[]> {
  const rowsByKey = new Map<string, MappedRow[]>()
  for (const row of batch.rows) {
    if (row.kind !== 'mapped') continue
    const rows = rowsByKey.get(row.orderKey)
    if (rows === undefined) rowsByKey.set(row.orderKey, [row])
    else rows.push(row)
  }
  const queues = new Map<string, PendingInput[]>()
  for (const [key, rows] of rowsByKey) queues.set(key, fold ? foldRows(rows, isFoldable) : rows.map(inputOfRow))
  return queues
}
