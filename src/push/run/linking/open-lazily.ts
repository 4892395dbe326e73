import {isPairMode} from '../../../rows/run-mode.js'
import type {CreatedLog} from '../../../runs/created/created-log.js'
import type {OpenedAfter} from '../opened-after.js'
import type {RunPlan, RunPorts} from '../run-plan.js'
import type {PairSender} from './pair-sender.js'

/** What sends the rows where they are pairs; undefined for others, which do not load it. */
export async function openPairs(plan: RunPlan, ports: RunPorts, lateCommitMs: number): Promise<PairSender | undefined> {
  if (!isPairMode(plan.record.mode)) return undefined
  const {PairSender} = await import('./pair-sender.js')
  return new PairSender(plan, ports, lateCommitMs)
}

/** A push without links and list does not load what they need. */
export async function openAfter(
  plan: RunPlan,
  ports: RunPorts,
  {created, lateCommitMs}: {readonly created: CreatedLog | undefined; readonly lateCommitMs: number},
): Promise<OpenedAfter | undefined> {
  if (plan.mapping.links.length === 0 && plan.record.list === undefined) return undefined
  const {OpenedAfter} = await import('../opened-after.js')
  return OpenedAfter.open(plan, ports, {created, lateCommitMs})
}
