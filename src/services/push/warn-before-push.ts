import type {RateStatus} from '../../hubspot/call-types.js'
import type {AccountDetails} from '../../hubspot/portal/portal-types.js'
import {estimateRows} from '../../input/estimate-rows.js'
import type {Source} from '../../input/source.js'
import type {SavedMapping} from '../../mapping/mapping-types.js'
import {BATCH_LIMITS} from '../../push/line/batch.js'
import {warnOfUnfilled} from '../../push/plan/warn-of-unfilled.js'
import type {PushEvent} from '../../push/run/push-event.js'
import type {Reject, SourceRow} from '../../rows/rows.js'
import {modeField} from '../../rows/run-mode.js'
import {findUnfinished} from '../../runs/find-resumable.js'
import type {RunRecord} from '../../runs/run-record.js'
import {RunStore, type StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import type {PushFileRequest} from './push-request.js'

interface Telling {
  readonly onEvent: (event: PushEvent) => void
}

interface StartedPush extends OpenedPush {
  readonly request: OpenPushRequest & {readonly resume: boolean | {readonly run: string}}
}

/** An hour of silence would look like a program that hangs. */
export function reportWait(run: string, staleInMs: number | undefined, {onEvent}: Telling): void {
  const what = `Waiting for run ${run}, which is writing to the same object (--wait-lock).`
  const elsewhere = ` It is on another machine or in another container; if it gives no sign of life for ${seconds(staleInMs)} s, its lock expires.`
  onEvent({
    type: 'warning',
    message: staleInMs === undefined ? what : `${what.replace(' (--wait-lock)', '')}${elsewhere}`,
  })
}

function seconds(ms = 0): number {
  return Math.ceil(ms / 1000)
}

/** A run is resumed as it was begun, though a new one would send more. */
export function reportLeftOut({run, columns}: LeftOut, {onEvent}: Telling): void {
  const names = columns.map(column => `"${column}"`).join(', ')
  const message = `Run ${run} is resumed without ${names}, which it left out (--ignore-unknown). A new run would send ${columns.length === 1 ? 'it' : 'them'}.`
  onEvent({type: 'warning', message})
}

/** Before anything is asked or written. */
export function warnUnfilled({plan}: OpenedPush, {mode}: OpenPushRequest, {onEvent}: Telling): void {
  const message = warnOfUnfilled(plan.object, plan.mapping, mode)
  if (message !== undefined) onEvent({type: 'warning', message})
}

/** Before the question: who reads it may rather wait for tomorrow. */
export async function warnDailyLimit(
  {spec, source, connection}: OpenedPush,
  resumed: StoredRun | undefined,
  {onEvent}: Telling,
): Promise<void> {
  if (spec.file === undefined) return
  const rows = await estimateRows(spec.file, source.header !== undefined)
  if (rows === undefined) return
  const message = warnOfDailyLimit(
    rows - (resumed?.checkpoint?.line.row ?? 0),
    connection.hubspot.rate(),
    connection.account,
  )
  if (message !== undefined) onEvent({type: 'warning', message})
}

export function reportStart(
  {request, connection, plan, source}: StartedPush,
  {started, resumed}: {started: RunRecord; resumed: StoredRun | undefined},
  {onEvent}: Telling,
): void {
  const {account, apiHost, profile, credential} = connection
  onEvent({
    type: 'started',
    run: started.run,
    portalId: account.portalId,
    uiDomain: account.uiDomain,
    apiHost,
    profile,
    credential,
    object: plan.object.name,
    key: started.key,
    ...modeField(started.mode),
    file: source.name,
    ...defined({to: started.to, totalBytes: source.totalBytes, resumedAfterRow: resumed?.checkpoint?.line.row}),
  })
  if (request.resume === true && resumed === undefined)
    onEvent({type: 'warning', message: 'No unfinished run of this file found; starting a new one.'})
  if (request.file === '-')
    onEvent({
      type: 'warning',
      message: 'A run from standard input cannot be resumed: if it stops, run the whole pipeline again.',
    })
}

interface NotePorts {
  readonly onEvent: (event: PushEvent) => void
}

/** The rows of a source; what was noticed about the file as a whole is told as warnings behind the last of them. */
export async function* reportNotes(
  source: Pick<Source, 'chunks' | 'notes'>,
  {onEvent}: NotePorts,
): AsyncGenerator<readonly (SourceRow | Reject)[]> {
  yield* source.chunks
  for (const message of source.notes()) onEvent({type: 'warning', message})
}

/** More are in the mapping table of a dry run. */
const TOLD = 20

/**
 * Columns without a given property, and that were found by another word for a property: said before the first row is
 * read.
 */
export function reportSynonyms(
  {plan}: Pick<OpenedPush, 'plan'>,
  {onEvent}: {readonly onEvent: (event: PushEvent) => void},
): void {
  const {bySynonym} = plan.mapping
  if (bySynonym.length === 0) return
  const found = bySynonym.slice(0, TOLD).map(({column, property}) => `"${column}" → ${property}`)
  const more = bySynonym.length > TOLD ? ` and ${bySynonym.length - TOLD} more` : ''
  onEvent({type: 'note', message: `Columns matched by synonym: ${found.join(', ')}${more}`})
}

/**
 * What to say before a push whose rows may need more calls than the portal has left today; undefined where they do not,
 * or HubSpot did not tell.
 */
export function warnOfDailyLimit(
  rows: number,
  {daily, dailyRemaining}: RateStatus,
  {timeZone}: Pick<AccountDetails, 'timeZone'>,
): string | undefined {
  const requests = Math.ceil(rows / BATCH_LIMITS.maxKeys)
  if (dailyRemaining === undefined || requests <= dailyRemaining) return undefined
  const ofToday = daily === undefined ? 'calls for today' : `${daily} calls for today`
  return (
    `About ${rows} rows need up to ${requests} requests, but only ${dailyRemaining} of the portal's ${ofToday} are left. ` +
    `When they are used up, the push stops (DAILY_LIMIT); resume it after the portal's midnight (${timeZone}) with --resume.`
  )
}

interface LeftOut {
  /** The run that is resumed. */
  readonly run: string
  readonly columns: readonly string[]
}

/**
 * Columns that the resumed run left out by --ignore-unknown and that have a property now, since HubSpot has a new one
 * or this version of the program knows another word for it: its rows would be sent differently from those before.
 * Undefined where there are none.
 */
export async function columnsLeftOut(
  {dirs, resume, map}: PushFileRequest,
  record: RunRecord,
): Promise<LeftOut | undefined> {
  if (resume === undefined || resume === false || record.source.path === undefined) return undefined
  const stored = await findUnfinished(
    new RunStore(dirs.data),
    record,
    typeof resume === 'object' ? resume.run : undefined,
  )
  if (stored === undefined) return undefined
  const [before, now] = [stored.record.mapping, record.mapping] as SavedMapping[]
  if (before?.ignoreUnknown !== true || now?.ignoreUnknown !== true) return undefined
  const named = new Set(map.map(({column}) => column))
  const columns = before.ignore.filter(column => !named.has(column) && now.map.some(rule => rule.column === column))
  return columns.length === 0 ? undefined : {run: stored.record.run, columns}
}
