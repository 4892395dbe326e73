import {join} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {acquireFileLock, type FileLock, findHolder, LockHeld, type LockOptions} from '../shared/file-lock.js'
import type {NextRun} from './previous-run.js'

interface LockPatience extends Omit<LockOptions, 'note' | 'onWait'> {
  /** Called once, with the run that holds the lock, before a wait for it begins. */
  readonly onWait?: (run: string) => void
}

/**
 * One run at a time writes to an object of a portal: two would overtake each other's rows. Throws AppError LOCKED naming the other run,
 * or the reason of a signal that ends the wait.
 */
export async function lockRun(next: NextRun, {onWait, ...patience}: LockPatience): Promise<FileLock> {
  const {portalId, objectTypeId, run} = next
  const path = lockPath(next)
  try {
    return await acquireFileLock(path, {...patience, note: run, ...(onWait && {onWait: ({note}) => onWait(note ?? 'unknown')})})
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error
    const {pid, startedAt, note} = error.holder
    const who = `run ${note ?? 'unknown'}, process ${pid}, since ${startedAt}`
    throw new AppError('LOCKED', `Another run is writing to object ${objectTypeId} of portal ${portalId}: ${who}. Nothing was written.`, {
      next: ['--wait-lock 10m     waits for it', 'the same command once that run has ended'],
      cause: error,
    })
  }
}

/** The run that writes to an object of a portal right now. */
export async function findRunUnderWay(target: Omit<NextRun, 'run'>): Promise<string | undefined> {
  return (await findHolder(lockPath(target)))?.note
}

function lockPath({dataDir, portalId, objectTypeId}: Omit<NextRun, 'run'>): string {
  return join(dataDir, 'locks', `${portalId}-${objectTypeId}.lock`)
}
