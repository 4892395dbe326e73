/**
 * What a portal says of itself: properties (one by one here, property-batches.ts, property-groups-api.ts), schemas,
 * pipelines, owners, limits, the account.
 */

import {defined} from '../../../shared/defined.js'
import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {flagIn, numberIn, textIn} from '../call/body-fields.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, parseJsonObject} from '../call/json-body.js'
import {members, noteUnknown} from '../call/passed-over.js'
import {parseFlag} from '../call/query-flag.js'
import {missingScopes} from '../call/require-scope.js'
import {compileProperty} from '../portal/define-property.js'
import type {PropertyBody} from '../portal/object-type.js'
import {
  refuseDefinition,
  refuseNewProperty,
  sensitiveDataSwitchedOff,
  toOptions,
  toPropertyBody,
  USER_ID,
} from './property-rules.js'

const CHANGEABLE = members('label description groupName type fieldType displayOrder hidden', {
  options: members('label value description displayOrder hidden'),
})
const KNOWN = new Map([...CHANGEABLE, ...members('name externalOptions hasUniqueValue formField dataSensitivity')])

/** All properties of one sensitivity, or those of them that are archived; there is no paging. */
export function listProperties(call: TypedCall): SandboxReply {
  const {type, request} = call
  const wanted = sensitivityOf(call)
  const live = () => [...type.properties.values()].map(property => property.body)
  const bodies = parseFlag(request.query, 'archived') ? [...type.archivedProperties.values()] : live()
  return {status: 200, body: {results: bodies.filter(({dataSensitivity}) => dataSensitivity === wanted)}}
}

/** Under another sensitivity than its own a property is not there. */
export function getProperty(call: TypedCall): SandboxReply {
  const {type, name, request} = call
  const wanted = sensitivityOf(call)
  const isArchived = parseFlag(request.query, 'archived')
  const property = isArchived ? type.archivedProperties.get(name) : type.properties.get(name)?.body
  if (property?.dataSensitivity === wanted) return {status: 200, body: property}
  throw propertyNotFound(name)
}

/** Throws the refusals of a login without the scope, or of a portal without the feature. */
export function sensitivityOf({request, type, context}: TypedCall, asked?: unknown): string {
  const wanted = typeof asked === 'string' ? asked : (request.query.get('dataSensitivity') ?? 'non_sensitive')
  if (wanted === 'non_sensitive' || context.switches.sensitiveProperties === 'shown') return wanted
  if (context.switches.sensitiveProperties === 'switched-off') throw sensitiveDataSwitchedOff()
  throw missingScopes([`crm.objects.${type.name}.${wanted}.read.v2`])
}

export function createProperty(call: TypedCall): SandboxReply {
  return {status: 201, body: addProperty(call, parseJsonObject(call.request.body))}
}

/** An archived one of the name comes back, as the request defines it; its values were kept. */
export function addProperty(call: TypedCall, body: BodyObject, place = ''): PropertyBody {
  noteUnknown(call, body, KNOWN, place)
  const at = instant(call.context.now())
  const made = toPropertyBody(body, at)
  refuseNewProperty(call, made)
  const before = call.type.archivedProperties.get(made.name)
  const property = {...made, ...defined({createdAt: before?.createdAt})}
  call.type.archivedProperties.delete(made.name)
  saveProperty(call, property)
  return property
}

export function updateProperty(call: TypedCall): SandboxReply {
  const body = parseJsonObject(call.request.body)
  const before = call.type.properties.get(call.name)?.body
  if (!before) throw propertyNotFound(call.name)
  if (before.modificationMetadata.readOnlyDefinition)
    throw validationRefusal(`The definition of property ${before.name} is read-only.`)
  noteUnknown(call, body, CHANGEABLE)
  const text = (name: string) => textIn(body, name)
  const changes = {
    ...defined({label: text('label'), description: text('description'), groupName: text('groupName')}),
    ...defined({type: text('type'), fieldType: text('fieldType')}),
    ...defined({displayOrder: numberIn(body, 'displayOrder'), hidden: flagIn(body, 'hidden')}),
    ...(body['options'] !== undefined && {options: toOptions(body['options'])}),
  }
  const after = {...before, ...changes, updatedAt: instant(call.context.now()), updatedUserId: USER_ID}
  refuseDefinition(call, after)
  saveProperty(call, after)
  return {status: 200, body: after}
}

/** Into the recycling bin; archiving one that is there already is answered alike. */
export function archiveProperty(call: TypedCall): SandboxReply {
  putAway(call, call.name)
  return {status: 204}
}

/** One that does not exist is passed over. Throws for HubSpot's own. */
export function putAway({type, context}: TypedCall, name: string): void {
  const property = type.properties.get(name)
  if (!property) return
  if (property.body.modificationMetadata.readOnlyDefinition)
    throw validationRefusal(`Property ${name} is defined by HubSpot and cannot be archived.`)
  const at = instant(context.now())
  type.properties.delete(name)
  type.archivedProperties.set(name, {...property.body, updatedAt: at, archived: true, archivedAt: at})
  context.onPropertyChanged(type, name)
}

function saveProperty({type, context}: TypedCall, property: PropertyBody): void {
  type.properties.set(property.name, compileProperty(type.id, property))
  context.onPropertyChanged(type, property.name)
}

export function propertyNotFound(name: string): CrmRefusal {
  return new CrmRefusal(404, {message: `Property "${name}" does not exist`, category: 'OBJECT_NOT_FOUND'})
}
