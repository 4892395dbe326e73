import type {CallOptions} from '../../../hubspot/call-types.js'
import {BATCH_LIMITS} from '../../line/batch.js'
import type {RunPorts} from '../run-plan.js'

/** Until nothing can come late any more; the user is told. */
export function waitForLate(delayMs: number, {clock, abort, onEvent}: RunPorts): Promise<void> {
  onEvent({type: 'waiting', waiting: {reason: 'late-commit', delayMs, attempt: 1}})
  return clock.sleep(delayMs, abort)
}

/** What stages that gather requests across batches need of a run. */
export function requestPorts({hubspot, clock, abort, onEvent}: RunPorts) {
  return {
    hubspot,
    options: {signal: abort, onWaiting: waiting => onEvent({type: 'waiting', waiting})} satisfies CallOptions,
    mostUnderWay: () => hubspot.concurrency?.() ?? BATCH_LIMITS.window,
    sleep: (ms: number) => clock.sleep(ms, abort),
  }
}
