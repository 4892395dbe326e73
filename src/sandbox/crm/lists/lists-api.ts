/** Lists of records, and who is in them; records/list-store.ts keeps them. */

import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject, missingFields, parseJson, parseJsonObject, wrongShape} from '../call/json-body.js'
import {pageLink, parseLimit} from '../call/paging.js'
import type {RecordList} from '../records/list-store.js'

const REQUIRED = ['name', 'objectTypeId', 'processingType']
const PROCESSING = ['MANUAL', 'DYNAMIC', 'SNAPSHOT']

export function createList({request, context}: Call): SandboxReply {
  const body = parseJsonObject(request.body)
  const missing = REQUIRED.filter(name => typeof body[name] !== 'string' || body[name] === '')
  if (missing.length > 0) throw missingFields(missing)
  const [name = '', kind = '', processingType = ''] = REQUIRED.map(key => String(body[key]))
  const type = context.findType(kind)
  if (!type) throw unknownTypeRefusal(kind)
  if (!PROCESSING.includes(processingType)) throw validationRefusal(`Unknown processing type ${processingType}.`)
  if (processingType === 'DYNAMIC' && !isJsonObject(body['filterBranch']))
    throw validationRefusal('A list of the processing type DYNAMIC needs a filterBranch.')
  if (context.lists.find(type.id, name)) throw validationRefusal(`A list named '${name}' already exists.`)
  const at = context.now()
  const list = context.lists.create({name, objectTypeId: type.id, processingType, createdAtMs: at, updatedAtMs: at})
  context.onListChanged(list.listId)
  return {status: 200, body: {list: present(list, 0)}}
}

export function getList(call: Call): SandboxReply {
  return told(call, listOf(call))
}

export function getListByName(call: TypedCall): SandboxReply {
  const list = call.context.lists.find(call.type.id, call.name)
  if (!list) throw noList(call.name)
  return told(call, list)
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
  const added = call.context.lists.add(list.listId, found, call.context.now())
  call.context.onListChanged(list.listId)
  return {status: 200, body: {...namedIds('recordsIdsAdded', added), ...namedIds('recordIdsMissing', missing)}}
}

export function removeMembers(call: Call): SandboxReply {
  const {list, found, missing} = membersOf(call)
  const removed = call.context.lists.remove(list.listId, found)
  call.context.onListChanged(list.listId)
  return {status: 200, body: {...namedIds('recordIdsRemoved', removed), ...namedIds('recordIdsMissing', missing)}}
}

/** In the order in which they joined. */
export function listMembers(call: Call): SandboxReply {
  const list = listOf(call)
  const limit = parseLimit(call.request.query, {standard: 100, max: 250})
  const start = Number(call.request.query.get('after') ?? 0)
  const all = [...call.context.lists.members(list.listId)]
  const results = all
    .slice(start, start + limit)
    .map(([recordId, sinceMs]) => ({recordId, membershipTimestamp: instant(sinceMs)}))
  const after = String(start + limit)
  const paging = all.length > start + limit ? {paging: {next: {after, link: pageLink(call.request, after)}}} : {}
  return {status: 200, body: {results, ...paging}}
}

/** HubSpot itself decides who is in a dynamic list. */
function membersOf(call: Call): {list: RecordList; found: readonly string[]; missing: readonly string[]} {
  const list = listOf(call)
  const ids = parseJson(call.request.body)
  if (!Array.isArray(ids)) throw wrongShape('java.util.ArrayList<java.lang.Long>', ids)
  if (list.processingType === 'DYNAMIC')
    throw validationRefusal(`Memberships of the list ${list.listId} cannot be changed: its processing type is DYNAMIC.`)
  const type = call.context.findType(list.objectTypeId)
  const isThere = (id: string): boolean => {
    const record = type && call.context.storeOf(type).get(id)
    return record !== undefined && record.archivedAtMs === undefined
  }
  const texts = ids.map(String)
  return {list, found: texts.filter(isThere), missing: texts.filter(id => !isThere(id))}
}

function listOf({context, name}: Call): RecordList {
  const list = context.lists.get(name)
  if (list) return list
  throw noList(name)
}

function noList(name: string): CrmRefusal {
  return new CrmRefusal(404, {message: `List does not exist: ${name}`, category: 'OBJECT_NOT_FOUND'})
}

function told({context}: Call, list: RecordList): SandboxReply {
  return {status: 200, body: {list: present(list, context.lists.members(list.listId).size)}}
}

function present({createdAtMs, updatedAtMs, ...list}: RecordList, size: number): unknown {
  const times = {createdAt: instant(createdAtMs), updatedAt: instant(updatedAtMs)}
  return {
    ...list,
    processingStatus: 'COMPLETE',
    listVersion: 1,
    ...times,
    additionalProperties: {hs_list_size: String(size)},
  }
}

/** HubSpot leaves out empty lists. */
function namedIds(name: string, ids: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return ids.length === 0 ? {} : {[name]: ids}
}
