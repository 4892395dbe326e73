import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {notNumeric, validationRefusal} from '../call/crm-refusal.js'
import {missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {CrmRecord} from '../records/record-store.js'
import {normaliseEmail} from '../values/check-email.js'
import {NAMED_RECORDS, parseInputs} from './batch-inputs.js'

/**
 * 204 for whatever ids, a record's or not; one that is not a number refuses them all (docs/hubspot-api.md#deletes). The
 * id of a merged record stands for the one that is left.
 */
export function batchArchive(call: TypedCall): SandboxReply {
  const inputs = parseInputs(knownBody(call, NAMED_RECORDS), {id: true, properties: false})
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

/** What is archived or deleted loses its links, and its places in lists. */
function leaveBehind({context, type}: TypedCall, id: string): void {
  context.associations.unlinkAll({typeId: type.id, id})
  for (const listId of context.lists.leave(type.id, id)) context.onMembersChanged(listId, [id])
}

const BY: readonly unknown[] = [undefined, null, '', 'hs_object_id', 'email']
const ERASED = members('objectId idProperty')

/** Deletes a record for good, by its id or a contact's e-mail; an e-mail that no contact has is blocked anyway. */
export function gdprDelete(call: TypedCall): SandboxReply {
  const {context, type} = call
  const {objectId, idProperty} = knownBody(call, ERASED)
  if (typeof objectId !== 'string' || objectId === '') throw missingFields(['objectId'])
  // The value of another property, taken for an id, would end another record.
  if (!BY.includes(idProperty)) throw validationRefusal(`A record is deleted by its id or e-mail, not ${idProperty}.`)
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
