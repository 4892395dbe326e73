import type {SandboxReply} from '../../sandbox-types.js'
import type {TypedCall} from '../context.js'
import {presentRecord, readProperties} from '../records/present-record.js'
import {Refusal, validationRefusal} from '../refusal.js'
import {refuseAssociations} from './batch-inputs.js'
import {findRecord} from './batch-read.js'
import {wholeRefusal} from './error-bodies.js'
import {missingFields, parseJsonObject, parseProperties} from './json-body.js'
import {writtenPresenter} from './present-written.js'
import {type RowOutcome, rowWriter, writeRow} from './write-row.js'

export function getRecord(call: TypedCall): SandboxReply {
  const {query} = call.request
  const idProperty = query.get('idProperty') ?? undefined
  if (idProperty === undefined && !/^\d+$/.test(call.name)) {
    const message = `Object not found.  objectId are usually numeric.`
    throw new Refusal(404, {message, category: 'OBJECT_NOT_FOUND'})
  }
  const record = findRecord(call, call.name, idProperty)
  if (!record) throw new Refusal(404, 'html')
  const properties = readProperties(call.type, record, listOf(query, 'properties'))
  return {status: 200, body: presentRecord(call.type, record, properties, call.context.portalId)}
}

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
  if (!existing) throw new Refusal(404, {message: 'resource not found'})
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

/** A comma-separated or repeated query parameter. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap(part => part.split(','))
    .map(part => part.trim())
    .filter(part => part !== '')
}
