import {EXIT} from '../../errors/error-codes.js'
import {ours, type PlainStep, say} from '../../errors/next-step.js'
import type {GoneCounts} from '../../rows/gone.js'
import {
  type LinkCounts,
  type ListCounts,
  type ListName,
  type ListTotals,
  listCounts,
  NO_LINKS,
} from '../../rows/part-totals.js'
import type {Totals} from '../../rows/rows.js'
import {type ModeField, modeField, type OtherEndField} from '../../rows/run-mode.js'
import type {Ledger, RunEnd} from '../../runs/journal/ledger.js'
import {rejectsPath} from '../../runs/run-paths.js'
import {defined} from '../../shared/defined.js'
import {stepsAbove} from '../gone/gone-limit.js'
import type {PlannedProperty} from '../plan/plan-push.js'
import type {RunPlan} from './run-plan.js'

interface SummaryParts {
  readonly plan: RunPlan
  readonly ledger: Ledger
  readonly end: RunEnd
  readonly warnings: readonly string[]
}

/** The end of a run as `push --json` prints it. */
export function summarise({plan, ledger, end, warnings}: SummaryParts): PushSummary {
  const {record, directory} = plan
  const rows = ledger.totals
  const rejects = countOfRejects(ledger.byCode)
  return {
    run: record.run,
    status: statusOf(end),
    portalId: record.portalId,
    profile: record.profile,
    credential: plan.credential,
    object: record.object,
    key: record.key,
    ...modeField(record.mode),
    ...defined({to: record.to}),
    file: record.source.name,
    rows,
    links: linkCounts(ledger),
    ...listField(record.list, ledger.list),
    requests: ledger.requests,
    durationMs: Math.round(ledger.durationMs),
    rejects: {count: rejects, byCode: ledger.byCode, file: rejects > 0 ? rejectsPath(directory) : null},
    ...defined({notStored: ledger.notStored, gone: end.gone}),
    exitCode: end.exitCode,
    next: nextSteps(plan, end, rejects),
    ...defined({reason: end.reason}),
    ...(warnings.length === 0 ? {} : {warnings}),
  }
}

/** A file without rows may be what was meant, or an export that failed: the exit code stays, and it is told. */
export function withNoRowsWarning<
  T extends Pick<PushSummary, 'status' | 'file' | 'warnings'> & {readonly rows: Pick<Totals, 'read'>},
>(summary: T): T {
  const {status, file, rows, warnings = []} = summary
  if (rows.read > 0 || (status !== 'finished' && status !== 'dry-run')) return summary
  return {...summary, warnings: [...warnings, `There are no rows in ${file}, only a header.`]}
}

/** Each reject has a code, whether it is a row or a link of one. */
export function countOfRejects(byCode: Readonly<Record<string, number>>): number {
  return Object.values(byCode).reduce((sum, count) => sum + count, 0)
}

function linkCounts({links}: Pick<Ledger, 'links'>): LinkCounts {
  if (links === undefined) return NO_LINKS
  const {rows: _, ...counts} = links
  return counts
}

/** Absent without `--list`. */
export function listField(
  list: Pick<JoinedList, 'id' | 'name'> | undefined,
  totals: ListTotals | undefined,
): {readonly list?: JoinedList} {
  return list === undefined ? {} : {list: {...list, ...listCounts(totals)}}
}

function statusOf({state}: RunEnd): PushStatus {
  return state === 'running' ? 'failed' : state
}

/** What a run reads again would end it again, and another file is another run. */
const NEEDS_ANOTHER_FILE: ReadonlySet<string> = new Set(['FILE_UNREADABLE', 'FILE_CHANGED'])

function nextSteps({record, resumeCommand, freshCommand}: RunPlan, end: RunEnd, rejected: number): PlainStep[] {
  const look = rejected > 0 ? [ours(['rejects', record.run])] : []
  if (end.state === 'finished')
    return end.exitCode === EXIT.tooManyRejects ? [...look, ...stepsAbove(end.gone?.withheld ?? 0)] : look
  if (resumeCommand === undefined)
    return [say('run the whole pipeline again: standard input cannot be read a second time'), ...look]
  if (freshCommand !== undefined && NEEDS_ANOTHER_FILE.has(end.reason?.code ?? ''))
    return [{...freshCommand, note: 'once the file is complete'}, ...look]
  // The same limit would stop it again at once: first a person must look.
  if (end.exitCode === EXIT.tooManyRejects)
    return [...look, {...resumeCommand, note: 'resumes it, with a larger --max-rejects'}]
  return [resumeCommand, ...look]
}

export type PushStatus = 'finished' | 'stopped' | 'interrupted' | 'failed' | 'dry-run'

/** `id` is null where a dry run was to create the list. */
export interface JoinedList extends ListCounts, Pick<ListName, 'name'> {
  readonly id: string | null
}

/** The JSON of `push --json`; the contract fixes its keys. */
export interface PushSummary extends ModeField, OtherEndField {
  readonly run: string
  readonly status: PushStatus
  readonly portalId: number
  readonly profile: string
  /** Where the login came from: `HUBSPOT_ACCESS_TOKEN` when it stood in for the profile's own. */
  readonly credential: string
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly key: string
  readonly file: string
  readonly rows: Totals
  readonly links: LinkCounts
  /** What became of the records of written rows under `--list`; absent without. */
  readonly list?: JoinedList
  readonly requests: {
    readonly upserts: number
    readonly reads: number
    /** That linked records, or removed links. */
    readonly associations: number
    /** That added records to a list. */
    readonly memberships: number
    readonly archives: number
    readonly retries: number
    readonly throttled: number
  }
  readonly durationMs: number
  readonly rejects: {
    readonly count: number
    readonly byCode: Readonly<Record<string, number>>
    readonly file: string | null
  }
  /**
   * By property: values of written rows that HubSpot took and that the records do not hold. Absent when there are none.
   */
  readonly notStored?: Readonly<Record<string, number>>
  /** `--gone`: what became of records that have left the file. Absent without it. */
  readonly gone?: GoneCounts
  /** Properties that were made before the first row was sent. Absent when there are none. */
  readonly newProperties?: readonly PlannedProperty[]
  readonly exitCode: number
  readonly next: readonly PlainStep[]
  /** Why it stopped, when it did. */
  readonly reason?: {readonly code: string; readonly message: string}
  /** Sentences the user should see once, after the totals. */
  readonly warnings?: readonly string[]
}
