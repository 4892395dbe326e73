import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import type {HubSpot} from '../../hubspot/call-types.js'
import {type Findings, RowPass} from '../../mapping/watch/row-pass.js'
import {type FindPorts, findRecords} from '../../push/archive/find-records.js'
import {planDeletes} from '../../push/archive/plan-deletes.js'
import {type PlannedIdOf, readPlannedIds} from '../../push/archive/planned-ids.js'
import {RowSpool} from '../../push/archive/row-spool.js'
import {type BatchRow, ROWS_UNDER_WAY} from '../../push/line/batch.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {NO_ROWS, type SourceRow, type Totals} from '../../rows/rows.js'
import {Tally} from '../../runs/journal/tally.js'
import type {StoredRun} from '../../runs/run-store.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import {screenDuplicates} from '../open/screen-duplicates.js'
import {reportNotes} from './warn-before-push.js'

export interface PreparedDeletes {
  /** As they would be after the run, if HubSpot refuses nothing; of a resumed run from its beginning. */
  readonly totals: Totals
  readonly byCode: Readonly<Record<string, number>>
  readonly findings: Findings
  /** The rows behind the checkpoint, as they are to be archived (`mapped`) or settled. */
  rows(): AsyncIterable<readonly BatchRow[]>
  /** Of the file, for progress: how much of it belongs to so many of its rows. */
  bytesOf(rows: number): number
}

export interface PreparePorts {
  readonly onEvent: (event: PushEvent) => void
  readonly stop: AbortSignal
  readonly defer: Defer
}

/**
 * Reads all rows of the file, and the record of each key, before anything is archived. The rows are kept on disk until
 * the process ends: standard input cannot be read twice.
 */
export async function prepareDeletes(
  {source, spec, connection, plan}: OpenedPush,
  {request, resumed}: {readonly request: OpenPushRequest; readonly resumed?: StoredRun | undefined},
  {onEvent, stop, defer}: PreparePorts,
): Promise<PreparedDeletes> {
  const {mapping, object} = plan
  const directory = await openScratchDirectory(request.dirs.cache)
  defer(() => rm(directory, {recursive: true, force: true}))
  const seen = await DiskKeyMap.create(join(directory, 'records'))
  defer(() => seen.delete())
  const spool = await RowSpool.create(join(directory, 'rows'))
  defer(() => spool.close())
  const {duplicates} = request
  const screen = await screenDuplicates({duplicates, source: spec, mapping, directory, defer})
  const shown = {portalId: connection.account.portalId, object: object.name, key: mapping.key, file: source.name}
  onEvent({type: 'examining', ...shown, ...(source.totalBytes !== undefined && {totalBytes: source.totalBytes})})
  const pass = new RowPass(mapping, {samples: true})
  const tally = tallyFrom(resumed)
  const mapRow = (row: SourceRow): BatchRow => (screen ?? same)(pass.mapRow(row))
  const totals = await planDeletes({
    ...{chunks: reportNotes(source, {onEvent}), settledRow: resumed?.checkpoint?.line.row ?? 0, stop},
    mapRow,
    onPassedOver: row => (screen === undefined ? pass.passOver(row) : void mapRow(row)), // a key may repeat behind it
    ...{key: mapping.key, seen, tally, ...plannedBefore(resumed)},
    find: rows => findRecords(rows, findPorts(connection.hubspot, {plan, onEvent, stop})),
    onPlanned: async rows => {
      await spool.add(rows)
      onEvent({type: 'settled', totals: {...tally.totals, written: 0, deleted: 0}, bytesRead: source.bytesRead()})
    },
  })
  const bytes = source.bytesRead()
  return {
    ...{totals, byCode: tally.byCode, findings: pass.findings(), rows: () => spool.chunks()},
    bytesOf: rows => (totals.read === 0 ? bytes : (bytes * rows) / totals.read),
  }
}

function same(row: BatchRow): BatchRow {
  return row
}

function tallyFrom(resumed: StoredRun | undefined): Tally {
  const {row = 0, totals = NO_ROWS, byCode = {}} = resumed?.checkpoint?.line ?? {}
  return new Tally({row, totals, byCode})
}

/** Rows far behind the checkpoint were not sent: if their records are archived, it was not by this run. */
function plannedBefore(resumed: StoredRun | undefined): {plannedBefore?: PlannedIdOf} {
  if (resumed === undefined) return {}
  const last = (resumed.checkpoint?.line.row ?? 0) + ROWS_UNDER_WAY
  const idOf = readPlannedIds(resumed.directory)
  return {plannedBefore: async row => (row <= last ? idOf(row) : undefined)}
}

function findPorts(
  hubspot: HubSpot,
  {plan, onEvent, stop}: Pick<PreparePorts, 'onEvent' | 'stop'> & Pick<OpenedPush, 'plan'>,
): FindPorts {
  const options = {
    signal: stop,
    onWaiting: (waiting: Extract<PushEvent, {type: 'waiting'}>['waiting']) => onEvent({type: 'waiting', waiting}),
  }
  return {hubspot, objectTypeId: plan.object.objectTypeId, idProperty: plan.mapping.key, options}
}
