/** Engagements: notes, tasks, calls, meetings and e-mails under one roof; kept as the activities of v3. */

import type {SandboxReply} from '../../../basics/messages.js'
import {singleLinkRefusal} from '../../associations/link-errors.js'
import {linkPair, refsOf, typesBetween} from '../../associations/write-links.js'
import type {TypedCall} from '../../call/context.js'
import {CrmRefusal, validationRefusal} from '../../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields} from '../../call/json-body.js'
import {knownBody, members} from '../../call/passed-over.js'
import {archiveRecord} from '../../objects/archive-records.js'
import type {ObjectType} from '../../portal/object-type.js'
import type {CrmRecord} from '../../records/record-store.js'
import {idPart, idsOf, kindPart, notKept} from '../legacy-input.js'
import {isLive} from '../legacy-pages.js'
import {commit, wholly, write} from '../write-legacy.js'
import {ACTIVITY_OF, valuesOfEngagement, valuesOfMetadata} from './engagement-fields.js'
import {LINKED, presentEngagement} from './present-engagement.js'

/** `metadata` and `associations` refuse what they do not know. */
const KNOWN = members('associations metadata', {
  ...{engagement: members('type ownerId timestamp active'), attachments: members('id')},
})

export function createEngagement(call: TypedCall): SandboxReply {
  const body = knownBody(call, KNOWN)
  const engagement = partOf(body, 'engagement')
  const name = String(engagement['type'] ?? '')
  if (name === '') throw missingFields(['type'])
  const own = {...call, type: kindOf(call, name)}
  const direction = own.type.name === 'emails' ? {hs_email_direction: name} : {}
  return saved(own, body, {
    ...{hs_timestamp: String(call.context.now())},
    ...direction,
    ...valuesOfEngagement(engagement),
  })
}

/** `PATCH`: what it names. */
export function updateEngagement(call: TypedCall): SandboxReply {
  const body = knownBody(call, KNOWN)
  const {own, record} = engagementOf(call)
  return saved(own, body, valuesOfEngagement(partOf(body, 'engagement')), record)
}

function saved(
  call: TypedCall,
  body: BodyObject,
  values: Readonly<Record<string, string>>,
  existing?: CrmRecord,
): SandboxReply {
  return wholly(call, () => {
    const all = {...values, ...attachmentsOf(body), ...valuesOfMetadata(call.type.name, partOf(body, 'metadata'))}
    const {record} = write(call, all, existing)
    link(call, record.id, partOf(body, 'associations'))
    commit(call)
    return {status: 200, body: presentEngagement(call, record)}
  })
}

function attachmentsOf({attachments}: BodyObject): Readonly<Record<string, string>> {
  if (!Array.isArray(attachments) || attachments.length === 0) return {}
  return {hs_attachment_ids: attachments.map(each => String(isJsonObject(each) ? each['id'] : each)).join(';')}
}

/** A part of the body that may be absent. */
function partOf(body: BodyObject, name: string): BodyObject {
  const part = body[name] ?? {}
  if (isJsonObject(part)) return part
  throw validationRefusal(`${name} must be an object.`)
}

function kindOf({context}: TypedCall, name: string): ObjectType {
  const type = context.findType(ACTIVITY_OF.get(name) ?? '')
  if (type) return type
  throw new CrmRefusal(400, {message: `Invalid enum constant '${name}' for class EngagementType`})
}

function link(call: TypedCall, id: string, associations: BodyObject): void {
  const known = new Map<string, string>(LINKED)
  for (const [key, ids] of Object.entries(associations)) {
    const to = call.context.findType(known.get(key) ?? '')
    if (to === undefined && idsOf(ids).length > 0) throw notKept(`${key} of engagements`)
    if (to !== undefined) for (const toId of idsOf(ids)) linkTo(call, {fromId: id, toId}, to)
  }
}

function linkTo(
  {context, type}: TypedCall,
  ids: {readonly fromId: string; readonly toId: string},
  to: ObjectType,
): void {
  const direction = {from: type, to}
  const types = typesBetween(context, direction).filter(({kind}) => kind === 'plain')
  const problem = linkPair(context, direction, {...ids, types})
  if (problem !== undefined) throw singleLinkRefusal(problem)
}

export function getEngagement(call: TypedCall): SandboxReply {
  const {own, record} = engagementOf(call)
  return {status: 200, body: presentEngagement(own, record)}
}

export function deleteEngagement(call: TypedCall): SandboxReply {
  const {own, record} = engagementOf(call)
  return archiveRecord({...own, name: record.id})
}

/** Ids are those of one kind of activity each. */
function engagementOf(call: TypedCall): {readonly own: TypedCall; readonly record: CrmRecord} {
  const id = idPart(call)
  for (const type of activityTypes(call)) {
    const record = call.context.storeOf(type).get(id)
    if (record && isLive(record)) return {own: {...call, type}, record}
  }
  throw new CrmRefusal(404, {message: 'resource not found'})
}

export function activityTypes({context}: TypedCall): ObjectType[] {
  return [...new Set(ACTIVITY_OF.values())].flatMap(name => context.findType(name) ?? [])
}

/** `PUT …/{id}/associations/{contact}/{id}` */
export function linkEngagement(call: TypedCall): SandboxReply {
  const {own, record} = engagementOf(call)
  linkTo(own, {fromId: record.id, toId: idPart(call, 'toName')}, kindPart(call))
  call.context.associations.commit()
  return {status: 204}
}

export function unlinkEngagement(call: TypedCall): SandboxReply {
  const {own, record} = engagementOf(call)
  const ids = {fromId: record.id, toId: idPart(call, 'toName')}
  call.context.associations.unlink(...refsOf({from: own.type, to: kindPart(call)}, ids))
  call.context.associations.commit()
  return {status: 204}
}
