/**
 * What a portal says of itself: properties, schemas, pipelines, owners, the account.
 */

import {ownOf} from '../../../shared/named.js'
import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, parseJsonObject, wrongShape} from '../call/json-body.js'
import {compileProperty} from '../portal/define-property.js'
import type {OptionDefinition, PropertyBody} from '../portal/object-type.js'

const MAX_UNIQUE_PROPERTIES = 10
const REQUIRED = ['groupName', 'name', 'label', 'type', 'fieldType']
/** The user a private app acts for. */
const USER_ID = '61200431'

/** Field types that a creatable type can have. */
const FIELD_TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['text', 'textarea', 'html', 'phonenumber', 'file', 'calculation_equation'],
  phone_number: ['phonenumber'],
  number: ['number', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
}

/** All properties; there is no paging. None is ever archived here, none sensitive: those are listed only on request. */
export function listProperties({type, request}: TypedCall): SandboxReply {
  const {query} = request
  const wantsOthers =
    query.get('archived') === 'true' || (query.get('dataSensitivity') ?? 'non_sensitive') !== 'non_sensitive'
  return {status: 200, body: {results: wantsOthers ? [] : [...type.properties.values()].map(property => property.body)}}
}

export function getProperty({type, name}: TypedCall): SandboxReply {
  const property = type.properties.get(name)
  if (property) return {status: 200, body: property.body}
  throw new CrmRefusal(404, {message: `Property "${name}" does not exist`, category: 'OBJECT_NOT_FOUND'})
}

export function createProperty(call: TypedCall): SandboxReply {
  const body = parseJsonObject(call.request.body)
  const missing = REQUIRED.filter(name => typeof body[name] !== 'string' || body[name] === '')
  if (missing.length > 0) throw missingFields(missing)
  const property = toPropertyBody(body, instant(call.context.now()))
  refuseProperty(call, property)
  call.type.properties.set(property.name, compileProperty(call.type.id, property))
  call.context.onPropertyCreated(call.type, property.name)
  return {status: 201, body: property}
}

function refuseProperty({type}: TypedCall, {name, type: valueType, fieldType, hasUniqueValue}: PropertyBody): void {
  if (type.properties.has(name)) {
    const message = `A property named '${name}' already exists.`
    throw new CrmRefusal(409, {
      message,
      subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
      category: 'OBJECT_ALREADY_EXISTS',
    })
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw validationRefusal(
      `Property name '${name}' must be lower-case letters, digits and underscores, starting with a letter.`,
    )
  if (!ownOf(FIELD_TYPES, valueType)?.includes(fieldType))
    throw validationRefusal(`A property of type ${valueType} cannot have the field type ${fieldType}.`)
  const unique = [...type.properties.values()].filter(({body}) => body.hasUniqueValue && body.hubspotDefined !== true)
  if (hasUniqueValue && unique.length >= MAX_UNIQUE_PROPERTIES) {
    throw validationRefusal(`An object type can have at most ${MAX_UNIQUE_PROPERTIES} properties with unique values.`)
  }
}

function toPropertyBody(body: BodyObject, at: string): PropertyBody {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  return {
    updatedAt: at,
    createdAt: at,
    name: text('name'),
    label: text('label'),
    type: text('type'),
    fieldType: text('fieldType'),
    description: text('description'),
    groupName: text('groupName'),
    options: toOptions(body['options']),
    createdUserId: USER_ID,
    updatedUserId: USER_ID,
    displayOrder: typeof body['displayOrder'] === 'number' ? body['displayOrder'] : -1,
    calculated: false,
    externalOptions: body['externalOptions'] === true,
    archived: false,
    hasUniqueValue: body['hasUniqueValue'] === true,
    hidden: body['hidden'] === true,
    modificationMetadata: {archivable: true, readOnlyDefinition: false, readOnlyValue: false},
    formField: body['formField'] === true,
    dataSensitivity: 'non_sensitive',
  }
}

function toOptions(options: unknown): OptionDefinition[] {
  if (options === undefined || options === null) return []
  if (!Array.isArray(options)) throw wrongShape('java.util.ArrayList<Option>', options)
  return options.filter(isJsonObject).map((option, index) => ({
    label: String(option['label'] ?? ''),
    value: String(option['value'] ?? ''),
    description: String(option['description'] ?? ''),
    displayOrder: typeof option['displayOrder'] === 'number' ? option['displayOrder'] : index,
    hidden: option['hidden'] === true,
  }))
}
