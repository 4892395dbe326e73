import {rm} from 'node:fs/promises'
import {basename} from 'node:path'
import {EXIT} from '../../errors/error-codes.js'
import {ours, say} from '../../errors/next-step.js'
import {openSource} from '../../input/open-source.js'
import {type Findings, type KnownMarks, RowPass} from '../../mapping/watch/row-pass.js'
import type {BatchRow} from '../../push/line/batch.js'
import {mapRows} from '../../push/line/map-rows.js'
import type {PushSummary} from '../../push/run/push-summary.js'
import {type RejectLimits, tooManyRejects} from '../../push/run/reject-limits.js'
import type {RejectOptions} from '../../push/run/run-plan.js'
import {NO_LINKS} from '../../rows/part-totals.js'
import {NO_ROWS, type Reject, type Totals} from '../../rows/rows.js'
import {modeField} from '../../rows/run-mode.js'
import {rejectsPath} from '../../runs/run-paths.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore} from '../../runs/run-store.js'
import {storeCheckedRun} from '../../runs/store-checked-run.js'
import {monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import {systemClock} from '../../shared/system-clock.js'
import {type Defer, withCleanup} from '../../shared/with-cleanup.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import {screenDuplicates} from '../open/screen-duplicates.js'
import type {PushFilePorts} from './push-request.js'

interface CheckJob extends OpenedPush {
  readonly request: OpenPushRequest & RejectOptions
  readonly record: RunRecord
}

type CheckPorts = Pick<PushFilePorts, 'onEvent' | 'stop'>

/** What --check-first allows where --max-rejects says nothing: no rejected row. */
export function limitsOfCheck(rejects: RejectLimits = {}): RejectLimits {
  return {...rejects, max: rejects.max ?? {kind: 'rows', rows: 0}}
}

export interface CheckOutcome {
  /** Of a run in which nothing was sent; absent when the push may begin. */
  readonly refused?: PushSummary
  /** What the file has shown of its number columns: the push reads them by it from its first row on. */
  readonly marks: KnownMarks
}

/**
 * `--check-first`: reads the whole file before the first write. The rejected rows are kept for `rejects`; for that the
 * file is read again, as it is where numbers turned out late to be ambiguous.
 */
export function checkFirst(job: CheckJob, ports: CheckPorts): Promise<CheckOutcome> {
  return withCleanup(async defer => {
    const startedMs = monotonicNow(systemClock)
    const {request, connection, source, plan, record} = job
    const {portalId} = connection.account
    const shown = {portalId, object: plan.object.name, key: record.key, file: source.name}
    ports.onEvent({
      type: 'examining',
      ...shown,
      ...defined({totalBytes: source.totalBytes}),
    })
    const first = await examine(job, ports, defer)
    const {check, found} =
      first.found.findings.doubtful === 0
        ? first
        : await examine({...job, marks: first.found.findings.marks}, ports, defer)
    const {marks} = found.findings
    if (tooManyRejects(limitsOfCheck(request.rejects), found.totals, true) === undefined) return {marks}
    return {refused: await storeRejected(check, found, startedMs), marks}
  })
}

async function examine(
  job: CheckJob & {readonly marks?: KnownMarks},
  ports: CheckPorts,
  defer: Defer,
): Promise<{check: Check; found: Found}> {
  const {request, plan, spec, marks} = job
  const directory = await openScratchDirectory(request.dirs.cache)
  defer(() => rm(directory, {recursive: true, force: true}))
  const screen = await screenDuplicates({
    duplicates: request.duplicates,
    source: spec,
    mapping: plan.mapping,
    marks,
    directory,
    defer,
  })
  const check = {job, ports, marks, ...defined({screen})}
  return {check, found: await countRejects(check)}
}

interface Check {
  readonly job: CheckJob
  readonly ports: CheckPorts
  readonly screen?: (row: BatchRow) => BatchRow
  readonly marks: KnownMarks | undefined
}

interface Found {
  readonly findings: Findings
  readonly totals: Totals
  readonly byCode: Readonly<Record<string, number>>
}

async function countRejects(check: Check): Promise<Found> {
  const byCode: Record<string, number> = {}
  let totals = NO_ROWS
  const onRows = (count: number, bytesRead: number): void => {
    totals = {...totals, read: totals.read + count}
    check.ports.onEvent({type: 'settled', totals, bytesRead})
  }
  const pass = new RowPass(check.job.plan.mapping, {marks: check.marks})
  for await (const {code} of rejectsOf(check, pass, onRows)) {
    byCode[code] = (byCode[code] ?? 0) + 1
    totals = {...totals, rejected: totals.rejected + 1}
  }
  return {totals, byCode, findings: pass.findings()}
}

/** One reading of the file; throws when asked to stop. */
async function* rejectsOf(
  {job, ports, screen = row => row}: Check,
  pass: RowPass,
  onRows: (count: number, bytesRead: number) => void,
): AsyncGenerator<Reject> {
  const source = await openSource(job.spec)
  try {
    const rows = mapRows({
      chunks: source.chunks,
      mapRow: row => screen(pass.mapRow(row)),
      settledRow: 0,
      stop: ports.stop,
    })
    for await (const some of rows) {
      onRows(some.length, source.bytesRead())
      for (const row of some) if (row.kind === 'reject') yield row
    }
    ports.stop.throwIfAborted()
  } finally {
    await source.close()
  }
}

async function storeRejected(
  check: Check,
  {totals, byCode, findings: {warnings}}: Found,
  startedMs: number,
): Promise<PushSummary> {
  const {request, connection, record} = check.job
  const requests = connection.hubspot.counts()
  const durationMs = Math.round(monotonicNow(systemClock) - startedMs)
  const message = `${totals.rejected} of ${totals.read} rows would be rejected, so --check-first wrote nothing.`
  const end = {exitCode: EXIT.tooManyRejects, reason: {code: 'TOO_MANY_REJECTS', message}}
  const line = {at: new Date(systemClock.now()).toISOString(), totals, byCode, requests, durationMs, ...end}
  const rejects = rejectsOf(check, new RowPass(check.job.plan.mapping, {marks: check.marks}), () => {})
  const storeValues = request.storeValues ?? true
  const directory = await storeCheckedRun(new RunStore(request.dirs.data), {record, rejects, line, storeValues})
  const {portalId, object, key, source} = record
  const run = basename(directory)
  return {
    run,
    status: 'stopped',
    portalId,
    profile: connection.profile,
    credential: connection.credential,
    object,
    key,
    ...modeField(record.mode),
    ...defined({to: record.to}),
    file: source.name,
    rows: totals,
    links: NO_LINKS,
    requests,
    durationMs,
    ...end,
    rejects: {count: totals.rejected, byCode, file: rejectsPath(directory)},
    ...(warnings.length > 0 && {warnings}),
    next: [
      ours(['rejects', run]),
      say(`the same command with --max-rejects ${totals.rejected}`, 'writes the other rows'),
    ],
  }
}
