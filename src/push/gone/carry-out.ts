import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import type {GoneAction} from '../../rows/gone.js'
import type {AppendFile} from '../../runs/journal/append-file.js'
import {markedLine, memberLine} from '../../runs/members/member-line.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import {archiveTargets, type ChangePorts, type NotChanged, type RecordUpdater} from './change-records.js'
import {AT_ONCE} from './find-gone.js'
import {type GoneResult, type GoneTarget, readTargets, targetLine} from './target-file.js'

export interface CarryOutPorts extends ChangePorts {
  readonly action: GoneAction
  readonly updater: RecordUpdater
  /** The action's number among the marks of the list. */
  readonly mark: number
  /** What became of each record, in lines. */
  readonly results: AppendFile
  /** The next list: gets the keys that stay on it. */
  readonly next: AppendFile
  readonly onRefused: (key: string, why: string) => void
  readonly onGone?: (keys: readonly string[]) => Promise<void>
  readonly stop: AbortSignal
}

export interface CarriedOut {
  readonly changed: number
  readonly refused: number
}

/**
 * Archives or marks the records of a plan, 100 a request. A key stays on the list until HubSpot has answered for its
 * record: as a member where it was refused, as a marked key where it was marked. Throws the reason of `stop`.
 */
export async function carryOut(plan: string, ports: CarryOutPorts): Promise<CarriedOut> {
  let changed = 0
  let refused = 0
  const bounds = {underWay: () => AT_ONCE, kept: AT_ONCE}
  const change = async (targets: readonly GoneTarget[]) => ({targets, notChanged: await changeTargets(targets, ports)})
  for await (const {targets, notChanged} of mapConcurrent(readTargets(plan, MAX_INPUTS), bounds, change)) {
    await ports.onGone?.(targets.filter(({recordId}) => !notChanged.has(recordId)).map(({key}) => key))
    for (const target of targets) note(target, notChanged.get(target.recordId), ports)
    refused += notChanged.size
    changed += targets.length - notChanged.size
    await ports.results.flush(false)
    await ports.next.flush(false)
    ports.stop.throwIfAborted()
  }
  await ports.results.flush(true)
  return {changed, refused}
}

function changeTargets(targets: readonly GoneTarget[], ports: CarryOutPorts): Promise<NotChanged> {
  const {action, updater} = ports
  if (action.kind === 'archive') return archiveTargets(targets, ports)
  return updater.update(targets, {[action.property]: action.value})
}

function note(target: GoneTarget, why: string | undefined, ports: CarryOutPorts): void {
  const {action, mark, results, next, onRefused} = ports
  const outcome = why !== undefined ? 'refused' : action.kind === 'archive' ? 'archived' : 'marked'
  results.append(targetLine({...target, outcome} satisfies GoneResult))
  if (why !== undefined) onRefused(target.key, why)
  if (outcome === 'refused') next.append(`${memberLine('+', target.key)}\n`)
  if (outcome === 'marked') next.append(`${markedLine(mark, target.key)}\n`)
}
