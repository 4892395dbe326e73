import {basename} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {say} from '../../errors/next-step.js'
import type {KnownMarks} from '../../mapping/watch/row-pass.js'
import {dropPlannedIds, keepPlannedIds} from '../../push/archive/planned-ids.js'
import type {BatchRow} from '../../push/line/batch.js'
import {executeRun} from '../../push/run/execute-run.js'
import {type PushSummary, withNoRowsWarning} from '../../push/run/push-summary.js'
import type {RunOptions, RunPlan} from '../../push/run/run-plan.js'
import {openSuperseding} from '../../rejects/retry/superseding.js'
import type {Ack} from '../../rows/rows.js'
import {isPairMode, modeField} from '../../rows/run-mode.js'
import {findResumable, readResumable} from '../../runs/find-resumable.js'
import {NO_ROW} from '../../runs/journal/journal-line.js'
import {resumeWritten} from '../../runs/journal/resume-written.js'
import {dropGoneFiles} from '../../runs/members/member-paths.js'
import {becomePreviousRun, type NextRun} from '../../runs/previous-run.js'
import {lockRun} from '../../runs/run-lock.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import {foreseeGone, openGoneList, sourceWarnings} from '../gone/open-gone.js'
import {newPropertiesOf, type OpenedPush, openPush} from '../open/open-push.js'
import {screenDuplicates} from '../open/screen-duplicates.js'
import {type CheckOutcome, checkFirst} from './check-first.js'
import {checkWritten} from './check-written.js'
import {planDeletesOfFile} from './delete-file.js'
import {currentFile, describeRun} from './describe-run.js'
import {dropExpiredValues, keepDays} from './drop-expired-values.js'
import {lookAhead} from './look-ahead.js'
import {makeFirst} from './make-first.js'
import {openChanges} from './open-changes.js'
import type {PreparedDeletes} from './prepare-deletes.js'
import type {PushFilePorts, PushFileRequest} from './push-request.js'
import {type Fence, fenceOf, followPreviousRun, holdRun, outlastPreviousRun, unlessStopped} from './start-run.js'
import {
  columnsLeftOut,
  reportLeftOut,
  reportNotes,
  reportStart,
  reportSynonyms,
  reportWait,
  warnDailyLimit,
  warnUnfilled,
} from './warn-before-push.js'

interface Job extends OpenedPush {
  /** What --check-first has found about the number columns. */
  readonly marks?: KnownMarks | undefined
  readonly request: PushFileRequest
  readonly record: RunRecord
}

/** `push FILE`: from the open file to the summary. */
export function pushFile(request: PushFileRequest, ports: PushFilePorts): Promise<PushSummary> {
  return unlessStopped(ports.stop, async defer => {
    keepDays(request.env)
    if (request.checkFirst === true) forbidCheckOfStream(request.file)
    if (request.written) await checkWritten(request.written, request.file)
    const opened = await openPush(request, ports, defer)
    const record = await describeRun({request, ...opened})
    const leftOut = await columnsLeftOut(request, record)
    if (leftOut !== undefined) {
      reportLeftOut(leftOut, ports)
      return pushFile({...request, ignore: [...request.ignore, ...leftOut.columns]}, ports)
    }
    reportSynonyms(opened, ports)
    warnUnfilled(opened, request, ports)
    const checked = await checkIfAsked({...opened, request, record}, ports)
    if (checked?.refused !== undefined) return checked.refused
    const resumed = await findResumed(new RunStore(request.dirs.data), request, record)
    const lock = await lockRun(nextRun(request, resumed?.record ?? record), {
      waitMs: request.waitLockMs,
      clock: systemClock,
      signal: ports.stop,
      outwaitsSilent: Boolean(request.resume), // absent without the flag
      onWait: (run, staleInMs) => reportWait(run, staleInMs, ports),
    })
    defer(() => lock.release())
    const {guard, hubspot} = fenceOf(lock, opened.connection.hubspot)
    const connection = {...opened.connection, hubspot}
    return pushCurrent({...opened, connection, request, record, marks: checked?.marks}, {...ports, guard, lock}, defer)
  })
}

/** The file that the path holds now, described and checked again where it is another one. */
async function pushCurrent(job: Job, ports: LockedPorts, defer: Defer): Promise<PushSummary> {
  const {opened, isOther} = await currentFile(job, ports.stop, defer)
  if (!isOther) return pushLocked(job, ports, defer)
  const current = {...opened, record: {...(await describeRun(opened)), run: job.record.run}}
  const checked = await checkIfAsked(current, ports)
  return checked?.refused ?? (await pushLocked({...current, marks: checked?.marks}, ports, defer))
}

async function checkIfAsked(job: Job, ports: PushFilePorts): Promise<CheckOutcome | undefined> {
  return job.request.checkFirst === true ? checkFirst(job, ports) : undefined
}

function nextRun({dirs}: PushFileRequest, {run, portalId, object: {objectTypeId}}: RunRecord): NextRun {
  return {dataDir: dirs.data, portalId, objectTypeId, run}
}

function forbidCheckOfStream(file: string): void {
  if (file !== '-') return
  throw new AppError('USAGE', '--check-first reads the file twice, which standard input does not allow.', {
    next: [say('save the rows to a file first, then push that file')],
  })
}

interface LockedPorts extends PushFilePorts, Pick<Fence, 'guard'> {
  readonly lock: FileLock
}

async function pushLocked(job: Job, {lock, ...ports}: LockedPorts, defer: Defer): Promise<PushSummary> {
  const {request, spec, source, connection, plan, record, marks} = job
  const store = new RunStore(request.dirs.data)
  const {resumed, warning} = await writtenGoesOn(await findResumed(store, request, record), record)
  await warnDailyLimit(job, resumed, ports)
  const {duplicates, clock = systemClock, lateCommitMs} = request
  const following = {...ports, store, clock, lateCommitMs}
  const deletes = record.mode === 'delete' ? await planDeletes(job, resumed, {...following, defer}) : undefined
  if (deletes !== undefined && 'withheld' in deletes) return deletes.withheld
  const {dirs, env} = request
  const goneOptions = {dirs, env, profile: connection.profile, threshold: request.gone?.threshold}
  if (deletes?.totals.deleted !== 0) {
    await ports.confirm({
      ...connection.account,
      profile: connection.profile,
      object: plan.object.name,
      key: record.key,
      ...modeField(record.mode),
      ...defined({to: record.to}),
      file: source.name,
      ...(job.list && {list: job.list.name}),
      ...(deletes && {deletes: deletes.totals.deleted - (resumed?.checkpoint?.line.totals.deleted ?? 0)}),
      ...defined({gone: await foreseeGone({...goneOptions, record})}),
      ...(mayLookAhead(record, resumed) && {look: () => lookAhead(job, request, ports.stop)}),
    })
  }
  const drawn = {...record, ...(await makeFirst(job, ports))}
  const directory = resumed?.directory ?? (await store.create(drawn))
  const started = resumed?.record ?? {...drawn, run: basename(directory)}
  await holdRun({store, directory, lock, defer}, started, ports)
  reportStart(job, {started, resumed}, ports)
  if (warning !== undefined) ports.onEvent({type: 'warning', message: warning})
  // what deletes was read after that wait
  await (deletes === undefined ? followPreviousRun : becomePreviousRun)(nextRun(request, started), following)
  if (deletes !== undefined) await keepPlannedIds(directory, deletes.rows(), resumed?.checkpoint?.line.row)
  await dropExpiredValues(store, request, clock.now())
  const superseding = await openSuperseding({dataDir: request.dirs.data, record: started, defer})
  const beforeSettle: RunOptions['beforeSettle'] = async settled => {
    await superseding.note(settled)
    return settled
  }
  const screen =
    deletes === undefined
      ? await screenDuplicates({duplicates, source: spec, mapping: plan.mapping, marks, directory, defer})
      : undefined // done when they were planned
  const changes = await openChanges({...request, profile: connection.profile, record: started, defer})
  const gone = await openGoneList({...goneOptions, record: started, resumed, guard: ports.guard})
  const summary = await executeRun(
    {
      record: started,
      directory,
      credential: connection.credential,
      mapping: plan.mapping,
      object: plan.object,
      properties: plan.properties,
      ...(deletes === undefined
        ? {rows: reportNotes(source, ports), bytesRead: () => source.bytesRead()}
        : plannedRows(deletes, resumed)),
      ...defined({resumed}),
      ...(request.file !== '-' && {resumeCommand: request.resumeCommand(job.answered)}),
      ...(request.freshCommand && {freshCommand: request.freshCommand(job.answered)}),
      options: {
        ...request,
        fold: duplicates !== 'each',
        beforeSettle,
        marks,
        ...defined({screen, changes}),
        mergesUnchanged: superseding.isEmpty,
        warnings: [...(deletes?.warnings ?? []), ...sourceWarnings(started, request.gone)],
        gone: gone && {...gone, onGone: keys => superseding.note(keys.map(goneAck))},
      },
    },
    {hubspot: connection.hubspot, clock, ...ports},
  )
  if (deletes !== undefined && summary.status === 'finished') await dropPlannedIds(directory)
  if (gone !== undefined && summary.status === 'finished') await dropGoneFiles(directory)
  return withNoRowsWarning({...summary, ...newPropertiesOf(job)})
}

/** What the first rows would write, where they write values. */
function mayLookAhead({mode}: RunRecord, resumed: StoredRun | undefined): boolean {
  return resumed === undefined && mode !== 'delete' && !isPairMode(mode)
}

/** A key that has left the file, as if a row had deleted it. */
function goneAck(key: string): Ack {
  return {kind: 'ack', row: NO_ROW, line: 0, key, created: false, deleted: true}
}

/** For the run: the rows as they were planned, and how far it is among them. */
function plannedRows(deletes: PreparedDeletes, resumed: StoredRun | undefined): Pick<RunPlan, 'rows' | 'bytesRead'> {
  let passed = resumed?.checkpoint?.line.row ?? 0
  async function* rows(): AsyncGenerator<readonly BatchRow[], void, undefined> {
    for await (const chunk of deletes.rows()) {
      yield chunk
      passed += chunk.length
    }
  }
  return {rows: rows(), bytesRead: () => deletes.bytesOf(passed)}
}

/** What the run before may still write must not be overlooked by reading too early. */
async function planDeletes(
  job: Job,
  resumed: StoredRun | undefined,
  ports: Parameters<typeof outlastPreviousRun>[1] & {readonly defer: Defer},
): ReturnType<typeof planDeletesOfFile> {
  await outlastPreviousRun(nextRun(job.request, resumed?.record ?? job.record), ports)
  return planDeletesOfFile(job, resumed, ports)
}

async function findResumed(
  store: RunStore,
  {resume}: PushFileRequest,
  record: RunRecord,
): Promise<StoredRun | undefined> {
  if (typeof resume === 'object') return readResumable(store, resume.run, record)
  return resume ? findResumable(store, record) : undefined
}

async function writtenGoesOn(
  resumed: StoredRun | undefined,
  {written}: RunRecord,
): Promise<{resumed: StoredRun | undefined; warning?: string}> {
  return resumed === undefined || written === undefined ? {resumed} : resumeWritten(resumed, written)
}
