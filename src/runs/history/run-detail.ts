import {objectOf} from '../../shared/json.js'
import type {JournalLine} from '../journal/journal-line.js'
import {readRejects} from '../journal/read-rejects.js'
import type {StoredRun} from '../run-store.js'
import {type RunSummary, summariseRun} from './run-summary.js'
import {readTimeline, type Timeline} from './run-timeline.js'

/** One run, as `runs RUN --json` shows it. No values of rows are in it. */
export interface RunDetail extends RunSummary {
  /** What the columns went to, in order of the file. */
  readonly mapping: readonly {readonly column: string; readonly property: string}[]
  readonly ignored: readonly string[]
  /** Why it stopped or failed; null where it did not. */
  readonly reason: JournalLine['reason'] | null
  readonly timeline: Timeline['points']
  readonly pauses: Timeline['pauses']
  /** Rejected rows that still are. */
  readonly open: number
  /** Of those, the ones that a later row of their key has overtaken. */
  readonly superseded: number
  /** HubSpot's, of refusals: the first of each code. */
  readonly correlationIds: readonly {readonly code: string; readonly correlationId: string}[]
  /** Where its files are. */
  readonly directory: string
}

const MOST_IDS_A_CODE = 3

export async function readRunDetail(stored: StoredRun, dataDir: string): Promise<RunDetail> {
  const {points, pauses} = await readTimeline(stored.directory)
  return {
    ...(await summariseRun(stored, dataDir)),
    ...mappingOf(stored.record.mapping),
    reason: stored.checkpoint?.line.reason ?? null,
    timeline: points,
    pauses,
    ...(await countRejects(stored)),
    directory: stored.directory,
  }
}

async function countRejects(stored: StoredRun): Promise<Pick<RunDetail, 'open' | 'superseded' | 'correlationIds'>> {
  let open = 0
  let superseded = 0
  const ids = new Map<string, Set<string>>()
  for await (const {code, correlationId, resolvedBy, supersededBy} of readRejects(stored)) {
    if (resolvedBy === undefined) open += 1
    if (resolvedBy === undefined && supersededBy !== undefined) superseded += 1
    const known = ids.get(code) ?? new Set()
    if (correlationId !== undefined && known.size < MOST_IDS_A_CODE) ids.set(code, known.add(correlationId))
  }
  const correlationIds = [...ids].flatMap(([code, known]) => [...known].map(correlationId => ({code, correlationId})))
  return {open, superseded, correlationIds}
}

/** The mapping is kept as mapping/ wrote it; whatever a later version keeps, its columns have these names. */
function mappingOf(mapping: unknown): Pick<RunDetail, 'mapping' | 'ignored'> {
  const {map, ignore} = objectOf(mapping)
  const columns = Array.isArray(map)
    ? map.map(({column, property}) => ({column: String(column), property: String(property)}))
    : []
  return {mapping: columns, ignored: Array.isArray(ignore) ? ignore.map(String) : []}
}
