import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {RecordList} from '../records/list-store.js'
import {BRANCH} from './list-filters.js'
import {membersIn, refuseFilters} from './list-membership.js'
import {isTaken, listOf, membersOf, nameTaken, presentAsked, presentList, told} from './lists-api.js'

/** Those whose ids the query names; others are left out. */
export function getLists(call: Call): SandboxReply {
  const {request, context} = call
  const lists = request.query.getAll('listIds').flatMap(id => context.lists.get(id) ?? [])
  return {status: 200, body: {lists: lists.map(list => presentAsked(call, list))}}
}

/** `?listName=` */
export function renameList(call: Call): SandboxReply {
  const {context, request} = call
  const list = listOf(call)
  const name = request.query.get('listName') ?? ''
  if (name === '') throw missingFields(['listName'])
  if (name.toLowerCase() !== list.name.toLowerCase() && isTaken(name, list.objectTypeId, context)) throw nameTaken(name)
  const updatedList = kept(call, {...list, name})
  return {status: 200, body: {updatedList: presentAsked(call, updatedList)}}
}

/** Who is in a dynamic list changes at once. */
export function refilterList(call: Call): SandboxReply {
  const list = listOf(call)
  const {filterBranch} = knownBody(call, members('', {filterBranch: BRANCH}))
  if (!isJsonObject(filterBranch)) throw missingFields(['filterBranch'])
  if (list.processingType === 'MANUAL') throw validationRefusal(`The list ${list.listId} has no filters.`)
  refuseFilters(call.context, {...list, filterBranch})
  const updatedList = kept(call, {...list, filterBranch})
  return {status: 200, body: {updatedList: presentList(updatedList, membersIn(call.context, updatedList).size)}}
}

function kept({context}: Call, list: RecordList): RecordList {
  const updatedList = context.lists.change({...list, updatedAtMs: context.now()})
  context.onListChanged(list.listId)
  return updatedList
}

/** One that was deleted, with its members. */
export function restoreList({context, name}: Call): SandboxReply {
  if (context.lists.get(name) === undefined && !context.lists.undelete(name))
    throw new CrmRefusal(404, {message: `List does not exist: ${name}`, category: 'OBJECT_NOT_FOUND'})
  context.onListChanged(name)
  return {status: 204}
}

export function removeAllMembers(call: Call): SandboxReply {
  const {context} = call
  const {listId} = membersOf(call, []).list
  const ids = [...context.lists.members(listId).keys()]
  context.lists.remove(listId, ids)
  if (ids.length > 0) context.onMembersChanged(listId, ids)
  return {status: 204}
}

/** `{recordIdsToAdd, recordIdsToRemove}` */
export function changeMembers(call: Call): SandboxReply {
  const {context} = call
  const body = knownBody(call, members('recordIdsToAdd recordIdsToRemove'))
  const given = (name: string) => {
    const ids = body[name] ?? []
    if (Array.isArray(ids)) return ids
    throw wrongShape('java.util.ArrayList<java.lang.Long>', ids)
  }
  const toAdd = membersOf(call, given('recordIdsToAdd'))
  const toRemove = membersOf(call, given('recordIdsToRemove'))
  const {listId} = toAdd.list
  const removed = context.lists.remove(listId, toRemove.found)
  const added = context.lists.add(listId, toAdd.found, context.now())
  context.onMembersChanged(listId, [...added, ...removed])
  const recordIdsMissing = [...toAdd.missing, ...toRemove.missing]
  return {status: 200, body: told(call, {recordsIdsAdded: added, recordIdsMissing, recordIdsRemoved: removed})}
}

/** Members of another list join; both hold one kind of records. */
export function addMembersFrom(call: Call): SandboxReply {
  const {context} = call
  const list = listOf(call)
  const source = listOf({...call, name: call.parts.get('source') ?? ''})
  if (source.objectTypeId !== list.objectTypeId)
    throw validationRefusal(`The lists ${list.listId} and ${source.listId} are of different object types.`)
  const {found} = membersOf(call, [...membersIn(context, source).keys()])
  const added = context.lists.add(list.listId, found, context.now())
  if (added.length > 0) context.onMembersChanged(list.listId, added)
  return {status: 204}
}

/** The lists that one record is in. */
export function listsOfRecord({context, type, name}: TypedCall): SandboxReply {
  const results = membershipsOf(context, type.id, name)
  return {status: 200, body: {results, total: results.length}}
}

const MEMBERSHIPS = members('', {inputs: members('objectTypeId recordId')})

/** `POST …/records/memberships/batch/read`: the same of several records, whether they exist or not. */
export function readMemberships(call: Call): SandboxReply {
  const {context} = call
  const at = instant(context.now())
  const {inputs} = knownBody(call, MEMBERSHIPS)
  if (!Array.isArray(inputs)) throw missingFields(['inputs'])
  const results = inputs.map(input => {
    const {objectTypeId, recordId} = isJsonObject(input) ? input : {}
    const missing = Object.entries({objectTypeId, recordId}).flatMap(([key, each]) => (isId(each) ? [] : [key]))
    if (missing.length > 0) throw missingFields(missing)
    const type = context.findType(String(objectTypeId))
    if (!type) throw unknownTypeRefusal(String(objectTypeId))
    const ids = {objectTypeId: type.id, recordId: String(recordId)}
    return {...ids, recordListMemberships: membershipsOf(context, type.id, String(recordId))}
  })
  return {status: 200, body: {completedAt: at, status: 'COMPLETE', startedAt: at, results}}
}

function isId(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function membershipsOf(context: Call['context'], typeId: string, recordId: string): unknown[] {
  return context.lists.all().flatMap(({list}) => {
    const since = list.objectTypeId === typeId ? membersIn(context, list).get(recordId) : undefined
    if (since === undefined) return []
    const at = instant(since)
    return [{listId: list.listId, listVersion: 1, firstAddedTimestamp: at, lastAddedTimestamp: at, isPublicList: true}]
  })
}
