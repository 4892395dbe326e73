/**
 * Lists of records over the API: found by id or name, made, and filled. A *static* list holds the records that were
 * put into it; HubSpot itself decides who is in a dynamic one (docs/hubspot-api.md#lists).
 */

import {arrayOf, isObject, objectOf, textOf} from '../../shared/json.js'
import {callRefused} from '../call/call-refused.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {pathsOf} from '../paths.js'

export interface PortalList {
  readonly id: string
  readonly name: string
  readonly objectTypeId: string
  /** MANUAL, SNAPSHOT or DYNAMIC. */
  readonly processingType: string
}

export function isStatic({processingType}: Pick<PortalList, 'processingType'>): boolean {
  return processingType === 'MANUAL' || processingType === 'SNAPSHOT'
}

/** Undefined where there is none. @throws AppError CALL_REFUSED, and what HubSpot.call throws */
export function readList(hubspot: HubSpot, id: string): Promise<PortalList | undefined> {
  return fetchList(hubspot, pathsOf(hubspot.apiVersion).list(id))
}

/**
 * Of the lists of one object. The same otherwise; undefined also for a name that a path cannot hold, since servers differ
 * in what they make of an encoded slash: the search finds those.
 */
export async function readListByName(
  hubspot: HubSpot,
  objectTypeId: string,
  name: string,
): Promise<PortalList | undefined> {
  if (/[/\\]|^\.+$/.test(name)) return undefined
  return fetchList(hubspot, pathsOf(hubspot.apiVersion).listByName(objectTypeId, name))
}

/** A refusal of the text is no list: what HubSpot answers for odd names was never captured. */
async function fetchList(hubspot: HubSpot, path: string): Promise<PortalList | undefined> {
  const reply = await hubspot.call({method: 'GET', path})
  if (reply.status === 404 || reply.status === 400) return undefined
  if (reply.status >= 300) throw callRefused('to return a list', reply)
  return listOf(objectOf(reply.body)['list'])
}

const MOST_FOUND = 500

/** Lists of any object whose names contain the text; '' = all. One page: they are for suggestions. */
export async function searchLists(hubspot: HubSpot, query: string): Promise<readonly PortalList[]> {
  const body = {query, count: MOST_FOUND, offset: 0, additionalProperties: [], listIds: [], processingTypes: []}
  const reply = await hubspot.call({method: 'POST', path: pathsOf(hubspot.apiVersion).listSearch(), body})
  if (reply.status >= 300) throw callRefused('to search lists', reply)
  return arrayOf(objectOf(reply.body)['lists']).flatMap(each => listOf(each) ?? [])
}

/** The answer as it is: what a refusal means depends on who asks. */
export function createList(
  hubspot: HubSpot,
  {name, objectTypeId}: Pick<PortalList, 'name' | 'objectTypeId'>,
): Promise<HubSpotReply> {
  const path = pathsOf(hubspot.apiVersion).lists()
  return hubspot.call({method: 'POST', path, body: {name, objectTypeId, processingType: 'MANUAL'}})
}

export function createdList({body}: HubSpotReply): PortalList | undefined {
  return listOf(objectOf(body)['list'])
}

/** Records that are in the list already stay there: safe to send again. */
export function addMembers(
  hubspot: HubSpot,
  listId: string,
  recordIds: readonly string[],
  options?: CallOptions,
): Promise<HubSpotReply> {
  const path = pathsOf(hubspot.apiVersion).listMembers(listId)
  return hubspot.call({method: 'PUT', path, body: recordIds}, options)
}

function listOf(value: unknown): PortalList | undefined {
  if (!isObject(value)) return undefined
  const [id, objectTypeId] = [textOf(value['listId']), textOf(value['objectTypeId'])]
  if (id === undefined || objectTypeId === undefined) return undefined
  const {name, processingType} = value as Readonly<Record<string, unknown>>
  return {id, name: textOf(name) ?? '', objectTypeId, processingType: textOf(processingType) ?? ''}
}
