import type {MappedRow} from '../rows/rows.js'
import type {Batch} from './batch.js'
import {type FoldRule, foldRows, inputOfRow, type MakeRule, type PendingInput} from './fold.js'

export interface QueueRule {
  readonly isFoldable: FoldRule
  /** Default: every row. */
  readonly canMake?: MakeRule
  /** False sends each row by itself, in order (`--duplicates each`). */
  readonly fold?: boolean
}

/**
 * What is to be sent for each key of a batch, by order key, in file order. The longest queue is the number of requests
 * that it takes.
 */
export function queueInputs(
  batch: Pick<Batch, 'rows'>,
  {isFoldable, canMake, fold = true}: QueueRule,
): Map<string, PendingInput[]> {
  const rowsByKey = new Map<string, MappedRow[]>()
  for (const row of batch.rows) {
    if (row.kind !== 'mapped') continue
    const rows = rowsByKey.get(row.orderKey)
    if (rows === undefined) rowsByKey.set(row.orderKey, [row])
    else rows.push(row)
  }
  const queues = new Map<string, PendingInput[]>()
  for (const [key, rows] of rowsByKey)
    queues.set(key, fold ? foldRows(rows, isFoldable, canMake) : rows.map(inputOfRow))
  return queues
}

/** The keys whose rows may not have been merged only since their record may have to be made. */
export function keysHeldApart(
  queues: ReadonlyMap<string, readonly PendingInput[]>,
  {canMake, fold = true}: QueueRule,
): Set<string> {
  if (canMake === undefined || !fold) return new Set()
  const isHeld = (queue: readonly PendingInput[]): boolean =>
    queue.length > 1 && queue.some(({rows}) => rows.some(row => !canMake(row)))
  return new Set([...queues].filter(([, queue]) => isHeld(queue)).map(([orderKey]) => orderKey))
}

/** What is left to send for a key once its record exists: its later rows only update it, and are merged as such. */
export function joinUpdates(
  inputs: readonly PendingInput[],
  key: string,
  {isFoldable, canMake = () => true}: Pick<QueueRule, 'isFoldable' | 'canMake'>,
): PendingInput[] {
  return foldRows(
    inputs.flatMap(input => input.rows),
    isFoldable,
    row => row.key === key || canMake(row),
  )
}
