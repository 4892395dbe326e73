import {join} from 'node:path'
import {msSince} from '../../runs/journal/stamp.js'
import type {StoredRun} from '../../runs/run-store.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {ROWS_UNDER_WAY} from '../line/batch.js'
import type {SentEarlier, SentRows} from './create-mode.js'

/**
 * What a run of `--mode create` that is gone on with has done before. Keys of which it made records live on disk, as
 * many as they may be:
 * a later row of such a key would else take the record for its own, which is as young and may hold the same values.
 */
export class RowsSentEarlier implements SentEarlier {
  readonly #settledRow: number
  readonly #sinceMs: number
  readonly #made: DiskKeyMap

  private constructor({checkpoint, record}: StoredRun, made: DiskKeyMap, clock: Clock) {
    this.#settledRow = checkpoint?.line.row ?? 0
    this.#sinceMs = monotonicNow(clock) - msSince({at: record.createdAt, clock: record.clock}, clock)
    this.#made = made
  }

  static async of(resumed: StoredRun, clock: Clock): Promise<RowsSentEarlier> {
    return new RowsSentEarlier(resumed, await DiskKeyMap.create(join(resumed.directory, 'made')), clock)
  }

  /** Rows behind the checkpoint: those next to it may well have been sent, and none before the run began. */
  sent(row: number): SentRows {
    return {sinceMs: this.#sinceMs, mustLook: row <= this.#settledRow + ROWS_UNDER_WAY}
  }

  hasMade(key: string): boolean {
    return this.#made.get(key) !== undefined
  }

  /** A row of this key was settled, and not refused. Throws AppError DISK_FULL. */
  noteMade(key: string): void {
    this.#made.set(key, 1)
  }

  /** What is on disk, at the end. */
  delete(): Promise<void> {
    return this.#made.delete()
  }
}
