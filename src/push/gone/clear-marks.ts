import {MAX_INPUTS} from '../../hubspot/batch/batch-write.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import {lineGroups} from '../../runs/members/line-chunks.js'
import {keyOf, markOf} from '../../runs/members/member-line.js'
import type {Mark} from '../../runs/members/member-list.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import {ownOf} from '../../shared/named.js'
import {readSurely} from '../modes/read-persistently.js'
import type {ChangePorts, RecordUpdater} from './change-records.js'
import {AT_ONCE} from './find-gone.js'
import type {EarlierTargets, GoneTarget} from './target-file.js'

export interface ClearMarksPorts extends ChangePorts {
  /** The key property. */
  readonly idProperty: string
  readonly updater: Pick<RecordUpdater, 'update'>
  readonly marks: readonly Mark[]
  /** What an earlier process of the run was about to clear. */
  readonly earlier: EarlierTargets
  /** Before they are cleared: on disk when it resolves. */
  readonly keep: (targets: readonly GoneTarget[]) => Promise<void>
  readonly onRefused: (key: string, why: string) => void
  /** Whether rows may set the property, so that --only-changed may know a value of it. */
  readonly isMapped: (property: string) => boolean
  readonly stop: AbortSignal
}

/**
 * Clears the marks of members that came back, where the record still holds the very value: what others wrote since
 * stays. `returned`: the list's lines of them. Returns how many were cleared.
 */
export async function clearMarks(returned: string, ports: ClearMarksPorts): Promise<number> {
  let count = 0
  const clear = async (lines: readonly string[]): Promise<number> => {
    let cleared = 0
    for (const [mark, keys] of byMark(lines, ports.marks)) cleared += await clearMark(mark, keys, ports)
    return cleared
  }
  const bounds = {underWay: () => AT_ONCE, kept: AT_ONCE}
  for await (const cleared of mapConcurrent(lineGroups(returned, MAX_INPUTS), bounds, clear)) {
    ports.stop.throwIfAborted()
    count += cleared
  }
  return count
}

function byMark(lines: readonly string[], marks: readonly Mark[]): ReadonlyMap<Mark, readonly string[]> {
  const groups = new Map<Mark, string[]>()
  for (const line of lines) {
    const mark = marks[markOf(line)]
    if (mark !== undefined) groups.set(mark, [...(groups.get(mark) ?? []), keyOf(line)])
  }
  return groups
}

async function clearMark({property, value}: Mark, keys: readonly string[], ports: ClearMarksPorts): Promise<number> {
  const {hubspot, objectTypeId, idProperty, options, holds, updater, earlier, keep, isMapped, onRefused} = ports
  const query = {idProperty, properties: [property], ids: keys}
  const {found} = await readSurely(hubspot, objectTypeId, query, options)
  const marked: GoneTarget[] = []
  let count = 0
  for (const key of keys) {
    const record = found.get(normaliseKey(key))
    if (record === undefined || !isOwnRecord(key, record.properties, idProperty)) continue
    if (holds(property, ownOf(record.properties, property) ?? '', value)) marked.push({recordId: record.recordId, key})
    else if (earlier.recordIdOf(key) === record.recordId) count += 1
  }
  if (marked.length === 0) return count
  await keep(marked)
  const refused = await updater.update(marked, {[property]: ''}, {keepsOthers: !isMapped(property)})
  for (const {recordId, key} of marked) {
    const why = refused.get(recordId)
    if (why === undefined) count += 1
    else onRefused(key, why)
  }
  return count
}

/** An additional e-mail leads to somebody with another primary one. */
function isOwnRecord(key: string, properties: Readonly<Record<string, string>>, idProperty: string): boolean {
  if (idProperty !== 'email') return true
  return normaliseKey(ownOf(properties, 'email') ?? '') === normaliseKey(key)
}
