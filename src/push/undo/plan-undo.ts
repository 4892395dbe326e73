import type {StoredRecord} from '../../hubspot/batch/batch-read.js'
import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import {CONTACT_EMAIL} from '../../hubspot/portal/standard-objects.js'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import type {MappedRow, Reject} from '../../rows/rows.js'
import type {CreatedRecord} from '../../runs/created/read-created.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import {plannedRow} from '../archive/planned-row.js'
import type {BatchRow} from '../line/batch.js'
import {readSurely} from '../modes/read-persistently.js'
import {mergedMessage, readSurvivors} from '../modes/read-record-ids.js'
import {judgeHistories, type LeftAsItIs, type RunMarks} from './history-rules.js'
import type {LinkKinds} from './link-kinds.js'
import {judgeLinks} from './link-rules.js'
import type {MadeLinks} from './made-links.js'

export interface PlanUndoPorts {
  readonly hubspot: HubSpot
  readonly objectTypeId: string
  readonly options: CallOptions
  readonly marks: RunMarks
  /** Internal names of the properties whose histories are looked at: those that can be written. */
  readonly properties: readonly string[]
  readonly kinds: LinkKinds
  readonly madeLinks: MadeLinks
  /** Whether an attempt may still change what this row of the run has made. */
  readonly isInDoubt: (row: number) => boolean
  /** Record id → its place; as many as a run has, so on disk. */
  readonly seen: {get(recordId: string): number | undefined; set(recordId: string, place: number): void}
  readonly stop: AbortSignal
}

/** Links are read for so many records at once. */
const CHUNK = 1000
const READS_AT_ONCE = 4

/** Properties of a record that was merged with others: their ids. */
const MERGED = 'hs_merged_object_ids'

/**
 * What becomes of each record that a run has made, one row a record, in their order: to be archived (`mapped`, with its
 * id), left as it is (`reject`), or no longer there (`unchanged`). Reads alone. Throws the reason of `stop`.
 */
export async function* planUndo(
  created: AsyncIterable<readonly CreatedRecord[]>,
  ports: PlanUndoPorts,
): AsyncGenerator<readonly BatchRow[], void, undefined> {
  let place = 0
  const chunks = chunked(unique(created, ports))
  const bounds = {underWay: () => READS_AT_ONCE, kept: READS_AT_ONCE}
  for await (const judged of mapConcurrent(chunks, bounds, chunk => judgeChunk(chunk, ports))) {
    ports.stop.throwIfAborted()
    yield judged.map(each => {
      place += 1
      return rowOf(each, place, ports)
    })
  }
}

/** A resumed run may have noted a record twice. */
async function* unique(
  created: AsyncIterable<readonly CreatedRecord[]>,
  {seen}: PlanUndoPorts,
): AsyncGenerator<CreatedRecord, void, undefined> {
  for await (const records of created)
    for (const record of records) {
      if (seen.get(record.recordId) !== undefined) continue
      seen.set(record.recordId, record.row)
      yield record
    }
}

async function* chunked(
  records: AsyncIterable<CreatedRecord>,
): AsyncGenerator<readonly CreatedRecord[], void, undefined> {
  let chunk: CreatedRecord[] = []
  for await (const record of records) {
    chunk.push(record)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** A record of the run. `found` is absent where there is none any more; `left`: why it stays. */
interface Judged {
  readonly recordId: string
  readonly found?: StoredRecord
  readonly left?: LeftAsItIs
}

async function judgeChunk(records: readonly CreatedRecord[], ports: PlanUndoPorts): Promise<readonly Judged[]> {
  const {hubspot, objectTypeId, options, marks, properties} = ports
  const ids = records.map(({recordId}) => recordId)
  const query = {properties: [marks.key, MERGED, CONTACT_EMAIL.additional], histories: properties, ids}
  const {found} = await readSurely(hubspot, objectTypeId, query, options)
  const missing = ids.filter(id => !found.has(id))
  const survivors = missing.length === 0 ? new Map() : await readSurvivors(hubspot, objectTypeId, missing, options)
  const judged = records.map((record): Judged => {
    const {recordId} = record
    const stored = found.get(recordId)
    const survivor = survivors.get(recordId)
    if (survivor !== undefined)
      return {recordId, left: {code: 'MERGED_RECORD', message: mergedMessage(recordId, survivor)}}
    if (stored === undefined) return {recordId}
    const left = judgeRecord(record, stored, ports)
    return left === undefined ? {recordId, found: stored} : {recordId, found: stored, left}
  })
  return judgeLinked(judged, ports)
}

function judgeRecord(
  {row, isSure}: CreatedRecord,
  record: StoredRecord,
  {marks, isInDoubt}: PlanUndoPorts,
): LeftAsItIs | undefined {
  const merged = record.properties[MERGED]
  if (merged !== undefined)
    return {code: 'MERGED_RECORD', message: `Other records were merged into it since: ${merged.replaceAll(';', ', ')}.`}
  if (!isSure)
    return {code: 'IN_DOUBT', message: 'HubSpot’s reply was lost: no reply says that the run created this record.'}
  if (isInDoubt(row)) return {code: 'IN_DOUBT', message: `Whether row ${row} was written again is not known.`}
  return judgeHistories(record, marks)
}

/** Only of records that would go: most requests are for them. */
async function judgeLinked(judged: readonly Judged[], {kinds, madeLinks}: PlanUndoPorts): Promise<readonly Judged[]> {
  const open = judged.filter(({found, left}) => found !== undefined && left === undefined)
  const read = await kinds.read(open.map(({recordId}) => recordId))
  return judged.map(each => {
    if (each.found === undefined || each.left !== undefined) return each
    for (const {kind, links} of read) {
      const own = madeLinks.of(each.recordId, kind.objectTypeId)
      const left = judgeLinks(links.get(each.recordId) ?? new Map(), own, kind.singularLabel.toLowerCase())
      if (left !== undefined) return {...each, left}
    }
    return each
  })
}

function rowOf({recordId, found, left}: Judged, place: number, {marks}: PlanUndoPorts): BatchRow {
  const key = found?.properties[marks.key] ?? recordId
  const at = {row: place, line: place, key}
  if (left !== undefined) return rejectOf(at, recordId, left)
  if (found === undefined) return {kind: 'unchanged', ...at}
  const others = (found.properties[CONTACT_EMAIL.additional] ?? '').split(';').filter(each => each !== '')
  const row: MappedRow = {
    ...{kind: 'mapped', ...at, orderKey: orderKeyOf(key), properties: {}},
    record: {[RECORD_ID]: recordId},
  }
  return plannedRow(row, recordId, others)
}

function rejectOf(at: Pick<Reject, 'row' | 'line' | 'key'>, recordId: string, left: LeftAsItIs): Reject {
  return {kind: 'reject', ...at, ...left, attempts: 0, existingId: recordId, record: {[RECORD_ID]: recordId}}
}
