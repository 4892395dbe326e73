import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import {stopError} from '../../errors/stop-error.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {LATE_COMMIT_MS} from '../../push/run/execute-run.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {becomePreviousRun, type NextRun, previousRunMayCommitFor} from '../../runs/previous-run.js'
import {lockRunFiles} from '../../runs/run-files-lock.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {RunStore} from '../../runs/run-store.js'
import type {Clock} from '../../shared/clock.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {systemClock} from '../../shared/system-clock.js'
import {type Defer, type DeferringWork, withCleanup} from '../../shared/with-cleanup.js'

/**
 * A process that was stopped for minutes must not write over what came since, neither in HubSpot nor in the files of a
 * run.
 */
export interface Fence {
  /** Throws AppError LOCKED once another run has taken the lock. */
  readonly guard: () => Promise<void>
  readonly hubspot: HubSpot
}

export function fenceOf(lock: FileLock, hubspot: HubSpot): Fence {
  const guard = async (): Promise<void> => {
    if (!(await lock.isHeld())) throw lost()
  }
  return {
    guard,
    hubspot: {
      ...hubspot,
      async call(call, options) {
        await guard()
        return hubspot.call(call, options)
      },
    },
  }
}

function lost(): AppError {
  return new AppError(
    'LOCKED',
    'This process was paused for so long that another run has taken over its lock. It sends nothing more.',
    {
      next: [say('the same command with --resume', 'once that run has ended')],
    },
  )
}

interface Holding {
  readonly store: RunStore
  readonly directory: string
  /** Of portal and object. */
  readonly lock: FileLock
  readonly defer: Defer
}

/**
 * From here on the run is this process's: the lock names it, and it is not pruned. Throws AppError RUN_NOT_FOUND when
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

/**
 * Runs `work`, whose calls end with an error of any kind when `stop` aborts before a run has begun: the user then sees
 * that he was heard.
 * A run that has begun ends with a summary of its own. Throws AppError CANCELLED or TERMINATED.
 */
export async function unlessStopped<T>(stop: AbortSignal, work: DeferringWork<T>): Promise<T> {
  try {
    return await withCleanup(work)
  } catch (error) {
    if (!stop.aborted) throw error
    throw stopError(stop, 'Interrupted before the run started. Nothing was written.', error)
  }
}

interface FollowPorts {
  readonly store: RunStore
  readonly clock: Clock
  readonly lateCommitMs?: number | undefined
  readonly stop: AbortSignal
  readonly onEvent: (event: PushEvent) => void
}

/**
 * Waits until requests that the run before gave up, or had in flight when it was killed, can no longer commit over what
 * this run writes.
 * Throws the reason of `stop`.
 */
export async function followPreviousRun(next: NextRun, ports: FollowPorts): Promise<void> {
  await outlastPreviousRun(next, ports)
  await becomePreviousRun(next)
}

/** The wait alone, for what reads before its run begins. */
export async function outlastPreviousRun(next: NextRun, ports: FollowPorts): Promise<void> {
  const {store, clock, lateCommitMs = LATE_COMMIT_MS, stop, onEvent} = ports
  const delayMs = await previousRunMayCommitFor(next, store, {clock, lateCommitMs})
  if (delayMs > 0) {
    onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1, isOfPreviousRun: true}})
    await clock.sleep(delayMs, stop)
  }
}
