/** Lists of records, and who is in them; records/list-store.ts keeps them. */

import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject, missingFields, parseJson, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {parseFlag} from '../call/query-flag.js'
import type {RecordList} from '../records/list-store.js'
import {BRANCH} from './list-filters.js'
import {fillSnapshot, membersIn, refuseFilters} from './list-membership.js'

const REQUIRED = ['name', 'objectTypeId', 'processingType']
const KNOWN = members('name objectTypeId processingType', {filterBranch: BRANCH})
export const PROCESSING = ['MANUAL', 'DYNAMIC', 'SNAPSHOT']

export function createList(call: Call): SandboxReply {
  const {context} = call
  const body = knownBody(call, KNOWN)
  const missing = REQUIRED.filter(name => typeof body[name] !== 'string' || body[name] === '')
  if (missing.length > 0) throw missingFields(missing)
  const [name = '', kind = '', processingType = ''] = REQUIRED.map(key => String(body[key]))
  const type = context.findType(kind)
  if (!type) throw unknownTypeRefusal(kind)
  if (!PROCESSING.includes(processingType)) throw validationRefusal(`Unknown processing type ${processingType}.`)
  if (processingType === 'DYNAMIC' && !isJsonObject(body['filterBranch']))
    throw validationRefusal('A list of the processing type DYNAMIC needs a filterBranch.')
  if (isTaken(name, type.id, context)) throw nameTaken(name)
  const at = context.now()
  const filters = isJsonObject(body['filterBranch']) ? {filterBranch: body['filterBranch']} : {}
  const facts = {name, objectTypeId: type.id, processingType, ...filters}
  refuseFilters(context, facts)
  const list = context.lists.create({...facts, createdAtMs: at, updatedAtMs: at})
  fillSnapshot(context, list)
  context.onListChanged(list.listId)
  return {status: 200, body: {list: presentList(list, membersIn(context, list).size)}}
}

export function isTaken(name: string, objectTypeId: string, {lists, switches}: Call['context']): boolean {
  if (switches.listNamesUniqueBy === 'object') return lists.find(objectTypeId, name) !== undefined
  return lists.all().some(({list}) => list.name.toLowerCase() === name.toLowerCase())
}

/** The subcategory is Segment's; the words are ours (docs/hubspot-api.md#lists). */
export function nameTaken(name: string): CrmRefusal {
  return new CrmRefusal(400, {
    message: `A list named '${name}' already exists.`,
    subCategory: 'ILS.DUPLICATE_LIST_NAMES',
    category: 'VALIDATION_ERROR',
  })
}

export function getList(call: Call): SandboxReply {
  return shown(call, listOf(call))
}

export function getListByName(call: TypedCall): SandboxReply {
  const list = call.context.lists.find(call.type.id, call.name)
  if (!list) throw noList(call.name)
  return shown(call, list)
}

export function deleteList(call: Call): SandboxReply {
  const {listId} = listOf(call)
  call.context.lists.delete(listId)
  call.context.onListChanged(listId)
  return {status: 204}
}

/** Records that do not exist are told; those that are in the list already are passed over in silence. */
export function addMembers(call: Call): SandboxReply {
  const {list, found, missing} = membersOf(call)
  refuseMissing(call, missing)
  const added = call.context.lists.add(list.listId, found, call.context.now())
  if (added.length > 0) call.context.onMembersChanged(list.listId, added)
  return {status: 200, body: told(call, {recordsIdsAdded: added, recordIdsMissing: missing, recordIdsRemoved: []})}
}

export function removeMembers(call: Call): SandboxReply {
  const {list, found, missing} = membersOf(call)
  const removed = call.context.lists.remove(list.listId, found)
  if (removed.length > 0) call.context.onMembersChanged(list.listId, removed)
  return {status: 200, body: told(call, {recordsIdsAdded: [], recordIdsMissing: missing, recordIdsRemoved: removed})}
}

/** HubSpot itself decides who is in a dynamic list. */
export function membersOf(
  call: Call,
  ids: unknown = parseJson(call.request.body),
): {list: RecordList; found: readonly string[]; missing: readonly string[]} {
  const list = listOf(call)
  if (!Array.isArray(ids)) throw wrongShape('java.util.ArrayList<java.lang.Long>', ids)
  if (list.processingType === 'DYNAMIC')
    throw validationRefusal(`Memberships of the list ${list.listId} cannot be changed: its processing type is DYNAMIC.`)
  const {maxListMembers: most = Number.POSITIVE_INFINITY} = call.context.switches
  if (ids.length > most) throw validationRefusal(`The maximum number of records in a request is ${most}.`)
  const type = call.context.findType(list.objectTypeId)
  const isThere = (id: string): boolean => {
    const record = type && call.context.storeOf(type).get(id)
    return record !== undefined && record.archivedAtMs === undefined
  }
  const texts = ids.map(String)
  return {list, found: texts.filter(isThere), missing: texts.filter(id => !isThere(id))}
}

export function listOf({context, name}: Call): RecordList {
  const list = context.lists.get(name)
  if (list) return list
  throw noList(name)
}

function noList(name: string): CrmRefusal {
  return new CrmRefusal(404, {message: `List does not exist: ${name}`, category: 'OBJECT_NOT_FOUND'})
}

function shown(call: Call, list: RecordList): SandboxReply {
  return {status: 200, body: {list: presentAsked(call, list)}}
}

/** With its filters where the query asks for them. */
export function presentAsked({context, request}: Call, list: RecordList): object {
  return presentList(list, membersIn(context, list).size, parseFlag(request.query, 'includeFilters'))
}

/** Filters only where they are asked for. */
export function presentList(list: RecordList, size: number, showsFilters = false): object {
  const {filterBranch} = list
  return {...withoutSize(list), size, ...(showsFilters && filterBranch !== undefined && {filterBranch})}
}

/**
 * As a search gives it: what a list reply says by itself are properties there, as texts (HubSpot's OpenAPI of lists).
 */
export function presentFoundList(list: RecordList, size: number): object {
  return {...withoutSize(list), additionalProperties: {hs_list_size: String(size)}}
}

function withoutSize({createdAtMs, updatedAtMs, filterBranch: _, ...list}: RecordList): object {
  return {
    ...list,
    processingStatus: 'COMPLETE',
    listVersion: 1,
    createdAt: instant(createdAtMs),
    updatedAt: instant(updatedAtMs),
  }
}

function refuseMissing({context}: Call, missing: readonly string[]): void {
  if (context.switches.missingMembers === 'told' || missing.length === 0) return
  throw validationRefusal(`Records do not exist: ${missing.join(', ')}`)
}

/** What became of each id, by name. */
export function told({context}: Call, ids: Readonly<Record<string, readonly string[]>>): unknown {
  const {omitsEmptyIds} = context.switches
  return Object.fromEntries(Object.entries(ids).filter(([, each]) => !omitsEmptyIds || each.length > 0))
}
