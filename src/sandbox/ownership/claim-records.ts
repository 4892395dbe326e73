/**
 * Records in a directory have one *owner* at a time, the process that serves them, and one *identity* whichever process
 * owns them.
 */

import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {gap, ours} from '../../errors/next-step.js'
import type {Clock} from '../../shared/clock.js'
import {acquireFileLock, LockHeld} from '../../shared/locks/file-lock.js'
import type {FileLock} from '../../shared/locks/held-lock.js'

/** The lock is the publication: a process that finds it held reads in it where its holder listens. */
const LOCK = 'owner.lock'

/** Another living process serves the records. `url`: where; undefined when it does not say. */
export class RecordsOwned extends AppError {
  readonly url: string | undefined

  constructor(dataDir: string, {holder}: LockHeld) {
    super('SANDBOX_BUSY', `The records in ${dataDir} are served by process ${holder.pid} since ${holder.startedAt}.`, {
      next: [ours(['sandbox', '--memory']), ours(['sandbox', '--data', gap('OTHER_DIR')])],
    })
    this.url = holder.note
  }
}

/**
 * Makes this process the only one that reads and writes the records. A dead owner's claim is taken over. Throws
 * RecordsOwned.
 */
export async function claimRecords(dataDir: string, url: string, clock: Clock): Promise<FileLock> {
  try {
    return await acquireFileLock(join(dataDir, LOCK), {waitMs: 0, note: url, clock})
  } catch (error) {
    throw error instanceof LockHeld ? new RecordsOwned(dataDir, error) : error
  }
}
