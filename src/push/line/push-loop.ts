import type {Ledger} from '../../runs/journal/ledger.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import type {Batch, BatchLimits, BatchOutcome} from './batch.js'
import {batchRows} from './batch-rows.js'
import {type MapRowsPorts, mapRows} from './map-rows.js'
import {afterPredecessors, type Earlier} from './same-key-order.js'

export interface PushLoopPorts extends MapRowsPorts {
  readonly limits: BatchLimits
  /** Names of properties whose values no two records share, but for the key. Default: none. */
  readonly unique?: readonly string[]
  /**
   * How many batches may be under way now; those that wait for older ones to be settled do not count. Default and most:
   * `limits.window`.
   */
  readonly underWay?: () => number
  readonly send: (batch: Batch, earlier: Earlier<BatchOutcome>) => Promise<BatchOutcome>
  readonly ledger: Pick<Ledger, 'settle'>
  /** After each batch, in source order. */
  readonly onSettled: (outcome: BatchOutcome) => void | Promise<void>
}

/**
 * The journey of every row. Batches are settled in source order, so that the checkpoint is one number.
 * Throws what ends the run; the batches before it are settled then, and the source is closed.
 */
export async function pushRows(ports: PushLoopPorts): Promise<void> {
  const {window} = ports.limits
  const bounds = {kept: window, underWay: ports.underWay ?? (() => window)}
  const batches = batchRows(mapRows(ports), ports.limits, ports.unique)
  for await (const outcome of mapConcurrent(batches, bounds, afterPredecessors(ports.send))) {
    await ports.ledger.settle(outcome.settled)
    await ports.onSettled(outcome)
  }
}
