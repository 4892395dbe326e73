import {MODE_FACTS} from '../../rows/run-mode.js'
import {CreatedLog} from '../../runs/created/created-log.js'
import type {RunPlan, RunPorts} from './run-plan.js'

/** Where the run keeps which records it makes; undefined where its mode makes none. */
export async function openCreated({record, directory}: RunPlan, {clock}: RunPorts): Promise<CreatedLog | undefined> {
  return MODE_FACTS[record.mode ?? 'upsert'].creates ? CreatedLog.open(directory, clock) : undefined
}

/** The rows are written and counted, whatever becomes of it. */
export async function closeCreated(created: CreatedLog | undefined, {onEvent}: RunPorts): Promise<void> {
  try {
    await created?.close()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    onEvent({type: 'warning', message: `Not all records that this run created can be undone ("runs undo"): ${why}`})
  }
}
