import {named} from '../../../shared/named.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, notNumeric, validationRefusal} from '../call/crm-refusal.js'
import {missingFields, parseJsonObject} from '../call/json-body.js'
import {presentRecord, readProperties} from '../records/read-record.js'
import {withHistory} from '../records/record-history.js'
import type {CrmRecord, RecordStore} from '../records/record-store.js'
import {normaliseEmail} from '../values/check-email.js'
import {splitEmails} from '../values/check-value.js'
import {parseInputs} from './batch-inputs.js'

/**
 * 204 for whatever ids, a record's or not; one that is not a number refuses them all (docs/hubspot-api.md#deletes). The
 * id of a merged record stands for the one that is left.
 */
export function batchArchive(call: TypedCall): SandboxReply {
  const inputs = parseInputs(parseJsonObject(call.request.body), {id: true, properties: false})
  if (inputs.some(({id}) => !/^\d+$/.test(id))) throw validationRefusal('Invalid object id in the request')
  const store = call.context.storeOf(call.type)
  for (const {id} of inputs) archive(call, store.get(id))
  store.commit()
  call.context.associations.commit()
  return {status: 204}
}

/** 204 whether or not there was such a record; a key is no record id here. */
export function archiveRecord(call: TypedCall): SandboxReply {
  if (call.request.query.get('idProperty') !== null) throw validationRefusal('A record is deleted by its record id.')
  if (!/^\d+$/.test(call.name)) throw notNumeric()
  const store = call.context.storeOf(call.type)
  archive(call, store.get(call.name))
  store.commit()
  call.context.associations.commit()
  return {status: 204}
}

function archive(call: TypedCall, record: CrmRecord | undefined): void {
  if (record === undefined || record.archivedAtMs !== undefined) return
  const {context, type} = call
  context.storeOf(type).put({...record, archivedAtMs: context.now()})
  leaveBehind(call, record.id)
}

/** What is archived, deleted or merged into another loses its links, and its places in lists. */
function leaveBehind({context, type}: TypedCall, id: string): void {
  context.associations.unlinkAll({typeId: type.id, id})
  for (const listId of context.lists.leave(type.id, id)) context.onMembersChanged(listId, [id])
}

const MERGE_SOURCES = new Map([
  ['0-1', 'MERGE_CONTACTS'],
  ['0-2', 'MERGE_COMPANIES'],
])

/** The values of the record that is left win; what it lacks comes from the other, a contact's other e-mails as well. */
export function mergeRecords(call: TypedCall): SandboxReply {
  const {context, type} = call
  const body = parseJsonObject(call.request.body)
  const store = context.storeOf(type)
  const left = liveRecord(store, body['primaryObjectId'])
  const merged = liveRecord(store, body['objectIdToMerge'])
  if (left.id === merged.id) throw validationRefusal('A record cannot be merged with itself.')
  store.put({...merged, archivedAtMs: context.now(), mergedInto: left.id})
  leaveBehind(call, merged.id)
  const now = {...left, updatedAtMs: context.now(), properties: mergedProperties(left, merged)}
  const record = withHistory(now, left, {source: {type: MERGE_SOURCES.get(type.id) ?? 'MERGE_OBJECTS'}})
  store.put(record)
  store.commit()
  context.associations.commit()
  const set = Object.entries(readProperties(type, record, [])).filter(([, value]) => value !== null)
  return {status: 200, body: presentRecord(type, record, named(Object.fromEntries(set)), context.portalId)}
}

function liveRecord(store: RecordStore, id: unknown): CrmRecord {
  if (typeof id !== 'string' || id === '') throw missingFields(['primaryObjectId', 'objectIdToMerge'])
  const record = store.get(id)
  if (record && record.archivedAtMs === undefined) return record
  throw new CrmRefusal(404, {message: `No object with ID ${id} exists`, category: 'OBJECT_NOT_FOUND'})
}

function mergedProperties(left: CrmRecord, merged: CrmRecord): CrmRecord['properties'] {
  const ids = [merged.id, ...splitIds(merged), ...splitIds(left)].sort().join(';')
  const properties = {...merged.properties, ...left.properties, hs_merged_object_ids: ids}
  const primary = left.properties['email']
  const emails = [left, merged].flatMap(({properties: {email = '', hs_additional_emails: more = ''}}) => [
    ...splitEmails(email),
    ...splitEmails(more),
  ])
  const others = [...new Set(emails)].filter(email => email !== (primary ?? merged.properties['email']))
  return others.length === 0 ? properties : {...properties, hs_additional_emails: others.join(';')}
}

function splitIds({properties: {hs_merged_object_ids: ids = ''}}: CrmRecord): string[] {
  return ids.split(';').filter(id => id !== '')
}

/** Deletes a record for good, by its id or a contact's e-mail; an e-mail that no contact has is blocked anyway. */
export function gdprDelete(call: TypedCall): SandboxReply {
  const {context, type} = call
  const {objectId, idProperty} = parseJsonObject(call.request.body)
  if (typeof objectId !== 'string' || objectId === '') throw missingFields(['objectId'])
  const store = context.storeOf(type)
  const found = idProperty === 'email' ? store.find('email', objectId) : store.get(objectId)
  const now = context.now()
  if (found) {
    store.put({...erasedRecord(found), archivedAtMs: now})
    leaveBehind(call, found.id)
  } else if (idProperty === 'email') {
    const nobody = {
      id: store.takeId(),
      createdAtMs: now,
      updatedAtMs: now,
      properties: {email: normaliseEmail(objectId)},
    }
    store.put({...erasedRecord(nobody), archivedAtMs: now})
  }
  store.commit()
  context.associations.commit()
  return {status: 204}
}

function erasedRecord({id, createdAtMs, updatedAtMs, properties: {email = ''}}: CrmRecord): CrmRecord {
  return {id, createdAtMs, updatedAtMs, erased: true, properties: {email}}
}
