import {join} from 'node:path'
import type {Clock} from '../shared/clock.js'
import {defined} from '../shared/defined.js'
import {acquireFileLock, LockHeld} from '../shared/locks/file-lock.js'
import type {FileLock} from '../shared/locks/held-lock.js'

/** Who else may hold it is done soon. */
const WAIT_MS = 10 * 60_000

/** Held by a run while it writes its files, so that no other process changes or deletes them. */
export function lockRunFiles(directory: string, clock: Clock, signal?: AbortSignal): Promise<FileLock> {
  return acquireFileLock(pathOf(directory), {waitMs: WAIT_MS, clock, ...defined({signal})})
}

/** Does `work` with the files of a run that writes none now; false when it does. */
export async function withIdleRun(directory: string, clock: Clock, work: () => Promise<void>): Promise<boolean> {
  let lock: FileLock
  try {
    lock = await acquireFileLock(pathOf(directory), {waitMs: 0, clock})
  } catch (error) {
    if (error instanceof LockHeld) return false
    throw error
  }
  try {
    await work()
    return true
  } finally {
    await lock.release()
  }
}

function pathOf(directory: string): string {
  return join(directory, 'files.lock')
}
