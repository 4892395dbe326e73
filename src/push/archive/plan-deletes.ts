import type {MappedRow, Reject, Skip, Totals} from '../../rows/rows.js'
import type {Tally} from '../../runs/journal/tally.js'
import {mapConcurrent} from '../../shared/map-concurrent.js'
import {BATCH_LIMITS, type Batch, type BatchRow} from '../line/batch.js'
import {batchRows} from '../line/batch-rows.js'
import {type MapRowsPorts, mapRows} from '../line/map-rows.js'
import {mergedMessage} from '../modes/read-record-ids.js'
import type {KeyedRow, KeyTarget} from './find-records.js'
import type {PlannedId, PlannedIdOf} from './planned-ids.js'
import {plannedRow} from './planned-row.js'
import {archivedAck} from './settle-archived.js'

export interface PlanDeletesPorts extends MapRowsPorts {
  /** The key property, for messages. */
  readonly key: string
  readonly find: (rows: readonly KeyedRow[]) => Promise<ReadonlyMap<string, KeyTarget>>
  /** Record id → the first row that names it; as many as a file has, so on disk. */
  readonly seen: {get(recordId: string): number | undefined; set(recordId: string, row: number): void}
  /** Counts each row as a run without a refusal would. */
  readonly tally: Tally
  /** What an earlier process of the run may have archived, by row. */
  readonly plannedBefore?: PlannedIdOf
  /** After each batch: its rows as they are to be archived (`mapped`, with their record ids) or settled. */
  readonly onPlanned: (rows: readonly BatchRow[]) => Promise<void>
}

/** Reads in flight at once: HubSpot's pace is the limit, not this. */
const READS_AT_ONCE = 8

/**
 * Reads the keys of all rows, and decides about each row before the first record is archived. Of rows that lead to one
 * record the first archives it; the others, and those whose key leads nowhere, are unchanged.
 * Throws the reason of `stop`.
 */
export async function planDeletes(ports: PlanDeletesPorts): Promise<Totals> {
  const {find, tally, stop, onPlanned} = ports
  const read = async (batch: Batch) => ({batch, targets: await find(batch.rows.filter(isMapped))})
  const batches = batchRows(mapRows(ports), BATCH_LIMITS)
  const bounds = {underWay: () => READS_AT_ONCE, kept: READS_AT_ONCE}
  for await (const {batch, targets} of mapConcurrent(batches, bounds, read)) {
    const planned: BatchRow[] = []
    for (const row of batch.rows) planned.push(isMapped(row) ? await planRow(row, targets.get(row.key), ports) : row)
    for (const row of planned) tally.add(isMapped(row) ? archivedAck(row) : row)
    await onPlanned(planned)
  }
  stop.throwIfAborted()
  return tally.totals
}

function isMapped(row: BatchRow): row is MappedRow {
  return row.kind === 'mapped'
}

async function planRow(
  row: MappedRow,
  target: KeyTarget | undefined,
  {key, seen, plannedBefore}: PlanDeletesPorts,
): Promise<BatchRow> {
  if (target === undefined) throw new Error(`The key of row ${row.row} was not read: this is a bug in hubspot-push.`)
  const before = await plannedBefore?.(row.row)
  const now = target.kind === 'absent' && before !== undefined ? targetOf(before) : target
  if (now.kind === 'additional-email' || now.kind === 'merged') return rejectOfTarget(row, now, key)
  if (now.kind === 'absent' || (seen.get(now.recordId) ?? row.row) !== row.row) return unchangedRow(row)
  seen.set(now.recordId, row.row)
  return plannedRow(row, now.recordId, now.otherKeys)
}

/** What the key led to before this run, as far as it went, archived its record. */
function targetOf({recordId, code}: PlannedId): KeyTarget {
  if (code === 'NOT_PRIMARY_EMAIL') return {kind: 'additional-email', recordId}
  return code === 'MERGED_RECORD' ? {kind: 'merged', survivorId: recordId} : {kind: 'record', recordId}
}

/** Of a row whose key leads to no record, or to one that an earlier row archives. */
export function unchangedRow({row, line, key}: MappedRow): Skip {
  return {kind: 'unchanged', row, line, key}
}

type WrongRecord = Extract<KeyTarget, {kind: 'additional-email' | 'merged'}>

/** Of a row whose key leads to a record that is not its own. */
export function rejectOfTarget({row, line, key, record}: MappedRow, target: WrongRecord, property: string): Reject {
  const place = {kind: 'reject', row, line, key, property, value: key, attempts: 0, record} as const
  return target.kind === 'merged'
    ? {...place, code: 'MERGED_RECORD', message: mergedMessage(key, target.survivorId), existingId: target.survivorId}
    : {...place, code: 'NOT_PRIMARY_EMAIL', message: additionalMessage(key, target), existingId: target.recordId}
}

function additionalMessage(key: string, {primary, recordId}: WrongRecord & {kind: 'additional-email'}): string {
  const whose = primary === undefined ? 'which has another primary one' : `whose primary one is ${primary}`
  return `${key} is an additional e-mail of contact ${recordId}, ${whose}. The contact was not archived.`
}
