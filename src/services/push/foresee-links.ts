import {rm} from 'node:fs/promises'
import type {DryRunReport} from '../../dry-run/dry-run-report.js'
import type {LinkForecast} from '../../dry-run/link-forecast.js'
import {predictPairs} from '../../dry-run/predict-pairs.js'
import type {AppError} from '../../errors/app-error.js'
import {BATCH_LIMITS} from '../../push/line/batch.js'
import {type RejectLimits, tooManyRejects} from '../../push/run/reject-limits.js'
import {type LinkCounts, NO_LINKS} from '../../rows/part-totals.js'
import {withRejectedParts} from '../../rows/rejected-part.js'
import type {Totals} from '../../rows/rows.js'
import {openScratchDirectory} from '../../shared/files/scratch-directory.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import {limitsOfCheck} from './check-first.js'
import type {PushFilePorts} from './push-request.js'
import {reportNotes} from './warn-before-push.js'

/** A row of which a link would be rejected counts for what is too much, once. */
export function judged({totals, links}: Pick<DryRunReport, 'totals' | 'links'>): Totals {
  return withRejectedParts(totals, {links})
}

interface ForecastParts extends Pick<PushFilePorts, 'onEvent' | 'stop'> {
  readonly opened: OpenedPush
  readonly directory: string
  readonly defer: Defer
}

/** A dry run without links does not load what they need. */
export async function openForecast({opened, directory, onEvent, stop, defer}: ForecastParts): Promise<LinkForecast> {
  const {LinkForecast} = await import('../../dry-run/link-forecast.js')
  const {connection, plan} = opened
  const {hubspot} = connection
  const forecast = await LinkForecast.open({
    ...{mapping: plan.mapping, object: plan.object, hubspot, directory},
    options: {signal: stop, onWaiting: waiting => onEvent({type: 'waiting', waiting})},
    mostUnderWay: () => hubspot.concurrency?.() ?? BATCH_LIMITS.window,
    sleep: ms => systemClock.sleep(ms, stop),
  })
  defer(() => forecast.close())
  return forecast
}

export function linkCounts({links}: DryRunReport): LinkCounts {
  if (links === undefined) return NO_LINKS
  const {rows: _, ...counts} = links
  return counts
}

interface PairsRequest extends OpenPushRequest {
  readonly rejects?: RejectLimits
  readonly checkFirst?: boolean
}

/** `associate --dry-run`: what would be linked or unlinked, from reading alone. */
export async function foreseePairs(
  request: PairsRequest,
  opened: OpenedPush,
  {onEvent, stop, defer}: Pick<PushFilePorts, 'onEvent' | 'stop'> & {readonly defer: Defer},
) {
  const {source, connection, plan} = opened
  const directory = await openScratchDirectory(request.dirs.cache)
  defer(() => rm(directory, {recursive: true, force: true}))
  const links = await openForecast({opened, directory, onEvent, stop, defer})
  const shown = {portalId: connection.account.portalId, object: plan.object.name, key: plan.mapping.key}
  const {totalBytes} = source
  onEvent({type: 'examining', ...shown, file: source.name, ...(totalBytes !== undefined && {totalBytes})})
  const limits = request.checkFirst === true ? limitsOfCheck(request.rejects) : (request.rejects ?? {})
  let stoppedBy: AppError | undefined
  const {report, findings} = await predictPairs(
    {mapping: plan.mapping, rows: reportNotes(source, {onEvent}), bytesRead: () => source.bytesRead()},
    {
      ...{links, onEvent, stop},
      onPredicted: predicted => {
        stoppedBy ??= tooManyRejects(limits, judged(predicted), false)
      },
    },
  )
  const all = {...findings, warnings: [...links.warnings(), ...findings.warnings]}
  return {report, findings: all, stoppedBy: stoppedBy ?? tooManyRejects(limits, judged(report), true)}
}
