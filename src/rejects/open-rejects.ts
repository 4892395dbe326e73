import {AppError} from '../errors/app-error.js'
import {gap, ours} from '../errors/next-step.js'
import {readRejects, type StoredReject} from '../runs/journal/read-rejects.js'
import type {RunStore, StoredRun} from '../runs/run-store.js'

export interface OpenFilter {
  readonly code?: string
  /** Also those that a later row of their key has overtaken. */
  readonly includeSuperseded?: boolean
}

/** Whether a reject is still open: it is not settled elsewhere, and nothing newer of its key was written. */
export function isOpen({resolvedBy, supersededBy, code}: StoredReject, filter: OpenFilter): boolean {
  const isWanted = filter.code === undefined || filter.code === code
  return isWanted && resolvedBy === undefined && (filter.includeSuperseded === true || supersededBy === undefined)
}

/** The run that was named, else the newest that has open rejects. Throws AppError RUN_NOT_FOUND. */
export async function findRunWithRejects(store: RunStore, run?: string, filter: OpenFilter = {}): Promise<StoredRun> {
  const found = await findOpenRun(store, run, filter)
  if (found !== undefined) return found
  throw new AppError('RUN_NOT_FOUND', NOTHING_LEFT, {
    next: [ours(['push', gap('FILE'), '--object', gap('OBJECT')])],
  })
}

/** As a sentence. */
export const NOTHING_LEFT = 'No run on this machine has rejected rows left.'

/** The same; undefined where no run has any: nothing is left to do, which is no error. */
export async function findOpenRun(
  store: RunStore,
  run?: string,
  filter: OpenFilter = {},
): Promise<StoredRun | undefined> {
  if (run !== undefined) return store.read(run)
  for await (const stored of store.newestFirst()) if (await hasOpenReject(stored, filter)) return stored
  return undefined
}

/**
 * The reject with the row of the file that was first pushed: a run of rejected rows numbers them anew, while its lines
 * stay those of the file.
 */
export function inFile<R extends Pick<StoredReject, 'row' | 'origin'>>(reject: R): R {
  return reject.origin === undefined ? reject : {...reject, row: reject.origin.row}
}

async function hasOpenReject(stored: StoredRun, filter: OpenFilter): Promise<boolean> {
  for await (const reject of readRejects(stored)) if (isOpen(reject, filter)) return true
  return false
}
