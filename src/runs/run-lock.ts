import {join} from 'node:path'
import {AppError} from '../errors/app-error.js'
import type {Clock} from '../shared/clock.js'
import {acquireFileLock, type FileLock, LockHeld} from '../shared/file-lock.js'

interface LockedJob {
  readonly portalId: number
  readonly objectTypeId: string
}

/** One run at a time writes to an object of a portal: two would overtake each other's rows. Throws AppError LOCKED naming the other run. */
export async function lockRun(dataDir: string, {portalId, objectTypeId}: LockedJob, clock: Clock): Promise<FileLock> {
  const path = join(dataDir, 'locks', `${portalId}-${objectTypeId}.lock`)
  try {
    return await acquireFileLock(path, {waitMs: 0, clock})
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error
    const {pid, startedAt} = error.holder
    throw new AppError('LOCKED', `Another push to this object of portal ${portalId} is under way (process ${pid}, since ${startedAt}).`, {
      next: ['the same command once that run has ended'],
      cause: error,
    })
  }
}
