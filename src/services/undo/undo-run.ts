import {rm} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {ours} from '../../errors/next-step.js'
import {RowSpool} from '../../push/archive/row-spool.js'
import {executeRun} from '../../push/run/execute-run.js'
import {LinkKinds} from '../../push/undo/link-kinds.js'
import {MadeLinks} from '../../push/undo/made-links.js'
import {planUndo} from '../../push/undo/plan-undo.js'
import {tooManyUndone} from '../../push/undo/undo-limit.js'
import type {UndoSummary} from '../../push/undo/undo-summary.js'
import {openSuperseding} from '../../rejects/retry/superseding.js'
import {NO_ROWS} from '../../rows/rows.js'
import {readCreated} from '../../runs/created/read-created.js'
import {stampOf} from '../../runs/journal/stamp.js'
import {becomePreviousRun} from '../../runs/previous-run.js'
import {lockRunFiles} from '../../runs/run-files-lock.js'
import {makeRunId} from '../../runs/run-id.js'
import {lockRun} from '../../runs/run-lock.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore} from '../../runs/run-store.js'
import {noteUndone} from '../../runs/undone.js'
import {defined} from '../../shared/defined.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import type {FileLock} from '../../shared/locks/held-lock.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import {type Connection, connect} from '../portal/connect.js'
import {openChanges} from '../push/open-changes.js'
import {fenceOf, holdRun, outlastPreviousRun, unlessStopped} from '../push/start-run.js'
import {reportWait} from '../push/warn-before-push.js'
import {planUndoOf, readUndoable, type Undoable, type UndoPlan} from './open-undo.js'
import {summariseUndo, UndoTally} from './summarise-undo.js'
import type {UndoPorts, UndoRequest} from './undo-request.js'

/**
 * `runs undo RUN`: archives the records that a run created and that nobody changed since. All are read before the first
 * is archived; that is a run of its own (`--mode delete`, by record id), whose rejects are the records that stay. It can
 * be repeated: what is archived already counts as unchanged.
 */
export function undoRun(request: UndoRequest, ports: UndoPorts): Promise<UndoSummary> {
  return unlessStopped(ports.stop, async defer => {
    const store = new RunStore(request.dirs.data)
    const {record} = await store.read(request.run)
    await readUndoable(await store.read(request.run), request)
    const {profile, portalId} = record
    const connection = await connect({profile, ...request, portalId, signal: ports.stop})
    defer(() => connection.close())
    if (request.isDryRun) {
      const undoable = await readUndoable(await store.read(request.run), request)
      return look({request, undoable, connection, store, defer}, ports)
    }
    const next = {...placeOf(record, request), run: makeRunId(systemClock.now(), Math.random)}
    const lock = await lockRun(next, {
      waitMs: request.waitLockMs,
      clock: systemClock,
      signal: ports.stop,
      onWait: (holder, staleInMs) => reportWait(holder, staleInMs, ports),
    })
    defer(() => lock.release())
    const {guard, hubspot} = fenceOf(lock, connection.hubspot)
    const files = await lockRunFiles((await store.read(request.run)).directory, systemClock, ports.stop)
    defer(() => files.release())
    const undoable = await readUndoable(await store.read(request.run), request)
    const job = {request, undoable, connection: {...connection, hubspot}, store, defer}
    return undoLocked(job, {...ports, guard, lock, run: next.run})
  })
}

function placeOf({portalId, object}: RunRecord, {dirs}: UndoRequest) {
  return {dataDir: dirs.data, portalId, objectTypeId: object.objectTypeId}
}

interface UndoJob {
  readonly request: UndoRequest
  readonly undoable: Undoable
  readonly connection: Connection
  readonly store: RunStore
  readonly defer: Defer
}

/** The records, judged: on disk, in the order in which they were made. */
interface Judged {
  readonly plan: UndoPlan
  readonly spool: RowSpool
  readonly tally: UndoTally
  readonly unseen: readonly string[]
}

async function judge({request, undoable, connection, defer}: UndoJob, {onEvent, stop}: UndoPorts): Promise<Judged> {
  const {stored} = undoable
  const {hubspot, account} = connection
  const plan = await planUndoOf(undoable, connection)
  const directory = await openScratchDirectory(request.dirs.cache)
  defer(() => rm(directory, {recursive: true, force: true}))
  const seen = await DiskKeyMap.create(join(directory, 'records'))
  defer(() => seen.delete())
  const {objectTypeId} = stored.record.object
  const madeLinks = await MadeLinks.read(stored.directory, objectTypeId, directory)
  defer(() => madeLinks.close())
  const spool = await RowSpool.create(join(directory, 'rows'))
  defer(() => spool.close())
  const shown = {portalId: account.portalId, object: plan.object.name, key: plan.marks.key, file: stored.record.run}
  onEvent({type: 'examining', ...shown, undoes: stored.record.run})
  const options = {signal: stop, onWaiting: (waiting: Waiting) => onEvent({type: 'waiting', waiting})}
  const kinds = new LinkKinds({hubspot, objectTypeId, options, custom: plan.custom})
  const rows = planUndo(readCreated(stored.directory), {
    ...{hubspot, objectTypeId, options, marks: plan.marks, properties: plan.watched, kinds, madeLinks, seen, stop},
    isInDoubt: doubtfulRows(undoable),
  })
  const tally = new UndoTally()
  for await (const chunk of rows) {
    await spool.add(chunk)
    tally.add(chunk)
    onEvent({type: 'settled', totals: {...NO_ROWS, read: tally.count, rejected: tally.left}, bytesRead: 0})
  }
  return {plan, spool, tally, unseen: kinds.unseen}
}

type Waiting = Extract<Parameters<UndoPorts['onEvent']>[0], {type: 'waiting'}>['waiting']

/** Of a run that has not finished: rows that an attempt may have written again. */
function doubtfulRows({stored}: Undoable): (row: number) => boolean {
  const line = stored.checkpoint?.line
  if (line === undefined || line.state === 'finished') return () => false
  const doubts = line.doubts ?? []
  return row => doubts.some(([first, , last = first]) => row >= first && row <= last)
}

async function look(job: UndoJob, ports: UndoPorts): Promise<UndoSummary> {
  const judged = await judge(job, ports)
  const error = tooManyUndone({count: judged.tally.archived, created: judged.tally.count}, job.request.maxDeletes)
  return summariseUndo({...job, ...judged, status: 'dry-run', ...(error && {error})})
}

interface LockedUndo extends UndoPorts {
  readonly guard: () => Promise<void>
  readonly lock: FileLock
  /** The name drawn for the run that undoes. */
  readonly run: string
}

async function undoLocked(job: UndoJob, {guard, lock, run, ...ports}: LockedUndo): Promise<UndoSummary> {
  const {request, undoable, connection, store, defer} = job
  const {clock = systemClock, lateCommitMs, maxDeletes} = request
  const following = {...ports, store, clock, lateCommitMs}
  const place = placeOf(undoable.stored.record, request)
  await outlastPreviousRun({...place, run}, following)
  const judged = await judge(job, ports)
  const {plan, spool, tally} = judged
  const error = tooManyUndone({count: tally.archived, created: tally.count}, maxDeletes)
  if (error !== undefined) throw error
  if (tally.archived === 0) return summariseUndo({...job, ...judged, status: 'finished'})
  const drawn = recordOf(job, plan, run)
  const shown = {object: plan.object.name, key: drawn.key, mode: 'delete', file: drawn.source.name} as const
  const {profile, account} = connection
  await ports.confirm({...account, ...shown, profile, deletes: tally.archived, undoes: request.run})
  const directory = await store.create(drawn)
  const record = {...drawn, run: basename(directory)}
  await holdRun({store, directory, lock, defer}, record, ports)
  ports.onEvent({
    type: 'started',
    ...account,
    ...shown,
    profile,
    apiHost: connection.apiHost,
    credential: connection.credential,
    run: record.run,
    undoes: request.run,
  })
  await becomePreviousRun({...place, run: record.run}) // it was waited for before the records were read
  const superseding = await openSuperseding({dataDir: request.dirs.data, record, defer})
  const changes = await openChanges({...request, profile, record, defer})
  await noteUndone(undoable.stored.directory, record.run)
  const summary = await executeRun(
    {
      ...{record, directory, credential: connection.credential, ...plan, rows: spool.chunks(), bytesRead: () => 0},
      resumeCommand: ours(['runs', 'undo', request.run], 'goes on'),
      options: {
        ...defined({lateCommitMs, changes, verifies: request.verifies}),
        beforeSettle: async settled => {
          await superseding.note(settled)
          tally.addRefused(settled)
          return settled
        },
      },
    },
    {hubspot: connection.hubspot, clock, guard, ...ports},
  )
  return summariseUndo({...job, ...judged, status: summary.status, summary})
}

function recordOf({request, undoable, connection}: UndoJob, {mapping}: UndoPlan, run: string): RunRecord {
  const {clock = systemClock, note, version} = request
  const {object, key} = undoable.stored.record
  const stamp = stampOf(clock)
  return {
    format: 1,
    run,
    createdAt: new Date(clock.now()).toISOString(),
    ...defined({clock: stamp}),
    profile: connection.profile,
    portalId: connection.account.portalId,
    uiDomain: connection.account.uiDomain,
    object,
    key,
    mode: 'delete',
    source: {name: `runs undo ${request.run}`, format: 'jsonl'},
    mapping: mapping.saved,
    undoes: request.run,
    ...defined({note}),
    version,
  }
}
