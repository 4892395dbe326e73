import type {SandboxReply} from '../../basics/messages.js'
import {requireLinkedScopes} from '../associations/inline-links.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {missingFields, parseProperties} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {writeSource} from '../call/write-source.js'
import {checkProperties} from '../values/check-properties.js'
import {NEW_RECORD, refuseAssociations} from './batch-inputs.js'
import {createRow} from './batch-writes.js'
import {wholeRefusal} from './error-bodies.js'
import {writtenPresenter} from './present-written.js'
import {findRecord} from './read-records.js'
import {invalidValues} from './row-refusal.js'
import {type RowOutcome, rowWriter, writeRow} from './write-row.js'

const CHANGE = members('properties associations objectWriteTraceId')

export function createRecord(call: TypedCall): SandboxReply {
  const body = knownBody(call, NEW_RECORD)
  if (body['properties'] === undefined) throw missingFields(['properties'])
  const input = {
    properties: parseProperties(body['properties'], call.context.switches.nullIs),
    associations: body['associations'],
  }
  requireLinkedScopes(call, input.associations)
  return committed(call, 201, createRow(rowWriter(call, writeSource(call)), input))
}

export function updateRecord(call: TypedCall): SandboxReply {
  const body = knownBody(call, CHANGE)
  const properties = parseProperties(body['properties'] ?? {}, call.context.switches.nullIs)
  if (Object.keys(body['properties'] ?? {}).length === 0) {
    throw validationRefusal('No properties found to update, please provide at least one.', {properties: ['{}']})
  }
  refuseAssociations(body['associations'])
  const idProperty = call.request.query.get('idProperty') ?? undefined
  refuseUnknownKey(call, idProperty, properties)
  const existing = findRecord(call, call.name, idProperty)
  if (!existing) throw new CrmRefusal(404, {message: 'resource not found'})
  return committed(call, 200, writeRow(rowWriter(call, writeSource(call)), properties, existing))
}

/** A key that is no property is told as the value that it also is, where it is one (docs/hubspot-api.md#refusals). */
function refuseUnknownKey(
  call: TypedCall,
  key: string | undefined,
  properties: Readonly<Record<string, string>>,
): void {
  if (key === undefined || call.type.properties.has(key) || !Object.hasOwn(properties, key)) return
  const {problems} = checkProperties(properties, rowWriter(call, writeSource(call)).rules)
  throw wholeRefusal([invalidValues(problems)], call.context)
}

function committed(call: TypedCall, status: number, outcome: RowOutcome): SandboxReply {
  if ('refused' in outcome) throw wholeRefusal([outcome.refused], call.context)
  call.context.storeOf(call.type).commit()
  call.context.associations.commit()
  return {status, body: writtenPresenter(call)(outcome.written)}
}
