import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields, parseJsonObject, parseProperties} from '../call/json-body.js'
import {refuseAssociations} from './batch-inputs.js'
import {wholeRefusal} from './error-bodies.js'
import {writtenPresenter} from './present-written.js'
import {findRecord} from './read-records.js'
import {type RowOutcome, rowWriter, writeRow} from './write-row.js'

export function createRecord(call: TypedCall): SandboxReply {
  const body = parseJsonObject(call.request.body)
  if (body['properties'] === undefined) throw missingFields(['properties'])
  refuseAssociations(body['associations'])
  return settle(call, 201, writeRow(rowWriter(call), parseProperties(body['properties'])))
}

export function updateRecord(call: TypedCall): SandboxReply {
  const body = parseJsonObject(call.request.body)
  const properties = parseProperties(body['properties'] ?? {})
  if (Object.keys(properties).length === 0) {
    throw validationRefusal('No properties found to update, please provide at least one.', {properties: ['{}']})
  }
  const existing = findRecord(call, call.name, call.request.query.get('idProperty') ?? undefined)
  if (!existing) throw new CrmRefusal(404, {message: 'resource not found'})
  return settle(call, 200, writeRow(rowWriter(call), properties, existing))
}

/** 204 whether or not there was such a record. */
export function archiveRecord(call: TypedCall): SandboxReply {
  const store = call.context.storeOf(call.type)
  const record = findRecord(call, call.name)
  if (record) store.put({...record, archivedAtMs: call.context.now()})
  store.commit()
  return {status: 204}
}

function settle(call: TypedCall, status: number, outcome: RowOutcome): SandboxReply {
  if ('refused' in outcome) throw wholeRefusal([outcome.refused], call.context)
  call.context.storeOf(call.type).commit()
  return {status, body: writtenPresenter(call)(outcome.written)}
}
