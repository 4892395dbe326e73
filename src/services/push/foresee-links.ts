import type {DryRunReport} from '../../dry-run/dry-run-report.js'
import type {ColumnUse} from '../../dry-run/dry-run-types.js'
import type {LinkForecast} from '../../dry-run/link-forecast.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import {BATCH_LIMITS} from '../../push/line/batch.js'
import {type LinkCounts, NO_LINKS, type Totals, withRejectedLinks} from '../../rows/rows.js'
import {systemClock} from '../../shared/system-clock.js'
import type {Defer} from '../../shared/with-cleanup.js'
import type {OpenedPush} from '../open/open-push.js'
import type {PushFilePorts} from './push-request.js'

/** A row of which a link would be rejected counts for what is too much, once. */
export function judged({totals, links}: Pick<DryRunReport, 'totals' | 'links'>): Totals {
  return withRejectedLinks(totals, links)
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

export function linkUse({column, object, by, label}: LinkColumn): ColumnUse {
  const property = by.kind === 'key' ? by.property : by.kind
  const link = {object: object.name, property, label: label?.label ?? null}
  return {column, property: null, label: null, sample: null, link}
}
