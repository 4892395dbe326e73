/** Links of version 3, whose types have names: `contact_to_company`. */

import type {SandboxReply} from '../../basics/messages.js'
import type {PairCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, missingFields} from '../call/json-body.js'
import type {AssociationType} from '../portal/association-types.js'
import {presentRecord, readProperties} from '../records/read-record.js'
import {batchReply, directionOf, linkAll, refuseNoIds} from './link-batches.js'
import {singleLinkRefusal} from './link-errors.js'
import {idOf, inputsOf, NAMED_PAIR, type PairInput} from './link-inputs.js'
import {associationsOf} from './read-links.js'
import {linkPair, typesBetween, unlinkTypes} from './write-links.js'

const MAX_INPUTS = 100

/** Both directions of each link are told, as recorded (docs/hubspot-api.md#associations). */
export function createNamedLinks(call: PairCall): SandboxReply {
  const pairs = inputsOf(call, MAX_INPUTS, NAMED_PAIR).map(input => namedPair(call, input))
  const {linked, problems} = linkAll(call, pairs)
  const results = linked.flatMap(({fromId, toId, types: [type]}) => {
    const back = type && call.context.associationTypes.byKey(type.to, type.from, type.inverseKey)
    return [
      {from: {id: fromId}, to: {id: toId}, type: type?.name},
      {from: {id: toId}, to: {id: fromId}, type: back?.name},
    ]
  })
  return batchReply(call, {results, problems, done: 201, partial: 207})
}

/** The named type goes, and with a plain one the link. */
export function removeNamedLinks(call: PairCall): SandboxReply {
  const pairs = inputsOf(call, MAX_INPUTS, NAMED_PAIR).map(input => namedPair(call, input))
  refuseNoIds(call, pairs)
  for (const pair of pairs) unlinkTypes(call.context, directionOf(call), pair)
  call.context.associations.commit()
  return {status: 204}
}

/** `PUT …/objects/{type}/{id}/associations/{toType}/{toId}/{name}` of version 3: answered with the record. */
export function putNamedLink(call: PairCall): SandboxReply {
  const pair = pathPair(call)
  const problem = linkPair(call.context, directionOf(call), pair)
  if (problem !== undefined) throw singleLinkRefusal(problem)
  call.context.associations.commit()
  const {context, type} = call
  const record = context.storeOf(type).get(pair.fromId)
  if (record === undefined) throw new CrmRefusal(404, {message: 'resource not found'})
  const body = presentRecord(type, record, readProperties(type, record, []), context.portalId)
  return {status: 200, body: {...body, associations: associationsOf(call, record.id, [call.toType.id])}}
}

export function deleteNamedLink(call: PairCall): SandboxReply {
  unlinkTypes(call.context, directionOf(call), pathPair(call))
  call.context.associations.commit()
  return {status: 204}
}

function pathPair(call: PairCall): PairInput {
  const {parts, name} = call
  return {fromId: name, toId: parts.get('toName') ?? '', types: [typeNamed(call, parts.get('association') ?? '')]}
}

export function listTypeNames(call: PairCall): SandboxReply {
  const results = typesBetween(call.context, directionOf(call)).map(({id, name}) => ({id: String(id), name}))
  return {status: 200, body: {results}}
}

function namedPair(call: PairCall, input: BodyObject): PairInput {
  const missing = ['from', 'to', 'type'].filter(name => input[name] === undefined || input[name] === null)
  if (missing.length > 0) throw missingFields(missing)
  return {fromId: idOf(input['from']), toId: idOf(input['to']), types: [typeNamed(call, String(input['type']))]}
}

/** By its name or, as clients do, by its number. */
function typeNamed(call: PairCall, name: string): AssociationType {
  const found = typesBetween(call.context, directionOf(call)).find(
    type => type.name === name || String(type.id) === name,
  )
  if (found) return found
  throw validationRefusal(
    `${name} is not a valid association type between ${call.type.messageName} and ${call.toType.messageName}`,
  )
}
