import type {DryRunReport} from '../../dry-run/dry-run-report.js'
import type {LinkForecast} from '../../dry-run/link-forecast.js'
import {BATCH_LIMITS} from '../../push/line/batch.js'
import {type LinkCounts, NO_LINKS} from '../../rows/part-totals.js'
import {withRejectedParts} from '../../rows/rejected-part.js'
import type {Totals} from '../../rows/rows.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush} from '../open/open-push.js'
import type {PushFilePorts} from './push-request.js'

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
