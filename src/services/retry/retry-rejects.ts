import {basename} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {ours, type Run, say} from '../../errors/next-step.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import type {MappingFile} from '../../mapping-files/mapping-file.js'
import {checkList} from '../../push/plan/plan-list.js'
import {planMapping} from '../../push/plan/plan-push.js'
import {executeRun} from '../../push/run/execute-run.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import type {DecideRow} from '../../rejects/fix/fix-row.js'
import {findRunWithRejects, isOpen, type OpenFilter} from '../../rejects/open-rejects.js'
import {marksOfRejects} from '../../rejects/retry/known-marks.js'
import {supersededWarning} from '../../rejects/retry/retry-rows.js'
import {findUnfinishedSince, openSuperseding, unfinishedWarning} from '../../rejects/retry/superseding.js'
import {modeField} from '../../rows/run-mode.js'
import {readRejects} from '../../runs/journal/read-rejects.js'
import type {NextRun} from '../../runs/previous-run.js'
import {ResolutionWriter} from '../../runs/resolutions.js'
import {lockRunFiles} from '../../runs/run-files-lock.js'
import {makeRunId} from '../../runs/run-id.js'
import {lockRun} from '../../runs/run-lock.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import {type Connection, type ConnectRequest, connect} from '../portal/connect.js'
import {openChanges} from '../push/open-changes.js'
import type {PushFilePorts} from '../push/push-request.js'
import {type Fence, fenceOf, followPreviousRun, holdRun, unlessStopped} from '../push/start-run.js'
import {reportWait} from '../push/warn-before-push.js'
import {openRetry, type RetryReading} from './open-retry.js'
import {remapRetry} from './remap-retry.js'
import {resolveRetried} from './resolve-retried.js'

export interface RetryRequest extends ConnectRequest, OpenFilter {
  /** Absent: the newest run that has open rejects. */
  readonly run?: string
  /** A corrected export. */
  readonly from?: string
  /** What was said of that file. */
  readonly reading?: RetryReading
  /** How dates and numbers of the rows are written, where other than the run had it. */
  readonly formats?: NonNullable<SavedMapping['formats']>
  /** What to do with each reject; without it all are sent as they are. */
  readonly decide?: DecideRow
  /** `--mapping`, and the path it was read from. */
  readonly mapping?: {readonly path: string; readonly file: MappingFile}
  readonly waitLockMs: number
  readonly version: string
  /** The command that sends what is still open, with the run's name. */
  readonly retryCommand: (run: string) => Run
}

/** `rejects retry`: sends rejected rows of a run again, to its portal, with its mapping, as a run of its own. */
export function retryRejects(request: RetryRequest, ports: PushFilePorts): Promise<PushSummary> {
  return unlessStopped(ports.stop, async defer => {
    const store = new RunStore(request.dirs.data)
    const parent = await findRunWithRejects(store, request.run, request)
    forbidDeletes(parent.record)
    await forbidWithoutRows(parent, request)
    const {portalId, object, profile} = parent.record
    forbidOtherPortal(parent.record, request)
    const connection = await connect({profile, ...request, portalId, signal: ports.stop})
    defer(() => connection.close())
    const run = makeRunId(systemClock.now(), Math.random)
    const next = {dataDir: request.dirs.data, portalId, objectTypeId: object.objectTypeId, run}
    const lock = await lockRun(next, {
      waitMs: request.waitLockMs,
      clock: systemClock,
      signal: ports.stop,
      onWait: (holder, staleInMs) => reportWait(holder, staleInMs, ports),
    })
    defer(() => lock.release())
    const {guard, hubspot} = fenceOf(lock, connection.hubspot)
    const files = await lockRunFiles((await store.read(parent.record.run)).directory, systemClock, ports.stop)
    defer(() => files.release())
    const job = {
      request,
      connection: {...connection, hubspot},
      parent: await store.read(parent.record.run),
      store,
      next,
      lock,
      defer,
    }
    return retryLocked(job, {...ports, guard})
  })
}

interface RetryJob {
  readonly request: RetryRequest
  readonly connection: Connection
  readonly parent: StoredRun
  readonly store: RunStore
  readonly next: NextRun
  readonly lock: FileLock
  readonly defer: Defer
}

async function retryLocked(job: RetryJob, ports: PushFilePorts & Pick<Fence, 'guard'>): Promise<PushSummary> {
  const {request, connection, parent, store, next, lock, defer} = job
  const {dataDir} = next
  const {hubspot, account, profile, credential} = connection
  const {from, reading, formats} = request
  const retry = await openRetry(
    {parent, filter: request, dataDir, isNamed: request.run !== undefined, ...defined({from, reading})},
    defer,
  )
  const objects = await listObjects(hubspot)
  const object = findObject(parent.record.object.objectTypeId, objects)
  const remapping = {...retry, object, objects, run: parent.record.run}
  const mapped = request.mapping === undefined ? retry.asked : remapRetry({...remapping, file: request.mapping.file})
  const asked = formats === undefined ? mapped : {...mapped, formats: {...mapped.formats, ...formats}}
  const {mapping, properties} = await planMapping(asked, object, hubspot)
  const drawn: RunRecord = {
    ...retryRecord(parent.record, {...request, run: next.run}),
    ...retry.source,
    mapping: mapping.saved,
  }
  const shown = {
    profile,
    object: object.name,
    key: drawn.key,
    ...modeField(drawn.mode),
    ...defined({to: drawn.to}),
    file: drawn.source.name,
    ...account,
  }
  if (parent.record.list !== undefined) await checkList(parent.record.list, object, hubspot)
  const unfinished = await findUnfinishedSince(store, parent)
  const doubts = unfinished.length === 0 ? [] : [unfinishedWarning(unfinished)]
  for (const message of doubts) ports.onEvent({type: 'warning', message})
  await ports.confirm(shown)
  const directory = await store.create(drawn)
  const record = {...drawn, run: basename(directory)}
  const {run} = record
  await holdRun({store, directory, lock, defer}, record, ports)
  ports.onEvent({type: 'started', ...shown, apiHost: connection.apiHost, credential, run})
  await followPreviousRun({...next, run}, {...ports, store, clock: systemClock})
  const resolutions = await ResolutionWriter.open(parent.directory)
  defer(() => resolutions.close())
  const superseding = await openSuperseding({dataDir, record, defer})
  const {beforeSettle, onSettled} = resolveRetried({retry, superseding, resolutions, run, dataDir})
  const {rows, bytesRead, screen, leftOut} = retry
  const changes = await openChanges({...request, profile, record, defer})
  const marks = await marksOfRejects(parent, mapping, request.mapping !== undefined || formats !== undefined)
  const summary = await executeRun(
    {
      record,
      directory,
      credential,
      mapping,
      object,
      properties,
      rows,
      bytesRead,
      resumeCommand: request.retryCommand(parent.record.run),
      options: {
        beforeSettle,
        marks,
        ...(screen && {screen: row => screen(row, mapping)}),
        ...defined({changes, leftOut}),
        storeValues: record.storeValues ?? true,
      },
    },
    {...ports, hubspot, clock: systemClock, onSettled},
  )
  const warnings = [...doubts, ...(summary.warnings ?? []), ...retry.warnings()]
  const look = (leftOut?.() ?? 0) > 0 ? [ours(['rejects', parent.record.run], 'lists its open rows')] : []
  return {...summary, next: [...summary.next, ...look], ...(warnings.length > 0 && {warnings})}
}

/** Without what was said of the file alone. */
function retryRecord(parent: RunRecord, {run, version}: {run: string; version: string}): RunRecord {
  const {duplicates: _duplicates, written: _written, checkOnly: _checkOnly, header: _header, ...kept} = parent
  return {...kept, run, createdAt: new Date(systemClock.now()).toISOString(), parent: parent.run, version}
}

/** The rows of one portal are never sent to another, whatever `--portal` and `--profile` name. */
function forbidOtherPortal({run, portalId}: RunRecord, {portalId: wanted}: RetryRequest): void {
  if (wanted === undefined || wanted === portalId) return
  const message = `--portal is ${wanted}, but the rows of run ${run} belong to portal ${portalId}. Nothing was written.`
  throw new AppError('WRONG_PORTAL', message, {next: [ours(['rejects', run])]})
}

/** Rows that were to archive records are read, counted and asked about again: that is a push of its own. */
function forbidDeletes({run, mode}: RunRecord): void {
  if (mode !== 'delete') return
  throw new AppError(
    'USAGE',
    `Run ${run} archived records (--mode delete), so its rejected rows are not sent again here.`,
    {
      next: [
        ours(['rejects', 'export', run, '--output', 'fixed.csv']),
        say('the same push of the corrected file', 'with --mode delete'),
      ],
    },
  )
}

async function forbidWithoutRows(parent: StoredRun, request: RetryRequest): Promise<void> {
  let superseded = 0
  for await (const reject of readRejects(parent)) {
    if (reject.record === undefined && request.from === undefined) continue
    if (isOpen(reject, request)) return
    if (isOpen(reject, {...request, includeSuperseded: true})) superseded += 1
  }
  const {run} = parent.record
  const why = superseded === 0 ? '' : ` ${supersededWarning(superseded)}`
  throw new AppError('RUN_NOT_FOUND', `Run ${run} has no rejected rows left to send again.${why}`, {
    next: [ours(['rejects', run])],
  })
}
