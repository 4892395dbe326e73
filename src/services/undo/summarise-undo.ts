import type {AppError} from '../../errors/app-error.js'
import {EXIT} from '../../errors/error-codes.js'
import {ours, type PlainStep} from '../../errors/next-step.js'
import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import {recordIdOf} from '../../push/archive/planned-row.js'
import type {BatchRow} from '../../push/line/batch.js'
import type {PushStatus, PushSummary} from '../../push/run/push-summary.js'
import type {LeftOut, UndoSummary} from '../../push/undo/undo-summary.js'
import type {Settled} from '../../rows/rows.js'
import {objectOf, textOf} from '../../shared/json.js'
import type {Connection} from '../portal/connect.js'
import type {Undoable} from './open-undo.js'
import type {UndoRequest} from './undo-request.js'

/** As many as a person looks through; all are counted, and in the rejects of the run that undoes. */
const LISTED = 1000

/** What becomes of the records of a run. */
export class UndoTally {
  readonly leftOut: LeftOut[] = []
  readonly records: {id: string; key: string}[] = []
  archived = 0
  gone = 0
  left = 0

  get count(): number {
    return this.archived + this.gone + this.left
  }

  add(rows: readonly BatchRow[]): void {
    for (const row of rows) {
      if (row.kind === 'mapped') this.#archive(recordIdOf(row), row.key)
      else if (row.kind === 'reject') this.leaveOut({id: row.existingId ?? '', reason: row.code, message: row.message})
      else this.gone += 1
    }
  }

  /** Records that were to go, and that HubSpot keeps: counted once, among those that stay. */
  addRefused(settled: readonly Settled[]): void {
    for (const row of settled) {
      if (row.kind !== 'reject' || row.attempts === 0) continue
      this.archived -= 1
      this.leaveOut({id: textOf(objectOf(row.record)[RECORD_ID]) ?? '', reason: row.code, message: row.message})
    }
  }

  leaveOut(left: LeftOut): void {
    this.left += 1
    if (this.leftOut.length < LISTED) this.leftOut.push(left)
  }

  #archive(id: string, key: string): void {
    this.archived += 1
    if (this.records.length < LISTED) this.records.push({id, key})
  }
}

interface UndoParts {
  readonly request: UndoRequest
  readonly undoable: Undoable
  readonly connection: Connection
  readonly tally: UndoTally
  readonly unseen: readonly string[]
  readonly status: PushStatus
  /** Of the run that archived; absent where nothing was to be, or in a dry run. */
  readonly summary?: PushSummary
  /** Why nothing would be archived. */
  readonly error?: AppError
}

export function summariseUndo(parts: UndoParts): UndoSummary {
  const {undoable, connection, tally, unseen, status, summary, error} = parts
  const {record, checkpoint} = undoable.stored
  const {created, updated} = checkpoint?.line.totals ?? {created: 0, updated: 0}
  const unknown = Math.max(0, created - tally.count)
  const rejected = summary === undefined ? tally.left : summary.rejects.count
  return {
    run: record.run,
    status,
    portalId: connection.account.portalId,
    profile: connection.profile,
    credential: connection.credential,
    object: record.object,
    created: tally.count,
    undone: summary === undefined ? (status === 'dry-run' ? tally.archived : 0) : summary.rows.deleted,
    unchanged: summary === undefined ? tally.gone : summary.rows.unchanged,
    leftOut: tally.leftOut,
    leftOutCount: rejected,
    updated,
    unknown,
    unseen,
    ...(status === 'dry-run' && {records: tally.records}),
    undoneBy: summary?.run ?? null,
    requests: summary?.requests ?? connection.hubspot.counts(),
    durationMs: summary?.durationMs ?? 0,
    exitCode: error?.exitCode ?? exitCodeOf(summary, rejected + unknown),
    next: nextSteps(parts, rejected),
    ...reasonOf(summary, error),
    ...warningsOf(parts, unknown),
  }
}

function exitCodeOf(summary: PushSummary | undefined, staying: number): number {
  if (summary !== undefined && summary.exitCode !== EXIT.ok) return summary.exitCode
  return staying > 0 ? EXIT.rowsRejected : EXIT.ok
}

function nextSteps({request, status, summary, error}: UndoParts, rejected: number): PlainStep[] {
  if (summary !== undefined && summary.status !== 'finished')
    return [ours(['runs', 'undo', request.run], 'archives the others')]
  if (summary !== undefined && rejected > 0) return [ours(['rejects', summary.run])]
  return status === 'dry-run' && error === undefined ? [ours(['runs', 'undo', request.run])] : []
}

function reasonOf(summary: PushSummary | undefined, error: AppError | undefined): Pick<UndoSummary, 'reason'> {
  if (error !== undefined) return {reason: {code: error.code, message: error.message}}
  return summary?.reason === undefined ? {} : {reason: summary.reason}
}

function warningsOf({undoable, unseen, summary}: UndoParts, unknown: number): Pick<UndoSummary, 'warnings'> {
  const {checkpoint} = undoable.stored
  const warnings = [
    ...(summary?.warnings ?? []),
    ...(unseen.length === 0 ? [] : [`The login cannot see links to ${unseen.join(', ')}: these were not looked at.`]),
    ...(unknown === 0
      ? []
      : [`${unknown} more ${unknown === 1 ? 'record was' : 'records were'} created; the ids are not known.`]),
    ...(checkpoint?.line.state === 'running'
      ? ['The run was killed: what it created without hearing of it is not known.']
      : []),
  ]
  return warnings.length === 0 ? {} : {warnings}
}
