import {lockRunFiles} from '../runs/run-files-lock.js'
import type {RunRecord} from '../runs/run-record.js'
import type {RunStore} from '../runs/run-store.js'
import type {FileLock} from '../shared/held-lock.js'
import {systemClock} from '../shared/system-clock.js'
import type {Defer} from '../shared/with-cleanup.js'

interface Holding {
  readonly store: RunStore
  readonly directory: string
  /** Of portal and object. */
  readonly lock: FileLock
  readonly defer: Defer
}

/**
 * From here on the run is this process's: the lock names it, and nobody prunes it. Throws AppError RUN_NOT_FOUND when
 * that was done just now.
 */
export async function holdRun(
  {store, directory, lock, defer}: Holding,
  {run}: RunRecord,
  {stop}: {stop: AbortSignal},
): Promise<void> {
  const files = await lockRunFiles(directory, systemClock, stop)
  defer(() => files.release())
  await store.read(run)
  if (lock.note !== run) await lock.describe(run)
}
