import {estimateRows} from '../input/estimate-rows.js'
import {warnOfUnfilled} from '../push/plan/warn-of-unfilled.js'
import type {PushEvent} from '../push/run/push-event.js'
import {modeTold} from '../rows/write-mode.js'
import type {RunRecord} from '../runs/run-record.js'
import type {StoredRun} from '../runs/run-store.js'
import type {LeftOut} from './columns-left-out.js'
import type {OpenedPush, OpenPushRequest} from './open-push.js'
import {warnOfDailyLimit} from './warn-of-daily-limit.js'

interface Telling {
  readonly onEvent: (event: PushEvent) => void
}

interface StartedPush extends OpenedPush {
  readonly request: OpenPushRequest & {readonly resume: boolean | {readonly run: string}}
}

/** An hour of silence would look like a program that hangs. */
export function tellWait(run: string, staleInMs: number | undefined, {onEvent}: Telling): void {
  const what = `Run ${run} is writing to this object: waiting for it to end, as --wait-lock says.`
  const elsewhere = ` It is on another machine or in another container: if it gives no sign of life for ${seconds(staleInMs)} s, it counts as gone.`
  onEvent({
    type: 'warning',
    message: staleInMs === undefined ? what : `${what.replace(', as --wait-lock says', '')}${elsewhere}`,
  })
}

function seconds(ms = 0): number {
  return Math.ceil(ms / 1000)
}

/** A run is resumed as it was begun, though a new one would send more. */
export function tellLeftOut({run, columns}: LeftOut, {onEvent}: Telling): void {
  const names = columns.map(column => `"${column}"`).join(', ')
  const message = `Run ${run} is resumed without ${names}, which it left out (--ignore-unknown). A new run would send ${columns.length === 1 ? 'it' : 'them'}.`
  onEvent({type: 'warning', message})
}

/** Before anything is asked or written. */
export function tellUnfilled({plan}: OpenedPush, {mode}: OpenPushRequest, {onEvent}: Telling): void {
  const message = warnOfUnfilled(plan.object, plan.mapping, mode)
  if (message !== undefined) onEvent({type: 'warning', message})
}

/** Before the question: who reads it may rather wait for tomorrow. */
export async function tellDailyLimit(
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

export function tellStart(
  {request, connection, plan, source}: StartedPush,
  {started, resumed}: {started: RunRecord; resumed: StoredRun | undefined},
  {onEvent}: Telling,
): void {
  const {account, profile, credential} = connection
  onEvent({
    ...{type: 'started', run: started.run, portalId: account.portalId, uiDomain: account.uiDomain, profile, credential},
    ...{object: plan.object.name, key: started.key, ...modeTold(started.mode), file: source.name},
    ...(source.totalBytes !== undefined && {totalBytes: source.totalBytes}),
    ...(resumed?.checkpoint && {resumedAfterRow: resumed.checkpoint.line.row}),
  })
  if (request.resume === true && resumed === undefined)
    onEvent({type: 'warning', message: 'There is no stopped run of this file to go on with: this is a new one.'})
  if (request.file === '-')
    onEvent({
      type: 'warning',
      message: 'Rows come from standard input: if this run stops, it cannot be resumed; run the whole pipeline again.',
    })
}
