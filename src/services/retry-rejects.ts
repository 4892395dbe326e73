import {AppError} from '../errors/app-error.js'
import {findObject} from '../hubspot/find-object.js'
import {listObjects} from '../hubspot/objects.js'
import type {SavedMapping} from '../mapping/mapping-types.js'
import type {BatchOutcome} from '../push/batch.js'
import {executeRun} from '../push/execute-run.js'
import {planMapping} from '../push/plan-push.js'
import type {PushSummary} from '../push/push-types.js'
import {findRunWithRejects} from '../rejects/find-run.js'
import {canRetry, type RetryFilter, rowsToRetry} from '../rejects/rows-to-retry.js'
import type {NextRun} from '../runs/previous-run.js'
import {readRejects} from '../runs/read-rejects.js'
import {ResolutionWriter} from '../runs/resolutions.js'
import {makeRunId} from '../runs/run-id.js'
import {lockRun} from '../runs/run-lock.js'
import type {RunRecord} from '../runs/run-record.js'
import {RunStore, type StoredRun} from '../runs/run-store.js'
import {type Connection, type ConnectRequest, connect} from '../services.js'
import {systemClock} from '../shared/system-clock.js'
import {followPreviousRun} from './follow-previous-run.js'
import type {PushFilePorts} from './push-file.js'
import {unlessStopped} from './unless-stopped.js'

export interface RetryRequest extends ConnectRequest, RetryFilter {
  /** Absent: the newest run that has open rejects. */
  readonly run?: string
  readonly waitLockMs: number
  readonly version: string
}

/** `rejects retry`: sends the stored rows of a run again, to its portal, with its mapping, as a run of its own. */
export function retryRejects(request: RetryRequest, ports: PushFilePorts): Promise<PushSummary> {
  return unlessStopped(ports.stop, async defer => {
    const store = new RunStore(request.dirs.data)
    const parent = await findRunWithRejects(store, request.run)
    await refuseWithoutRows(parent, request)
    const {portalId, object, profile} = parent.record
    refuseOtherPortal(parent.record, request)
    const connection = await connect({profile, ...request, portalId, signal: ports.stop})
    defer(() => connection.close())
    const record = retryRecord(parent.record, request.version)
    const next = {dataDir: request.dirs.data, portalId, objectTypeId: object.objectTypeId, run: record.run}
    const lock = await lockRun(next, {waitMs: request.waitLockMs, clock: systemClock, signal: ports.stop})
    defer(() => lock.release())
    const resolutions = await ResolutionWriter.open(parent.directory)
    defer(() => resolutions.close())
    return retryLocked({request, connection, parent, store, record, resolutions, next}, ports)
  })
}

interface RetryJob {
  readonly request: RetryRequest
  readonly connection: Connection
  readonly parent: StoredRun
  readonly store: RunStore
  readonly record: RunRecord
  readonly resolutions: ResolutionWriter
  readonly next: NextRun
}

async function retryLocked(job: RetryJob, ports: PushFilePorts): Promise<PushSummary> {
  const {request, connection, parent, store, record, resolutions, next} = job
  const {hubspot, account, profile, credential} = connection
  const object = findObject(record.object.objectTypeId, await listObjects(hubspot))
  const {mapping, properties} = await planMapping(record.mapping as SavedMapping, object, hubspot)
  const shown = {profile, object: object.name, key: record.key, file: record.source.name, ...account}
  await ports.confirm(shown)
  const directory = await store.create(record)
  ports.onEvent({type: 'started', ...shown, credential, run: record.run})
  await followPreviousRun(next, {...ports, store, clock: systemClock})
  const rejectedRows: number[] = []
  const rows = rowsToRetry(parent, request, row => rejectedRows.push(row))
  const resumeCommand = `hubspot-push rejects retry ${parent.record.run}`
  return executeRun(
    {record, directory, credential, mapping, properties, rows, bytesRead: () => 0, resumeCommand},
    {...ports, hubspot, clock: systemClock, onSettled: outcome => resolutions.add(resolved(outcome, record.run, rejectedRows))},
  )
}

/**
 * The rejects of the parent that this batch settled: a row that was refused again is open in this run from now on, and in no other,
 * so that writing it there leaves nothing behind. Takes as many from `rejectedRows` as the batch has rows.
 */
function resolved({settled}: BatchOutcome, run: string, rejectedRows: number[]) {
  const origins = rejectedRows.splice(0, settled.length)
  return settled.flatMap((outcome, index) => {
    const row = origins[index]
    return row !== undefined ? [{row, resolvedBy: {run, row: outcome.row}}] : []
  })
}

function retryRecord(parent: RunRecord, version: string): RunRecord {
  const now = systemClock.now()
  return {...parent, run: makeRunId(now, Math.random), createdAt: new Date(now).toISOString(), parent: parent.run, version}
}

/** The rows of one portal are never sent to another, whatever `--portal` and `--profile` name. */
function refuseOtherPortal({run, portalId}: RunRecord, {portalId: wanted}: RetryRequest): void {
  if (wanted === undefined || wanted === portalId) return
  const message = `Portal ${wanted} was asked for, but the rows of run ${run} belong to portal ${portalId}. Nothing was written.`
  throw new AppError('WRONG_PORTAL', message, {next: [`hubspot-push rejects ${run}`]})
}

async function refuseWithoutRows(parent: StoredRun, filter: RetryFilter): Promise<void> {
  for await (const reject of readRejects(parent)) if (canRetry(reject, filter)) return
  const {run} = parent.record
  throw new AppError('RUN_NOT_FOUND', `Run ${run} has no refused rows left that could be sent again.`, {
    next: [`hubspot-push rejects ${run}`],
  })
}
