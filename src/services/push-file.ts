import {resolve} from 'node:path'
import {fingerprintFile} from '../input/fingerprint.js'
import {openSource} from '../input/open-source.js'
import type {Source, SourceFormat} from '../input/source.js'
import {executeRun} from '../push/execute-run.js'
import {type PlanRequest, type PushPlan, planPush} from '../push/plan-push.js'
import type {PushEvent, PushSummary} from '../push/push-types.js'
import {findResumable} from '../runs/find-resumable.js'
import {makeRunId} from '../runs/run-id.js'
import {lockRun} from '../runs/run-lock.js'
import type {RunRecord, RunSource} from '../runs/run-record.js'
import {RunStore, type StoredRun} from '../runs/run-store.js'
import type {ConnectRequest} from '../services.js'
import {connect} from '../services.js'
import {systemClock} from '../shared/system-clock.js'
import {inChunks} from './in-chunks.js'

export interface PushFileRequest extends ConnectRequest, PlanRequest {
  /** `-` for standard input. */
  readonly file: string
  readonly format?: SourceFormat
  /** Go on with the newest stopped run of this job, where there is one. */
  readonly resume: boolean
  /** The command as typed, with --resume. */
  readonly resumeCommand: string
  readonly version: string
}

/** What is about to be written, for the question before the first write. */
export interface PushQuestion {
  readonly portalId: number
  readonly profile: string
  readonly object: string
  readonly key: string
  readonly file: string
}

export interface PushFilePorts {
  readonly onEvent: (event: PushEvent) => void
  /** Throws AppError CANCELLED for a no. */
  readonly confirm: (question: PushQuestion) => Promise<void>
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

/** `push FILE`: from the open file to the summary. What can be known without HubSpot is checked first, then all that needs no write. */
export async function pushFile(request: PushFileRequest, ports: PushFilePorts): Promise<PushSummary> {
  const source = await openSource({path: request.file, ...(request.format && {format: request.format})})
  try {
    const connection = await connect(request)
    try {
      const plan = await planPush(request, source, connection.hubspot)
      const job: Job = {request, source, connection, plan, store: new RunStore(request.dirs.data)}
      const {object} = plan
      const lock = await lockRun(request.dirs.data, {portalId: connection.account.portalId, objectTypeId: object.objectTypeId}, systemClock)
      try {
        return await pushLocked(job, ports)
      } finally {
        await lock.release()
      }
    } finally {
      await connection.close()
    }
  } finally {
    await source.close()
  }
}

interface Job {
  readonly request: PushFileRequest
  readonly source: Source
  readonly connection: Awaited<ReturnType<typeof connect>>
  readonly plan: PushPlan
  readonly store: RunStore
}

async function pushLocked(job: Job, ports: PushFilePorts): Promise<PushSummary> {
  const {request, source, connection, plan, store} = job
  const record = newRecord(job, await describeSource(request, source))
  const resumed = request.resume ? await findResumable(store, record) : undefined
  const shown = {...connection.account, profile: connection.profile, object: plan.object.name, key: plan.mapping.key, file: source.name}
  await ports.confirm(shown)
  const {record: started = record, directory = await store.create(record)} = resumed ?? {}
  ports.onEvent({type: 'started', ...startedEvent(job, started, resumed)})
  if (request.resume && resumed === undefined)
    ports.onEvent({type: 'warning', message: 'There is no stopped run to go on with: this is a new one.'})
  if (request.file === '-') ports.onEvent({type: 'warning', message: STDIN_WARNING})
  const run = {record: started, directory, mapping: plan.mapping, properties: plan.properties, ...(resumed && {resumed})}
  const rows = {rows: inChunks(source.rows), bytesRead: () => source.bytesRead()}
  return executeRun(
    {...run, ...rows, ...(request.file === '-' ? {} : {resumeCommand: request.resumeCommand})},
    {hubspot: connection.hubspot, clock: systemClock, ...ports},
  )
}

const STDIN_WARNING = 'Rows come from standard input: if this run stops, it cannot be resumed; run the whole pipeline again.'

function newRecord({request, connection, plan, source}: Job, runSource: RunSource): RunRecord {
  const {object, mapping} = plan
  return {
    format: 1,
    run: makeRunId(systemClock.now(), Math.random),
    createdAt: new Date(systemClock.now()).toISOString(),
    profile: connection.profile,
    portalId: connection.account.portalId,
    object: {name: object.name, objectTypeId: object.objectTypeId},
    key: mapping.key,
    source: runSource,
    ...(source.header && {header: source.header}),
    mapping: mapping.saved,
    version: request.version,
  }
}

async function describeSource(request: PushFileRequest, source: Source): Promise<RunSource> {
  const {name, format} = source
  if (request.file === '-') return {name, format}
  return {name, format, path: resolve(request.file), fingerprint: await fingerprintFile(request.file)}
}

function startedEvent({connection, plan, source}: Job, record: RunRecord, resumed: StoredRun | undefined) {
  const {account, profile, credential} = connection
  return {
    run: record.run,
    portalId: account.portalId,
    uiDomain: account.uiDomain,
    profile,
    credential,
    object: plan.object.name,
    key: plan.mapping.key,
    file: source.name,
    ...(source.totalBytes === undefined ? {} : {totalBytes: source.totalBytes}),
    ...(resumed?.checkpoint && {resumedAfterRow: resumed.checkpoint.line.row}),
  }
}
