import {readdir, realpath, rm} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import type {Clock} from '../../shared/clock.js'
import {findRunUnderWay, lockRun} from '../run-lock.js'
import {runDirectory} from '../run-paths.js'
import {compareMembers} from './compare-members.js'
import {type ListState, readListState} from './member-list.js'
import {memberLogPath} from './member-paths.js'

/** A member list, as `runs gone --json` shows it. No key is in it. */
export interface ListSummary extends Pick<ListState, 'source' | 'portalId' | 'object' | 'key' | 'since'> {
  /** With those that runs added which were stopped. */
  readonly members: number
  readonly marked: number
  /** Whether a complete run has held it; before that nothing is archived because of it. */
  readonly isComplete: boolean
  /** The run that changed it last, and when (ISO 8601, UTC); null before the first one has finished. */
  readonly lastRun: string | null
  readonly lastRunAt: string | null
  /** Runs that were stopped, and can be resumed. */
  readonly unfinished: readonly string[]
}

export interface FoundList {
  readonly directory: string
  readonly state: ListState
}

interface ListQuery {
  /** A name, or the path of a file; absent: all. */
  readonly source?: string | undefined
  /** Name or type id. */
  readonly object?: string | undefined
  readonly portalId?: number | undefined
  /** Name of the key property. */
  readonly key?: string | undefined
}

/** The lists of a data directory, the sandbox's too, by source. */
export async function findLists(dataDir: string, query: ListQuery): Promise<FoundList[]> {
  const found: FoundList[] = []
  for (const parent of [join(dataDir, 'gone'), join(dataDir, 'sandbox', 'gone')]) {
    for (const portal of await namesIn(parent)) {
      for (const name of await namesIn(join(parent, portal))) {
        const directory = join(parent, portal, name)
        const state = await readListState(directory)
        if (state !== undefined && (await matches(state, query))) found.push({directory, state})
      }
    }
  }
  return found.sort((one, other) => (one.state.source < other.state.source ? -1 : 1))
}

async function matches(state: ListState, {source, object, portalId, key}: ListQuery): Promise<boolean> {
  const isOfSource = source === undefined || state.source === source || state.source === (await pathOf(source))
  const {name, objectTypeId} = state.object
  const names = [name, name.replace(/s$/, ''), objectTypeId]
  const isOfObject = object === undefined || names.includes(object.toLowerCase())
  const isOfPlace = (portalId ?? state.portalId) === state.portalId && (key ?? state.key) === state.key
  return isOfSource && isOfObject && isOfPlace
}

/** The file may be gone; what follows its `#` is a sheet of it. */
async function pathOf(source: string): Promise<string> {
  const path = resolve(source)
  const [, file = path, sheet = ''] = /^(.+)(#[^#]*)$/su.exec(path) ?? []
  return realpath(path).catch(() =>
    realpath(file).then(
      real => `${real}${sheet}`,
      () => path,
    ),
  )
}

interface SummaryOptions {
  readonly dataDir: string
  /** For a comparison. */
  readonly scratch: string
  readonly orderKeyOf: (key: string) => string
}

export async function summariseList({state, directory}: FoundList, options: SummaryOptions): Promise<ListSummary> {
  const {source, portalId, object, key, since, marked, isComplete, pending, last} = state
  const underWay = await findRunUnderWay({dataDir: options.dataDir, portalId, objectTypeId: object.objectTypeId})
  const unfinished = pending.filter(run => run !== underWay)
  return {
    ...{source, portalId, object, key, since},
    members: unfinished.length === 0 ? state.members : await membersWith(unfinished, {state, directory}, options),
    ...{marked, isComplete, lastRun: last?.run ?? null, lastRunAt: last?.at ?? null, unfinished},
  }
}

async function membersWith(
  runs: readonly string[],
  {state, directory}: FoundList,
  {dataDir, scratch, orderKeyOf}: SummaryOptions,
): Promise<number> {
  const list = state.file === undefined ? [] : [join(directory, state.file.name)]
  const log = runs.map(run => memberLogPath(runDirectory(dataDir, run)))
  const {counts} = await compareMembers({list, log, directory: scratch, orderKeyOf})
  return counts.members + counts.left
}

/** The next run of its source only remembers. Throws AppError LOCKED while a run writes to the object. */
export async function forgetList({state, directory}: FoundList, dataDir: string, clock: Clock): Promise<void> {
  const {portalId, object} = state
  const target = {dataDir, portalId, objectTypeId: object.objectTypeId, run: 'runs gone'}
  const lock = await lockRun(target, {waitMs: 0, clock})
  try {
    await rm(directory, {recursive: true, force: true})
  } finally {
    await lock.release()
  }
}

async function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch(() => [])
}
