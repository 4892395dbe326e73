import {join} from 'node:path'
import {type Clock, monotonicNow} from '../shared/clock.js'
import {writeFileAtomically} from '../shared/files/atomic-write.js'
import {readSmallFile} from '../shared/files/small-file.js'
import {doubtsNow} from './journal/stamp.js'
import type {RunStore, StoredRun} from './run-store.js'

/** Who is about to write; it must hold the lock of that portal and object. */
export interface NextRun {
  readonly dataDir: string
  readonly portalId: number
  readonly objectTypeId: string
  readonly run: string
}

/**
 * How long (ms) a request of the run before can still change a record; 0 when there was none, or when it is this very
 * run that goes on: that one looks after its own rows. A run that was cut off may have sent until a moment ago. Never
 * longer than `lateCommitMs`.
 */
export async function previousRunMayCommitFor(
  next: NextRun,
  store: RunStore,
  {clock, lateCommitMs}: LateCommits,
): Promise<number> {
  const name = nameIn(pathOf(next))
  if (name === '' || name === next.run) return 0
  const line = (await readIfThere(store, name))?.checkpoint?.line
  if (line === undefined) return 0 // the journal begins before the first request
  if (line.state === 'running') return lateCommitMs
  const nowMs = monotonicNow(clock)
  return Math.max(0, ...doubtsNow(line, clock, lateCommitMs).map(([, untilMs]) => untilMs - nowMs))
}

interface LateCommits {
  readonly clock: Clock
  /** How long after its end an attempt that was given up may still commit. */
  readonly lateCommitMs: number
}

/** From now on this is the run before. To be called when nothing of the former one can commit any more. */
export async function becomePreviousRun(next: NextRun): Promise<void> {
  await writeFileAtomically(pathOf(next), `${next.run}\n`)
}

/** Empty too where it cannot be read. */
function nameIn(path: string): string {
  try {
    return (readSmallFile(path) ?? '').trim()
  } catch {
    return ''
  }
}

async function readIfThere(store: RunStore, run: string): Promise<StoredRun | undefined> {
  return store.read(run).catch(() => undefined) // pruned: it ended long ago
}

function pathOf({dataDir, portalId, objectTypeId}: NextRun): string {
  return join(dataDir, 'locks', `${portalId}-${objectTypeId}.previous-run`)
}
