import {basename} from 'node:path'
import {DryRunReport} from '../../dry-run/dry-run-report.js'
import type {PlannedDelete} from '../../dry-run/dry-run-types.js'
import type {AppError} from '../../errors/app-error.js'
import {type NextStep, ours, type PlainStep} from '../../errors/next-step.js'
import {tooManyDeletes} from '../../push/archive/delete-limit.js'
import {recordIdOf} from '../../push/archive/planned-row.js'
import {BATCH_LIMITS, type BatchRow} from '../../push/line/batch.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {type RejectLimits, tooManyRejects} from '../../push/run/reject-limits.js'
import {NO_LINKS} from '../../rows/part-totals.js'
import type {Reject, Settled} from '../../rows/rows.js'
import {modeField} from '../../rows/run-mode.js'
import {rejectsPath} from '../../runs/run-paths.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {storeCheckedRun} from '../../runs/store-checked-run.js'
import {monotonicNow} from '../../shared/clock.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import {limitsOfCheck} from './check-first.js'
import {type PreparedDeletes, type PreparePorts, prepareDeletes} from './prepare-deletes.js'
import type {PushFilePorts, PushFileRequest} from './push-request.js'

interface DeleteJob extends OpenedPush {
  readonly request: PushFileRequest
  readonly record: RunRecord
}

/**
 * Before a run of `--mode delete` begins: what it would archive, or, where that is more than the guards allow, the end
 * of it. Nothing is archived then, and the rejected rows are kept for `rejects`.
 */
export async function planDeletesOfFile(
  job: DeleteJob,
  resumed: StoredRun | undefined,
  {defer, ...ports}: Pick<PushFilePorts, 'onEvent' | 'stop'> & {readonly defer: Defer},
): Promise<(PreparedDeletes & {readonly warnings: readonly string[]}) | {readonly withheld: PushSummary}> {
  const startedMs = monotonicNow(systemClock)
  const deletes = await prepareDeletes(job, {request: job.request, resumed}, {...ports, defer})
  const error = guardAgainst(job.request, deletes)
  if (error === undefined) return {...deletes, warnings: [...deletes.findings.warnings, ...warningOfNothing(deletes)]}
  if (resumed !== undefined) throw error
  return {withheld: await storeWithheld(job, {deletes, error, durationMs: monotonicNow(systemClock) - startedMs})}
}

function guardAgainst({maxDeletes, rejects = {}}: PushFileRequest, {totals}: PreparedDeletes): AppError | undefined {
  return tooManyRejects(rejects, totals, true) ?? tooManyDeletes(totals.deleted, maxDeletes)
}

function warningOfNothing({totals}: PreparedDeletes): string[] {
  if (totals.deleted > 0) return []
  const why = totals.read === 0 ? 'The file has no rows' : 'No row names an existing record'
  return [`${why}: nothing was archived.`]
}

interface Withheld {
  readonly deletes: PreparedDeletes
  readonly error: AppError
  readonly durationMs: number
}

async function storeWithheld(
  {request, record, connection}: DeleteJob,
  {deletes, error, durationMs}: Withheld,
): Promise<PushSummary> {
  const totals = {...deletes.totals, written: 0, deleted: 0}
  const {byCode} = deletes
  const {warnings} = deletes.findings
  const requests = connection.hubspot.counts()
  const end = {exitCode: error.exitCode, reason: {code: error.code, message: error.message}}
  const line = {at: new Date(systemClock.now()).toISOString(), totals, byCode, requests, durationMs, ...end}
  const directory = await storeCheckedRun(new RunStore(request.dirs.data), {
    ...{record, rejects: rejectsIn(deletes), line, storeValues: request.storeValues ?? true},
  })
  const {portalId, object, key, source} = record
  const run = basename(directory)
  return {
    ...{run, status: 'stopped', portalId, profile: connection.profile, credential: connection.credential, object, key},
    ...{
      ...modeField(record.mode),
      file: source.name,
      rows: totals,
      links: NO_LINKS,
      requests,
      durationMs: Math.round(durationMs),
    },
    ...end,
    rejects: {count: totals.rejected, byCode, file: totals.rejected > 0 ? rejectsPath(directory) : null},
    ...(warnings.length > 0 && {warnings}),
    next: [...(totals.rejected > 0 ? [ours(['rejects', run])] : []), ...error.next.filter(isPlain)],
  }
}

/** Steps of a summary stand for themselves. */
function isPlain(step: NextStep): step is PlainStep {
  return 'run' in step || 'say' in step
}

async function* rejectsIn(deletes: PreparedDeletes): AsyncGenerator<Reject> {
  for await (const rows of deletes.rows()) for (const row of rows) if (row.kind === 'reject') yield row
}

interface DeletesRequest extends OpenPushRequest {
  readonly rejects?: RejectLimits
  readonly checkFirst?: boolean
  readonly maxDeletes?: number
}

/** As many as a person looks through; all are counted. */
const LISTED = 1000

/** `--mode delete --dry-run`: the first half of such a run, which reads alone. */
export async function predictDeletes(request: DeletesRequest, opened: OpenedPush, ports: PreparePorts) {
  const prepared = await prepareDeletes(opened, {request}, ports)
  const report = new DryRunReport()
  const deletes: PlannedDelete[] = []
  for await (const rows of prepared.rows()) {
    const settled = rows.map(settledRow)
    report.add({settled, changes: [], unchanged: 0, upserts: 0, reads: 0})
    deletes.push(...settled.flatMap(plannedDelete).slice(0, LISTED - deletes.length))
  }
  report.needs(requestsFor(prepared.totals))
  const rejects = request.checkFirst === true ? limitsOfCheck(request.rejects) : (request.rejects ?? {})
  const stoppedBy: AppError | undefined =
    tooManyRejects(rejects, prepared.totals, true) ?? tooManyDeletes(prepared.totals.deleted, request.maxDeletes)
  return {report, findings: prepared.findings, stoppedBy, deletes}
}

function settledRow(row: BatchRow): Settled {
  if (row.kind !== 'mapped') return row
  return {
    kind: 'ack',
    row: row.row,
    line: row.line,
    key: row.key,
    recordId: recordIdOf(row),
    created: false,
    deleted: true,
  }
}

function plannedDelete(settled: Settled): PlannedDelete[] {
  if (settled.kind !== 'ack' || settled.recordId === undefined) return []
  const {row, line, key, recordId} = settled
  return [{row, line, key, recordId}]
}

/** At least: rows of one key, and those that are rejected, may part the batches. */
function requestsFor({deleted, unchanged}: {readonly deleted: number; readonly unchanged: number}) {
  const {maxKeys} = BATCH_LIMITS
  return {upserts: Math.ceil(deleted / maxKeys), reads: Math.ceil((deleted + unchanged) / maxKeys)}
}
