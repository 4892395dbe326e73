import {LATE_COMMIT_MS} from '../push/run/execute-run.js'
import type {PushEvent} from '../push/run/push-event.js'
import {becomePreviousRun, type NextRun, previousRunMayCommitFor} from '../runs/previous-run.js'
import type {RunStore} from '../runs/run-store.js'
import type {Clock} from '../shared/clock.js'

interface FollowPorts {
  readonly store: RunStore
  readonly clock: Clock
  readonly lateCommitMs?: number | undefined
  readonly stop: AbortSignal
  readonly onEvent: (event: PushEvent) => void
}

/**
 * Waits until requests that the run before gave up, or had under way when it was killed, can no longer commit over what
 * this run writes.
 * Throws the reason of `stop`.
 */
export async function followPreviousRun(next: NextRun, ports: FollowPorts): Promise<void> {
  const {store, clock, lateCommitMs = LATE_COMMIT_MS, stop, onEvent} = ports
  const delayMs = await previousRunMayCommitFor(next, store, {clock, lateCommitMs})
  if (delayMs > 0) {
    onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1}})
    await clock.sleep(delayMs, stop)
  }
  await becomePreviousRun(next)
}
