import {join} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {addFlags, say} from '../errors/next-step.js'
import {acquireFileLock, findHolder, LockHeld, type LockOptions} from '../shared/locks/file-lock.js'
import type {FileLock} from '../shared/locks/held-lock.js'
import type {NextRun} from './previous-run.js'

interface LockPatience extends Pick<LockOptions, 'waitMs' | 'clock' | 'signal' | 'outwaitsSilent'> {
  /**
   * Called once, before a wait begins. `staleInMs`: the run is elsewhere, and taken for gone unless it gives a sign of
   * life until then.
   */
  readonly onWait?: (run: string, staleInMs?: number) => void
}

/** Longer than a living holder is ever silent. */
const WATCH_MS = 12_000

/**
 * One run at a time writes to an object of a portal: two would overtake each other's rows. Who waits is served in the
 * order of coming.
 * Throws AppError LOCKED naming the other run, or the reason of a signal that ends the wait.
 */
export async function lockRun(next: NextRun, {onWait, ...patience}: LockPatience): Promise<FileLock> {
  const fair = {queued: true, watchMs: WATCH_MS, ...(onWait && {onWait: reporting(onWait)})}
  try {
    return await acquireFileLock(lockPath(next), {...patience, ...fair, note: next.run})
  } catch (error) {
    throw error instanceof LockHeld ? locked(next, error) : error
  }
}

function reporting(onWait: NonNullable<LockPatience['onWait']>): NonNullable<LockOptions['onWait']> {
  return ({note}, staleInMs) => onWait(note ?? 'unknown', staleInMs)
}

function locked({portalId, objectTypeId}: NextRun, cause: LockHeld): AppError {
  const {path, holder, staleInMs} = cause
  const {pid, startedAt, note, host} = holder
  const isElsewhere = staleInMs !== undefined
  const who = `run ${note ?? 'unknown'}, process ${pid}${isElsewhere && host !== undefined ? ` on ${host}` : ''}, since ${startedAt}`
  const seconds = Math.ceil((staleInMs ?? 0) / 1000)
  const until = `It is on another machine or in another container: its lock expires in ${seconds} s unless it gives a sign of life. `
  const message = `Another run is writing to object ${objectTypeId} of portal ${portalId}: ${who} (${path}). `
  return new AppError('LOCKED', `${message}${isElsewhere ? until : ''}Nothing was written.`, {
    next: [addFlags(['--wait-lock', '10m'], 'waits for it'), say('the same command once that run has ended')],
    cause,
  })
}

/** The run that writes to an object of a portal right now. */
export async function findRunUnderWay(target: Omit<NextRun, 'run'>): Promise<string | undefined> {
  return (await findHolder(lockPath(target)))?.note
}

function lockPath({dataDir, portalId, objectTypeId}: Omit<NextRun, 'run'>): string {
  return join(dataDir, 'locks', `${portalId}-${objectTypeId}.lock`)
}
