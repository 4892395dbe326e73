import {ownOf} from '../../../shared/named.js'
import type {SandboxSwitches} from '../../basics/switches.js'
import {flagIn, numberIn, textIn} from '../call/body-fields.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import type {OptionDefinition, PropertyBody} from '../portal/object-type.js'

const MAX_UNIQUE_PROPERTIES = 10
const MAX_CUSTOM_PROPERTIES = 1000
const REQUIRED = ['groupName', 'name', 'label', 'type', 'fieldType']
/** The user a private app acts for. */
export const USER_ID = '61200431'

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

/** A new property as it will be sent; throws for what it lacks. */
export function toPropertyBody(body: BodyObject, at: string): PropertyBody {
  const text = (name: string) => textIn(body, name) ?? ''
  const missing = REQUIRED.filter(name => text(name) === '')
  if (missing.length > 0) throw missingFields(missing)
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
    displayOrder: numberIn(body, 'displayOrder') ?? -1,
    calculated: false,
    externalOptions: flagIn(body, 'externalOptions') ?? false,
    archived: false,
    hasUniqueValue: flagIn(body, 'hasUniqueValue') ?? false,
    hidden: flagIn(body, 'hidden') ?? false,
    modificationMetadata: {archivable: true, readOnlyDefinition: false, readOnlyValue: false},
    formField: flagIn(body, 'formField') ?? false,
    dataSensitivity: toSensitivity(body['dataSensitivity']),
  }
}

function toSensitivity(value: unknown): PropertyBody['dataSensitivity'] {
  const known = (['non_sensitive', 'sensitive', 'highly_sensitive'] as const).find(each => each === value)
  if (value !== undefined && value !== null && known === undefined)
    throw validationRefusal(`dataSensitivity cannot be ${JSON.stringify(value)}.`)
  return known ?? 'non_sensitive'
}

export function toOptions(options: unknown): OptionDefinition[] {
  if (options === undefined || options === null) return []
  if (!Array.isArray(options)) throw wrongShape('java.util.ArrayList<Option>', options)
  return options.map(toOption)
}

function toOption(option: unknown, index: number): OptionDefinition {
  if (!isJsonObject(option)) throw wrongShape('OptionInput', option)
  const [label, value] = [textIn(option, 'label'), textIn(option, 'value')]
  const missing = Object.entries({label, value}).flatMap(([name, each]) => (each === undefined ? [name] : []))
  if (label === undefined || value === undefined) throw missingFields(missing)
  return {
    ...{label, value, description: textIn(option, 'description') ?? '', hidden: flagIn(option, 'hidden') ?? false},
    displayOrder: numberIn(option, 'displayOrder') ?? index,
  }
}

/** Throws for a new property that the kind cannot have (docs/hubspot-api.md#creating-properties). */
export function refuseNewProperty({type, context}: TypedCall, property: PropertyBody): void {
  const {name, hasUniqueValue, dataSensitivity} = property
  if (dataSensitivity !== 'non_sensitive') refuseSensitive(context.switches.sensitiveProperties)
  if (type.properties.has(name)) throw nameExists(name)
  refuseOddName('Property name', name)
  const {maxPropertyName} = context.switches
  if (name.length > maxPropertyName)
    throw validationRefusal(`Property name '${name}' is longer than ${maxPropertyName} characters.`)
  refuseDefinition({type}, property)
  const custom = [...type.properties.values()].filter(({body}) => body.hubspotDefined !== true)
  if (custom.length >= MAX_CUSTOM_PROPERTIES)
    throw validationRefusal(`Portal has reached the limit of ${MAX_CUSTOM_PROPERTIES} properties for ${type.name}.`)
  if (hasUniqueValue && custom.filter(({body}) => body.hasUniqueValue).length >= MAX_UNIQUE_PROPERTIES) {
    throw validationRefusal(`An object type can have at most ${MAX_UNIQUE_PROPERTIES} properties with unique values.`)
  }
}

/** What properties and groups can be called (docs/hubspot-api.md#unique-properties). */
export function refuseOddName(what: string, name: string): void {
  if (/^[a-z][a-z0-9_]*$/.test(name)) return
  throw validationRefusal(
    `${what} '${name}' must be lower-case letters, digits and underscores, starting with a letter.`,
  )
}

/** Source: docs/hubspot-api.md#sensitive-properties. */
function refuseSensitive(sensitiveProperties: SandboxSwitches['sensitiveProperties']): void {
  if (sensitiveProperties === 'switched-off') throw sensitiveDataSwitchedOff()
  if (sensitiveProperties === 'missing-scope')
    throw new CrmRefusal(403, {
      message: 'Missing required scope for: sensitive-data-property-create',
      category: 'MISSING_SCOPES',
    })
}

export function sensitiveDataSwitchedOff(): CrmRefusal {
  return new CrmRefusal(400, {
    message: 'This portal is not enabled for sensitive data.',
    category: 'VALIDATION_ERROR',
    subCategory: 'PORTAL_NOT_ENABLED_FOR_SENSITIVE_DATA',
  })
}

/** Throws for two options of one value. Returns the values, sorted. */
export function refuseTwice(options: readonly OptionDefinition[]): readonly string[] {
  const values = options.map(({value}) => value).toSorted()
  const twice = values.find((value, index) => value === values[index + 1])
  if (twice !== undefined) throw validationRefusal(`There are two options with the value '${twice}'.`)
  return values
}

/** What holds for a changed one, too. */
export function refuseDefinition(
  {type}: Pick<TypedCall, 'type'>,
  {type: valueType, fieldType, groupName, options}: PropertyBody,
): void {
  if (!ownOf(FIELD_TYPES, valueType)?.includes(fieldType))
    throw validationRefusal(`A property of type ${valueType} cannot have the field type ${fieldType}.`)
  const values = refuseTwice(options)
  if (fieldType === 'booleancheckbox' && valueType === 'bool' && values.join() !== 'false,true')
    throw new CrmRefusal(400, {
      message: 'Boolean properties must have exactly two options, "true" and "false".',
      subCategory: 'PropertyValidationError.INVALID_BOOLEAN_OPTION',
      category: 'VALIDATION_ERROR',
    })
  if (!type.groups.has(groupName)) throw validationRefusal(`Property group '${groupName}' does not exist.`)
}

function nameExists(name: string): CrmRefusal {
  return new CrmRefusal(409, {
    message: `A property named '${name}' already exists.`,
    subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
    category: 'OBJECT_ALREADY_EXISTS',
  })
}
