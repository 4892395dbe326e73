import type {SavedMapping} from '../mapping/mapping-types.js'
import {findUnfinished} from '../runs/find-resumable.js'
import type {RunRecord} from '../runs/run-record.js'
import {RunStore} from '../runs/run-store.js'
import type {PushFileRequest} from './push-file.js'

export interface LeftOut {
  /** The run that is resumed. */
  readonly run: string
  readonly columns: readonly string[]
}

/**
 * Columns that the resumed run left out by --ignore-unknown and that have a property by now, since HubSpot has a new
 * one or this version of the program knows another word for it: its rows would be sent otherwise than those before.
 * Undefined where there are none.
 */
export async function columnsLeftOut(
  {dirs, resume, map}: PushFileRequest,
  record: RunRecord,
): Promise<LeftOut | undefined> {
  if (resume === undefined || resume === false || record.source.path === undefined) return undefined
  const stored = await findUnfinished(
    new RunStore(dirs.data),
    record,
    typeof resume === 'object' ? resume.run : undefined,
  )
  if (stored === undefined) return undefined
  const [before, now] = [stored.record.mapping, record.mapping] as SavedMapping[]
  if (before?.ignoreUnknown !== true || now?.ignoreUnknown !== true) return undefined
  const named = new Set(map.map(({column}) => column))
  const columns = before.ignore.filter(column => !named.has(column) && now.map.some(rule => rule.column === column))
  return columns.length === 0 ? undefined : {run: stored.record.run, columns}
}
