import {EXIT} from '../errors/error-codes.js'
import {modeTold} from '../rows/write-mode.js'
import type {Ledger, RunEnd} from '../runs/ledger.js'
import {rejectsPath} from '../runs/run-paths.js'
import type {PushStatus, PushSummary} from './push-types.js'
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
  return {
    run: record.run,
    status: statusOf(end),
    portalId: record.portalId,
    profile: record.profile,
    credential: plan.credential,
    object: record.object,
    key: record.key,
    ...modeTold(record.mode),
    file: record.source.name,
    rows,
    requests: ledger.requests,
    durationMs: Math.round(ledger.durationMs),
    rejects: {count: rows.rejected, byCode: ledger.byCode, file: rows.rejected > 0 ? rejectsPath(directory) : null},
    ...(ledger.notStored && {notStored: ledger.notStored}),
    exitCode: end.exitCode,
    next: nextSteps(plan, end, rows.rejected),
    ...(end.reason === undefined ? {} : {reason: end.reason}),
    ...(warnings.length === 0 ? {} : {warnings}),
  }
}

function statusOf({state}: RunEnd): PushStatus {
  return state === 'running' ? 'failed' : state
}

/** What a run reads again would end it again, and another file is another run. */
const NEEDS_ANOTHER_FILE: ReadonlySet<string> = new Set(['FILE_UNREADABLE', 'FILE_CHANGED'])

function nextSteps({record, resumeCommand, freshCommand}: RunPlan, end: RunEnd, rejected: number): string[] {
  const look = rejected > 0 ? [`hubspot-push rejects ${record.run}`] : []
  if (end.state === 'finished') return look
  if (resumeCommand === undefined)
    return ['run the whole pipeline again: rows from standard input cannot be read a second time', ...look]
  if (freshCommand !== undefined && NEEDS_ANOTHER_FILE.has(end.reason?.code ?? ''))
    return [`${freshCommand}     once the file is whole`, ...look]
  // The same limit would stop it again at once: first a person must look.
  if (end.exitCode === EXIT.tooManyRejects) return [...look, `${resumeCommand}     with a larger --max-rejects goes on`]
  return [resumeCommand, ...look]
}
