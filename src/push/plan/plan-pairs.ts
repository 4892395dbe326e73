import {RECORD_ID} from '../../hubspot/batch/batch-write.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import type {LinkTarget} from '../../mapping/links/link-column.js'
import {defined} from '../../shared/defined.js'
import {forbidUnread} from './forbid-unread.js'
import {objectOfEnd, waysToFind} from './link-ends.js'
import {askedOf, type PlanRequest, type PlanSource, type PushPlan, planMapping} from './plan-push.js'

/**
 * The plan of `associate`: the object and the key are the end that `--from` names, the only column of `map`. Writes
 * nothing.
 * @throws AppError as planLinks, and MAPPING_INVALID for columns that the file lacks
 */
export async function planPairs(
  request: PlanRequest,
  {columns, format, isWhole, unread = []}: PlanSource,
  hubspot: HubSpot,
  listed: Promise<readonly ObjectDefinition[]> = listObjects(hubspot),
): Promise<PushPlan> {
  const [{column} = {column: ''}] = request.map
  const end = {flag: '--from', column, object: request.object, by: request.key ?? ''} as const
  const object = objectOfEnd(end, await listed)
  const key = keyOf(await waysToFind(end, object, hubspot))
  const asked = askedOf({...request, key, map: [{column, property: key}]})
  const plan = await planMapping({columns, format, ...asked}, object, hubspot, defined({isWhole}))
  forbidUnread(plan.mapping, unread)
  return plan
}

function keyOf(by: LinkTarget['by']): string {
  if (by.kind === 'key') return by.property
  return by.kind === 'id' ? RECORD_ID : by.kind
}
