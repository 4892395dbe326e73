import {rm} from 'node:fs/promises'
import {systemClock} from '../../shared/system-clock.js'
import {readRejects} from '../journal/read-rejects.js'
import {withIdleRun} from '../run-files-lock.js'
import {runRecordPath} from '../run-paths.js'
import type {RunStore} from '../run-store.js'
import {summariseRun} from './run-summary.js'

export interface PrunableRun {
  readonly run: string
  readonly directory: string
  /** Rejected rows that would be lost. */
  readonly open: number
}

/** Runs that began before `beforeMs` and are not in progress, the oldest first. */
export async function findPrunable(
  store: RunStore,
  {dataDir, beforeMs}: {dataDir: string; beforeMs: number},
): Promise<PrunableRun[]> {
  const found: PrunableRun[] = []
  for await (const stored of store.newestFirst()) {
    if (Date.parse(stored.record.createdAt) >= beforeMs) continue
    if ((await summariseRun(stored, dataDir)).status === 'running') continue
    let open = 0
    for await (const {resolvedBy} of readRejects(stored)) if (resolvedBy === undefined) open += 1
    found.unshift({run: stored.record.run, directory: stored.directory, open})
  }
  return found
}

/** The record goes first: without it a run that is half gone is none. False for one that was resumed meanwhile. */
export function deleteRun({directory}: PrunableRun): Promise<boolean> {
  return withIdleRun(directory, systemClock, async () => {
    await rm(runRecordPath(directory), {force: true})
    await rm(directory, {recursive: true, force: true})
  })
}
