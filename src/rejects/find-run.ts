import {AppError} from '../errors/app-error.js'
import {gap, ours} from '../errors/next-step.js'
import {readRejects} from '../runs/journal/read-rejects.js'
import type {RunStore, StoredRun} from '../runs/run-store.js'
import {isOpen, type OpenFilter} from './is-open.js'

/** The run that was named, else the newest that has open rejects. Throws AppError RUN_NOT_FOUND. */
export async function findRunWithRejects(store: RunStore, run?: string, filter: OpenFilter = {}): Promise<StoredRun> {
  if (run !== undefined) return store.read(run)
  for await (const stored of store.newestFirst()) if (await hasOpenReject(stored, filter)) return stored
  throw new AppError('RUN_NOT_FOUND', 'No run on this machine has rejected rows left.', {
    next: [ours(['push', gap('FILE'), '--object', gap('OBJECT')])],
  })
}

async function hasOpenReject(stored: StoredRun, filter: OpenFilter): Promise<boolean> {
  for await (const reject of readRejects(stored)) if (isOpen(reject, filter)) return true
  return false
}
