import {defined} from '../../../shared/defined.js'
import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {freshNumber} from '../../basics/random.js'
import {textIn} from '../call/body-fields.js'
import type {Call, CrmContext, TypedCall} from '../call/context.js'
import {CrmRefusal, unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import {parseFlag} from '../call/query-flag.js'
import type {MadeSchema, ObjectType} from '../portal/object-type.js'
import {schemaOf} from '../portal/portal-types.js'
import {addProperty} from './properties-api.js'
import {refuseNewProperty, toPropertyBody} from './property-rules.js'
import {linkPlainly} from './schema-links-api.js'
import {presentSchema, schemaTimes} from './schemas-api.js'

const MAX_CUSTOM_OBJECTS = 10
const CHANGEABLE = members(
  'requiredProperties primaryDisplayProperty secondaryDisplayProperties searchableProperties description',
  {labels: members('singular plural')},
)
const KNOWN = new Map([...CHANGEABLE, ...members('name properties associatedObjects')])
const REQUIRED = ['name', 'labels', 'properties', 'requiredProperties', 'associatedObjects']

/**
 * Makes the kind with its properties, and what its records can be linked to. Nothing is made where anything is wrong.
 */
export function createSchema(call: Call): SandboxReply {
  const {context} = call
  const body = knownBody(call, KNOWN)
  const missing = REQUIRED.filter(name => body[name] === undefined || body[name] === null || body[name] === '')
  if (missing.length > 0) throw missingFields(missing)
  const schema = newSchema(call, body)
  refuseSchema(call, schema)
  const linked = textsOf(body, 'associatedObjects').map(name => {
    const found = context.findType(name)
    if (!found) throw unknownTypeRefusal(name)
    return found
  })
  const properties = propertyBodies(schema, body)
  const type = context.schemas.put(schema)
  try {
    for (const property of properties)
      refuseNewProperty({...call, type}, toPropertyBody(property, instant(context.now())))
  } catch (error) {
    context.schemas.forget(schema.id)
    throw error
  }
  context.onSchemaChanged(schema.id)
  for (const property of properties) addProperty({...call, type}, property, 'properties[].')
  for (const other of linked) linkPlainly(context, type, other)
  return {status: 201, body: presentSchema(type, call)}
}

/** Labels, what records are named by, which properties they need. */
export function updateSchema(call: TypedCall): SandboxReply {
  const {context, type} = call
  if (!type.custom) throw validationRefusal(`${type.name} are defined by HubSpot.`)
  const body = knownBody(call, CHANGEABLE)
  const lists = ['secondaryDisplayProperties', 'searchableProperties'] as const
  const primary = textIn(body, 'primaryDisplayProperty')
  const changed: MadeSchema = {
    ...schemaOf(type),
    ...(isGiven(body['labels']) && {labels: labelsOf(body['labels'], type.labels)}),
    ...(body['requiredProperties'] !== undefined && {required: textsOf(body, 'requiredProperties')}),
    ...defined({primaryDisplayProperty: primary}),
    ...Object.fromEntries(lists.filter(name => body[name] !== undefined).map(name => [name, textsOf(body, name)])),
    ...defined({description: textIn(body, 'description')}),
    updatedAtMs: context.now(),
  }
  refuseUnknownProperties(changed, new Set(type.properties.keys()))
  context.schemas.put(changed)
  context.onSchemaChanged(type.id)
  return {status: 200, body: presentDefinition(call)}
}

/** Only without records; `?archived=true` ends an archived one for good (docs/hubspot-api.md#custom-objects). */
export function archiveSchema({context, request, name}: Call): SandboxReply {
  if (parseFlag(request.query, 'archived')) {
    const archived = context.schemas.archived.find(type => isNamed(type, name))
    if (archived === undefined) throw unknownTypeRefusal(name)
    context.schemas.forget(archived.id)
    context.onSchemaChanged(archived.id)
    return {status: 204}
  }
  const type = context.findType(name)
  if (type === undefined) throw unknownTypeRefusal(name)
  if (!type.custom) throw validationRefusal(`${type.name} are defined by HubSpot.`)
  const hasRecords = [...context.storeOf(type).all()].some(({archivedAtMs}) => archivedAtMs === undefined)
  if (hasRecords) throw validationRefusal(`Object type ${type.id} still has records and cannot be deleted.`)
  context.schemas.archive(type.id)
  context.onSchemaChanged(type.id)
  return {status: 204}
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isNamed({id, fullyQualifiedName, name}: ObjectType, given: string): boolean {
  return [id, fullyQualifiedName, `p_${name}`].some(each => each.toLowerCase() === given.toLowerCase())
}

function newSchema({context}: Call, body: BodyObject): MadeSchema {
  const [first = 'hs_object_id'] = textsOf(body, 'requiredProperties')
  const primary = textIn(body, 'primaryDisplayProperty')
  const name = String(body['name'])
  const made = context.now()
  return {
    id: freshTypeId(context),
    name,
    labels: labelsOf(body['labels'], {singular: name, plural: name}),
    required: textsOf(body, 'requiredProperties'),
    primaryDisplayProperty: primary || first,
    secondaryDisplayProperties: textsOf(body, 'secondaryDisplayProperties'),
    searchableProperties: textsOf(body, 'searchableProperties'),
    ...defined({description: textIn(body, 'description')}),
    createdAtMs: made,
    updatedAtMs: made,
  }
}

/** None that a kind has or had: another one would become it. */
function freshTypeId({random, schemas}: CrmContext): string {
  const isTaken = (number: number) => schemas.isKnown(`2-${number}`)
  return `2-${freshNumber(random, {from: 40_000_000, to: 49_000_000, isTaken})}`
}

function refuseSchema({context}: Call, {name}: MadeSchema): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    throw validationRefusal(
      `Object name '${name}' must consist of letters, digits and underscores, starting with a letter.`,
    )
  const custom = [...context.schemas.live, ...context.schemas.archived].filter(type => type.custom)
  if (custom.some(type => type.name.toLowerCase() === name.toLowerCase()))
    throw new CrmRefusal(409, {message: `Object type '${name}' already exists.`, category: 'OBJECT_ALREADY_EXISTS'})
  if (custom.length >= MAX_CUSTOM_OBJECTS)
    throw validationRefusal(`Portal has reached the limit of ${MAX_CUSTOM_OBJECTS} custom objects.`)
}

/** In the object's own group, where they name none. */
function propertyBodies(schema: MadeSchema, body: BodyObject): BodyObject[] {
  if (!Array.isArray(body['properties']))
    throw wrongShape('java.util.ArrayList<ObjectTypePropertyCreate>', body['properties'])
  const properties = body['properties'].filter(isJsonObject)
  refuseUnknownProperties(schema, new Set(['hs_object_id', ...properties.map(({name}) => String(name))]))
  return properties.map(property => ({groupName: `${schema.name}_information`, ...property}))
}

function refuseUnknownProperties(schema: MadeSchema, names: ReadonlySet<string>): void {
  const {required, primaryDisplayProperty, secondaryDisplayProperties, searchableProperties} = schema
  const named = [...required, primaryDisplayProperty, ...secondaryDisplayProperties, ...searchableProperties]
  const unknown = named.filter(name => !names.has(name))
  if (unknown.length > 0) throw validationRefusal(`Properties [${unknown.join(', ')}] do not exist on the object type.`)
}

function labelsOf(labels: unknown, former: ObjectType['labels']): ObjectType['labels'] {
  if (!isJsonObject(labels)) throw wrongShape('ObjectTypeDefinitionLabels', labels)
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' && value !== '' ? value : otherwise)
  return {singular: text(labels['singular'], former.singular), plural: text(labels['plural'], former.plural)}
}

function textsOf(body: BodyObject, name: string): string[] {
  const value = body[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrongShape('java.util.ArrayList<java.lang.String>', value)
  return value.map(String)
}

/** As a change is answered: without properties and links. */
function presentDefinition({type, context, version}: TypedCall): unknown {
  const {id, labels, name, required, fullyQualifiedName, primaryDisplayProperty} = type
  return {
    ...{labels, name, fullyQualifiedName, primaryDisplayProperty, requiredProperties: required},
    searchableProperties: type.searchableProperties,
    secondaryDisplayProperties: type.secondaryDisplayProperties,
    ...(type.description !== undefined && {description: type.description}),
    ...(version === 'v3' ? {} : {allowsSensitiveProperties: false}),
    ...{id: id.split('-')[1], objectTypeId: id, portalId: context.portalId, archived: false, ...schemaTimes(type)},
  }
}
