import type {Ledger} from '../../runs/journal/ledger.js'
import {defined} from '../../shared/defined.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import {type Batch, type BatchLimits, type BatchOutcome, rowsIn} from './batch.js'
import {batchRows} from './batch-rows.js'
import {type MapRowsPorts, mapRows} from './map-rows.js'
import {afterPredecessors, type Earlier} from './same-key-order.js'

export interface PushLoopPorts extends MapRowsPorts {
  readonly limits: BatchLimits
  /** Names of properties whose values no two records share, but for the key. Default: none. */
  readonly unique?: readonly string[]
  /**
   * How many batches may be in flight now; those that wait for older ones to be settled do not count. Default and most:
   * `limits.window`.
   */
  readonly underWay?: () => number
  /** As of BatchOrder. */
  readonly merges?: () => boolean
  readonly send: (batch: Batch, earlier: Earlier<BatchOutcome>) => Promise<BatchOutcome>
  /** Between writing and settling; absent where rows have no links and join no list. */
  readonly after?: AfterPorts
  readonly ledger: Pick<Ledger, 'settle'>
  /** After each batch, in source order. */
  readonly onSettled: (outcome: BatchOutcome) => void | Promise<void>
}

export interface AfterPorts {
  /** A batch whose rows are written → the same with what became of links and memberships. Called in source order. */
  finish(outcome: BatchOutcome): Promise<BatchOutcome>
  /** No further batch is written. */
  ended(): void
}

/**
 * The journey of every row. Batches are settled in source order, so that the checkpoint is one number.
 * Throws what ends the run; the batches before it are settled then, and the source is closed.
 */
export async function pushRows(ports: PushLoopPorts): Promise<void> {
  const {limits, underWay = () => limits.window} = ports
  const rows = new RowsUnderWay(limits)
  const bounds = {kept: limits.window, underWay: () => (rows.areMany ? 1 : underWay())}
  const order = {unique: ports.unique, settled: () => rows.settled, ...defined({merges: ports.merges})}
  const batches = rows.read(batchRows(mapRows(ports), limits, order))
  const written = rows.written(mapConcurrent(batches, bounds, afterPredecessors(ports.send)))
  for await (const outcome of ports.after === undefined ? written : finished(written, ports.after, limits.window)) {
    await ports.ledger.settle(outcome.settled)
    await ports.onSettled(outcome)
    if (outcome.ends !== undefined) throw outcome.ends
  }
}

/**
 * Counts the rows of batches that are read and not settled yet: wide batches must not add up to more rows than narrow
 * ones can.
 */
class RowsUnderWay {
  readonly #most: number
  #rows = 0
  #settled = -1

  constructor({window, maxRows, maxSpan = maxRows}: BatchLimits) {
    this.#most = window * maxRows - maxSpan
  }

  /** Another batch of the widest kind would be too much. */
  get areMany(): boolean {
    return this.#rows > this.#most
  }

  /** The last batch whose outcome is there, as are those of all before it. */
  get settled(): number {
    return this.#settled
  }

  async *read(batches: AsyncIterable<Batch>): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of batches) {
      this.#rows += rowsIn(batch)
      yield batch
    }
  }

  async *written(outcomes: AsyncIterable<BatchOutcome>): AsyncGenerator<BatchOutcome, void, undefined> {
    for await (const outcome of outcomes) {
      this.#settled = outcome.batch.seq
      yield outcome
      this.#rows -= rowsIn(outcome.batch)
    }
  }
}

/** A second line behind the first, so that batches which wait there keep none from being written. */
function finished(
  written: AsyncIterable<BatchOutcome>,
  after: AfterPorts,
  window: number,
): AsyncIterable<BatchOutcome> {
  return mapConcurrent(
    tellingEnd(written, () => after.ended()),
    {kept: window, underWay: () => window},
    outcome => after.finish(outcome),
  )
}

async function* tellingEnd<T>(source: AsyncIterable<T>, ended: () => void): AsyncGenerator<T, void, undefined> {
  try {
    yield* source
  } finally {
    ended()
  }
}
