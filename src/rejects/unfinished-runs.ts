import type {RunRecord} from '../runs/run-record.js'
import type {RunStore, StoredRun} from '../runs/run-store.js'
import {isSameTarget} from './superseding.js'

/**
 * Runs that may have written, without knowing it, what is newer than the rejects of a run: they, or the run itself, did
 * not finish, so what they had under way at their end was never settled. Newest first.
 */
export async function findUnfinishedSince(store: RunStore, {record}: StoredRun): Promise<string[]> {
  const found: string[] = []
  for await (const stored of store.newestFirst()) {
    if (isUnfinished(stored, record)) found.push(stored.record.run)
    if (stored.record.run === record.run) break
  }
  return found
}

function isUnfinished(stored: StoredRun, record: RunRecord): boolean {
  const {record: other, checkpoint} = stored
  const mayHaveSent = other.checkOnly !== true && other.parent === undefined && checkpoint !== undefined
  return mayHaveSent && isSameTarget(other, record) && checkpoint.line.state !== 'finished'
}

/** For people, before anything is sent. */
export function unfinishedWarning(runs: readonly string[]): string {
  const which =
    runs.length === 1
      ? `Run ${runs[0]} did not finish`
      : `${runs.length} runs did not finish, the newest of them ${runs[0]}`
  return `${which}: what it sent last may be newer than the rows sent here, and is not remembered. Going on with it first (push with --resume-run ${runs[0]}) settles that.`
}
