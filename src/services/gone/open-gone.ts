import {realpath} from 'node:fs/promises'
import {resolve} from 'node:path'
import {compileMark} from '../../mapping/compile/compile-mark.js'
import {orderKeyOf} from '../../mapping/row/record-key.js'
import {type GoneThreshold, mostGone} from '../../push/gone/gone-limit.js'
import type {GoneRequest} from '../../push/gone/gone-request.js'
import {MemberList} from '../../runs/members/member-list.js'
import {mergePending} from '../../runs/members/merge-pending.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {StoredRun} from '../../runs/run-store.js'
import {defined} from '../../shared/defined.js'
import {systemClock} from '../../shared/system-clock.js'
import type {OpenedPush, OpenPushRequest} from '../open/open-push.js'
import {type PortalPlace, portalDirectory} from '../portal/portal-directory.js'
import type {AskedGone, ForeseenGone} from './asked-gone.js'
import {isDated, warnOfDatedSource} from './gone-source.js'

/** What run.json says of it. Throws AppError for a property or a value that cannot mark. */
export async function describeGone(
  {action, source}: AskedGone,
  request: OpenPushRequest,
  {plan}: OpenedPush,
): Promise<NonNullable<RunRecord['gone']>> {
  const named = source ?? sourceOf(await realpath(resolve(request.file)), request.sheet)
  if (action.kind === 'archive') return {kind: 'archive', source: named}
  const target = {...plan, keys: [], key: plan.mapping.key}
  return {kind: 'mark', ...compileMark(action, target, request), source: named}
}

/** Sheets of one workbook hold other people each: a list is of one of them. */
function sourceOf(path: string, sheet: string | undefined): string {
  return sheet === undefined ? path : `${path}#${sheet}`
}

interface OpenGoneOptions extends PortalPlace {
  readonly record: RunRecord
  readonly resumed: StoredRun | undefined
  readonly threshold?: GoneThreshold | undefined
  /** Throws once the lock is another process's. */
  readonly guard?: () => Promise<void>
}

/**
 * The list of the run's source, with the keys of runs that were killed before, and the run noted on it. Only the holder
 * of the lock of portal and object may open it. Undefined without `--gone`.
 */
export async function openGoneList({
  threshold,
  resumed,
  guard,
  ...place
}: OpenGoneOptions): Promise<GoneRequest | undefined> {
  const {record, dirs} = place
  if (record.gone === undefined) return undefined
  const {source: _, ...action} = record.gone
  const list = await openListOf(place, guard)
  const {pending, last} = list.state
  const isOvertaken = resumed?.checkpoint !== undefined && !pending.includes(record.run) && last?.run !== record.run
  await mergePending(list, {dataDir: dirs.data, orderKeyOf, except: record.run})
  await list.begin(record.run)
  return {list, action, isOvertaken, ...(threshold && {threshold})}
}

/** For the question before the first write; undefined where nothing can go: without `--gone`, or at first. */
export async function foreseeGone({
  threshold,
  ...place
}: Omit<OpenGoneOptions, 'resumed'>): Promise<ForeseenGone | undefined> {
  const {gone} = place.record
  if (gone === undefined) return undefined
  const {isComplete, members, basis} = (await openListOf(place)).state
  return isComplete ? {action: gone, members, most: mostGone(threshold, {members, ...defined({basis})})} : undefined
}

/** What to say of a source whose next file may be another one; nothing where `--source` names it. */
export function sourceWarnings({gone}: Pick<RunRecord, 'gone'>, asked: AskedGone | undefined): string[] {
  const isUnnamed = gone !== undefined && asked !== undefined && asked.source === undefined
  return isUnnamed && isDated(gone.source) ? [warnOfDatedSource(gone.source)] : []
}

/** As it is now; for what only looks at it, the lock may be another's. */
export function openListOf(
  place: Omit<PortalPlace, 'record'> & {readonly record: Pick<RunRecord, 'portalId' | 'object' | 'key' | 'gone'>},
  guard?: () => Promise<void>,
): Promise<MemberList> {
  const {portalId, object, key, gone} = place.record
  const source = gone?.source ?? ''
  return MemberList.open(
    portalDirectory('gone', place),
    {portalId, object, key, source},
    new Date(systemClock.now()),
    guard,
  )
}
