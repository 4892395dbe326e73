import {defined} from '../../../shared/defined.js'
import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, parseJsonObject} from '../call/json-body.js'
import {compileProperty} from '../portal/define-property.js'
import type {PropertyBody} from '../portal/object-type.js'
import {refuseDefinition, refuseNewProperty, toOptions, toPropertyBody, USER_ID} from './property-rules.js'

/** All properties; there is no paging. None is ever sensitive here: those are listed only on request. */
export function listProperties({type, request}: TypedCall): SandboxReply {
  const {query} = request
  if ((query.get('dataSensitivity') ?? 'non_sensitive') !== 'non_sensitive') return {status: 200, body: {results: []}}
  const live = () => [...type.properties.values()].map(property => property.body)
  return {
    status: 200,
    body: {results: query.get('archived') === 'true' ? [...type.archivedProperties.values()] : live()},
  }
}

export function getProperty({type, name, request}: TypedCall): SandboxReply {
  const isArchived = request.query.get('archived') === 'true'
  const property = isArchived ? type.archivedProperties.get(name) : type.properties.get(name)?.body
  if (property) return {status: 200, body: property}
  throw propertyNotFound(name)
}

export function createProperty(call: TypedCall): SandboxReply {
  return {status: 201, body: addProperty(call, parseJsonObject(call.request.body))}
}

/** An archived one of the name comes back, as the request defines it; its values were kept. */
export function addProperty(call: TypedCall, body: BodyObject): PropertyBody {
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
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined)
  const changes = {
    ...defined({label: text('label'), description: text('description'), groupName: text('groupName')}),
    ...defined({type: text('type'), fieldType: text('fieldType')}),
    ...(typeof body['displayOrder'] === 'number' && {displayOrder: body['displayOrder']}),
    ...(typeof body['hidden'] === 'boolean' && {hidden: body['hidden']}),
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
