/** Custom events, as clients send them: what they are, and which ones happened to a record. */

import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {USER_ID} from '../definitions/property-rules.js'
import type {EventDefinition} from '../records/event-store.js'
import {checkDateTime} from '../values/check-date.js'
import {defaultEventProperties, nameFor, newEventProperty} from './event-properties.js'

const PROPERTY = members('name label type description', {
  options: members('label value description displayOrder hidden'),
})
const DEFINITION = members('name label description primaryObject includeDefaultProperties', {
  propertyDefinitions: PROPERTY,
})
const SENT = members('eventName objectId email utk properties occurredAt')

export function createEvent(call: Call): SandboxReply {
  const {context} = call
  const body = knownBody(call, DEFINITION)
  const {name, label, primaryObject = 'CONTACT', propertyDefinitions = []} = body
  if (typeof label !== 'string' || label === '') throw missingFields(['label'])
  const own = nameFor(name, label)
  if (!/^[a-z][a-z0-9_-]*$/.test(own))
    throw validationRefusal(
      `Event name '${own}' must be lower-case letters, digits, '_' and '-', starting with a letter.`,
    )
  if (context.events.find(own)) throw exists('Event definition', own)
  const type = context.findType(String(primaryObject))
  if (!type) throw unknownTypeRefusal(String(primaryObject))
  if (!Array.isArray(propertyDefinitions)) throw wrongShape('java.util.ArrayList', propertyDefinitions)
  const at = instant(context.now())
  const asked = propertyDefinitions.map(each => {
    if (!isJsonObject(each)) throw wrongShape('PropertyDefinition', each)
    return newEventProperty(at, own, each)
  })
  const properties = body['includeDefaultProperties'] === false ? asked : [...asked, ...defaultEventProperties(own)]
  const names = properties.map(each => each.name)
  const twice = names.find((each, index) => names.indexOf(each) !== index)
  if (twice !== undefined) throw exists('Property', twice)
  const made: EventDefinition = {
    id: context.events.nextId(),
    name: own,
    fullyQualifiedName: `pe${context.portalId}_${own}`,
    label,
    description: typeof body['description'] === 'string' ? body['description'] : '',
    primaryObjectId: type.id,
    createdAtMs: context.now(),
    properties: new Map(properties.map(each => [each.name, each])),
  }
  keep(call, made)
  return {status: 201, body: present(made)}
}

export function listEvents({context}: Call): SandboxReply {
  const results = context.events.definitions().map(present)
  return {status: 200, body: {total: results.length, results}}
}

export function getEvent(call: Call): SandboxReply {
  return {status: 200, body: present(eventOf(call, call.name))}
}

export function deleteEvent(call: Call): SandboxReply {
  const {context} = call
  const {fullyQualifiedName} = eventOf(call, call.name)
  context.events.delete(fullyQualifiedName)
  context.onEventChanged(fullyQualifiedName)
  return {status: 204}
}

export function createEventProperty(call: Call): SandboxReply {
  const event = eventOf(call, call.name)
  const property = newEventProperty(instant(call.context.now()), event.name, knownBody(call, PROPERTY))
  if (event.properties.has(property.name)) throw exists('Property', property.name)
  keep(call, {...event, properties: new Map([...event.properties, [property.name, property]])})
  return {status: 201, body: property}
}

function keep({context}: Call, event: EventDefinition): void {
  context.events.put(event)
  context.onEventChanged(event.fullyQualifiedName)
}

/** 204, as HubSpot takes events in before it looks at them; here what it would drop later is refused. */
export function sendEvent(call: Call): SandboxReply {
  const {context} = call
  const body = knownBody(call, SENT)
  if (typeof body['eventName'] !== 'string') throw missingFields(['eventName'])
  const event = eventOf(call, body['eventName'])
  const {properties = {}, occurredAt = instant(context.now())} = body
  if (!isJsonObject(properties)) throw wrongShape('java.util.LinkedHashMap', properties)
  if (typeof occurredAt !== 'string' || typeof checkDateTime(occurredAt) !== 'string')
    throw wrongShape('java.time.OffsetDateTime', occurredAt)
  const unknown = Object.keys(properties).filter(name => !event.properties.has(name))
  if (unknown.length > 0) throw validationRefusal(`Event ${event.name} has no properties [${unknown.join(', ')}].`)
  const sent = {
    id: `${event.id}-${context.events.sent().length + 1}`,
    eventType: event.fullyQualifiedName,
    objectType: event.primaryObjectId,
    objectId: recordOf(call, event, body),
    occurredAt,
    properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, String(value)])),
  }
  context.events.note(sent)
  context.onEventSent(sent)
  return {status: 204}
}

/** By id, e-mail or user token, which the sandbox has no records for. */
function recordOf({context}: Call, {primaryObjectId}: EventDefinition, {objectId, email, utk}: BodyObject): string {
  const type = context.findType(primaryObjectId)
  if (objectId === undefined && email === undefined && utk !== undefined) return ''
  const store = type && context.storeOf(type)
  const record = objectId === undefined ? store?.find('email', String(email)) : store?.get(String(objectId))
  if (record && record.archivedAtMs === undefined) return record.id
  throw validationRefusal(`No record of ${primaryObjectId} was found for the event.`)
}

function eventOf({context}: Call, name: string): EventDefinition {
  const event = context.events.find(name)
  if (event) return event
  throw new CrmRefusal(404, {message: `Event definition '${name}' does not exist.`, category: 'OBJECT_NOT_FOUND'})
}

function exists(what: string, name: string): CrmRefusal {
  return new CrmRefusal(409, {message: `${what} '${name}' already exists.`, category: 'OBJECT_ALREADY_EXISTS'})
}

function present({id, name, fullyQualifiedName, label, description, ...rest}: EventDefinition): unknown {
  return {
    ...{id, name, fullyQualifiedName, description, objectTypeId: `6-${id}`, primaryObjectId: rest.primaryObjectId},
    ...{trackingType: 'MANUAL', primaryObject: null, createdUserId: Number(USER_ID)},
    labels: {singular: label, plural: null},
    properties: [...rest.properties.values()],
    associations: [],
    archived: false,
    createdAt: instant(rest.createdAtMs),
  }
}
