import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {writeFileAtomically} from '../shared/atomic-write.js'
import type {RunStore, StoredRun} from './run-store.js'

/** Who is about to write; it must hold the lock of that portal and object. */
export interface NextRun {
  readonly dataDir: string
  readonly portalId: number
  readonly objectTypeId: string
  readonly run: string
}

/**
 * When (ms since the epoch) no request of the run before can change a record any more; 0 when there was none, or when it is this very
 * run that goes on: that one looks after its own rows. A run that was cut off may have sent until a moment ago.
 */
export async function previousRunMayCommitUntil(next: NextRun, store: RunStore, {ifCutOffMs}: {ifCutOffMs: number}): Promise<number> {
  const name = (await readFile(pathOf(next), 'utf8').catch(() => '')).trim()
  if (name === '' || name === next.run) return 0
  const line = (await readIfThere(store, name))?.checkpoint?.line
  if (line === undefined) return 0 // the journal begins before the first request
  if (line.state === 'running') return ifCutOffMs
  return Math.max(0, ...(line.doubts ?? []).map(([, untilMs]) => untilMs))
}

/** From now on this is the run before. To be called when nothing of the former one can commit any more. */
export async function becomePreviousRun(next: NextRun): Promise<void> {
  await writeFileAtomically(pathOf(next), `${next.run}\n`)
}

async function readIfThere(store: RunStore, run: string): Promise<StoredRun | undefined> {
  return store.read(run).catch(() => undefined) // pruned: it ended long ago
}

function pathOf({dataDir, portalId, objectTypeId}: NextRun): string {
  return join(dataDir, 'locks', `${portalId}-${objectTypeId}.previous-run`)
}
