import type {GoneCounts} from '../../rows/gone.js'
import {type LinkTotals, type ListCounts, type ListName, listCounts} from '../../rows/part-totals.js'
import {NO_ROWS, type Totals} from '../../rows/rows.js'
import {type ModeField, modeField, type OtherEndField} from '../../rows/run-mode.js'
import {defined} from '../../shared/defined.js'
import {type JournalRequests, NO_REQUESTS, type RunState} from '../journal/journal-line.js'
import {findRunUnderWay} from '../run-lock.js'
import type {RunRecord} from '../run-record.js'
import type {StoredRun} from '../run-store.js'
import {readUndone} from '../undone.js'

/** A run in the history, as `runs --json` shows it. Nothing of its rows is in it. */
export interface RunSummary extends ModeField, OtherEndField {
  readonly run: string
  /** `running` only while its process lives; one that was killed is `interrupted`. */
  readonly status: RunState
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** Of the last line of its journal; null where it has none. */
  readonly endedAt: string | null
  readonly profile: string
  readonly portalId: number
  readonly object: RunRecord['object']
  readonly key: string
  readonly file: string
  /** The run whose rejected rows it sent again; null for a push of a file. */
  readonly parent: string | null
  /** The run whose records it archived (`runs undo`); absent otherwise. */
  readonly undoes?: string
  /** The runs that archived what it created, the oldest first. Absent where there is none. */
  readonly undoneBy?: readonly string[]
  /** `--note`; null without. */
  readonly note: string | null
  readonly rows: Totals
  /** Absent where no row has links. */
  readonly links?: LinkTotals
  /** `--gone`: what became of records that have left the file. Absent without it. */
  readonly gone?: GoneCounts
  /** `--list`; absent without. */
  readonly list?: ListName & ListCounts
  readonly byCode: Readonly<Record<string, number>>
  /** By property; absent when there are none. */
  readonly notStored?: Readonly<Record<string, number>>
  readonly requests: JournalRequests
  readonly durationMs: number
  /** Null while it runs, and where it was killed. */
  readonly exitCode: number | null
}

export async function summariseRun(stored: StoredRun, dataDir: string): Promise<RunSummary> {
  const {record, checkpoint, directory} = stored
  const {run, createdAt, profile, portalId, object, key, mode, to, source, parent = null, undoes, note = null} = record
  const line = checkpoint?.line
  const undoneBy = await readUndone(directory)
  const {totals = NO_ROWS, byCode = {}, requests = NO_REQUESTS, durationMs = 0, exitCode = null, at = null} = line ?? {}
  return {
    run,
    status: await statusOf(stored, dataDir),
    createdAt,
    endedAt: at,
    profile,
    portalId,
    object,
    key,
    ...modeField(mode),
    ...defined({to}),
    file: source.name,
    parent,
    ...defined({undoes}),
    ...(undoneBy.length > 0 && {undoneBy}),
    note,
    ...defined({notStored: line?.notStored}),
    rows: totals,
    ...defined({links: line?.links, gone: line?.gone}),
    ...(record.list && {list: {...record.list, ...listCounts(line?.list)}}),
    byCode,
    requests,
    durationMs: Math.round(durationMs),
    exitCode,
  }
}

async function statusOf({record, checkpoint}: StoredRun, dataDir: string): Promise<RunState> {
  const state = checkpoint?.line.state ?? 'running'
  if (state !== 'running') return state
  const {run, portalId, object} = record
  const underWay = await findRunUnderWay({dataDir, portalId, objectTypeId: object.objectTypeId})
  return underWay === run ? 'running' : 'interrupted'
}
