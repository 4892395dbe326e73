/** Links by the number of their definition alone: 16 is ticket to contact. */

import type {SandboxReply} from '../../basics/messages.js'
import {linkPair, unlinkTypes} from '../associations/write-links.js'
import type {Call} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, missingFields} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {requireScope} from '../call/require-scope.js'
import type {AssociationType} from '../portal/association-types.js'
import type {ObjectType} from '../portal/object-type.js'
import {listBody, notKept} from './legacy-input.js'
import {numberParam, sizeOf} from './legacy-pages.js'

interface NumberedLink {
  readonly from: ObjectType
  readonly to: ObjectType
  readonly fromId: string
  readonly toId: string
  readonly types: readonly AssociationType[]
}

const FIELDS = ['fromObjectId', 'toObjectId', 'category', 'definitionId']
const KNOWN = members(FIELDS.join(' '))

export function putNumberedLink(call: Call): SandboxReply {
  return linkAll(call, [knownBody(call, KNOWN)])
}

/** All of them, or none. */
export function putNumberedLinks(call: Call): SandboxReply {
  return linkAll(call, listBody(call, KNOWN))
}

export function deleteNumberedLink(call: Call): SandboxReply {
  return unlinkAll(call, [knownBody(call, KNOWN)])
}

export function deleteNumberedLinks(call: Call): SandboxReply {
  return unlinkAll(call, listBody(call, KNOWN))
}

function linkAll(call: Call, bodies: readonly BodyObject[]): SandboxReply {
  const {context} = call
  const links = bodies.map(body => linkOf(call, body))
  for (const {from, to, ...pair} of links) {
    const problem = linkPair(context, {from, to}, pair)
    if (problem === undefined) continue
    context.associations.rollback()
    throw new CrmRefusal(400, {message: problem.message, category: 'VALIDATION_ERROR'})
  }
  context.associations.commit()
  return {status: 204}
}

function unlinkAll(call: Call, bodies: readonly BodyObject[]): SandboxReply {
  for (const {from, to, ...pair} of bodies.map(body => linkOf(call, body))) {
    const plain = call.context.associationTypes.plain(from.id, to.id)
    unlinkTypes(call.context, {from, to}, {...pair, types: plain ? [plain] : pair.types})
  }
  call.context.associations.commit()
  return {status: 204}
}

function linkOf(call: Call, body: BodyObject): NumberedLink {
  const missing = FIELDS.filter(field => body[field] === undefined || body[field] === null || body[field] === '')
  if (missing.length > 0) throw missingFields(missing)
  if (body['category'] !== 'HUBSPOT_DEFINED')
    throw validationRefusal('The category of an association must be HUBSPOT_DEFINED.')
  const {from, to, type} = definitionOf(call, String(body['definitionId']), 'write')
  return {from, to, fromId: String(body['fromObjectId']), toId: String(body['toObjectId']), types: [type]}
}

/** Between engagements of any type and contacts, companies, deals, tickets: v4 has numbers for each type instead. */
const OF_ENGAGEMENTS: ReadonlySet<string> = new Set(['7', '8', '9', '10', '11', '12', '17', '18'])

/** The kinds that a number stands for. Throws where there is no such, or the login lacks a scope of either kind. */
function definitionOf(
  {context, principal}: Call,
  number: string,
  scope: 'read' | 'write',
): {readonly from: ObjectType; readonly to: ObjectType; readonly type: AssociationType} {
  if (OF_ENGAGEMENTS.has(number)) throw notKept(`links of engagements by number (${number})`)
  const type = [...context.associationTypes.all()].find(({key}) => key === `H${number}`)
  const [from, to] = [type?.from, type?.to].map(id => context.types.find(each => each.id === id))
  if (!type || !from || !to) throw validationRefusal(`Association definition ${number} does not exist`)
  for (const each of [from, to]) requireScope(scope, principal, {type: each, portalId: context.portalId})
  return {from, to, type}
}

/** `GET associations/{id}/HUBSPOT_DEFINED/{definition}`: ids of the records that one is linked to by it. */
export function listNumberedLinks(call: Call): SandboxReply {
  const {context, request, parts} = call
  const {from, to, type} = definitionOf(call, parts.get('definition') ?? '', 'read')
  const after = numberParam(request.query, 'offset') ?? 0
  const size = sizeOf(call, {by: 'limit', standard: 10, max: 100})
  const targets = [...context.associations.targets({typeId: from.id, id: parts.get('name') ?? ''}, to.id)]
  const isPlain = context.associationTypes.plain(from.id, to.id) !== undefined && type.kind !== 'label'
  const ids = targets.filter(([, keys]) => isPlain || keys.includes(type.key)).map(([id]) => Number(id))
  const left = ids.filter(id => id > after).sort((a, b) => a - b)
  const results = left.slice(0, size)
  return {status: 200, body: {results, hasMore: left.length > size, offset: results.at(-1) ?? after}}
}
