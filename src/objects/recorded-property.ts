import type {ObjectDefinition, ValidationRule} from '../hubspot/portal/portal-types.js'
import {readProperty} from '../hubspot/portal/properties.js'
import type {RulesByProperty} from '../hubspot/portal/validation-rules.js'
import {arrayOf, type JsonObject, objectOf} from '../shared/json.js'
import type {PropertySummary} from './describe-object.js'

/** A property in the keys of `objects OBJECT --json`, with all that HubSpot tells of it but who made it. */
export interface RecordedProperty extends Omit<PropertySummary, 'rules'> {
  readonly rules?: readonly ValidationRule[]
  readonly [more: string]: unknown
}

const TOLD = [
  ...['name', 'label', 'type', 'fieldType', 'description', 'groupName', 'displayOrder', 'calculated'],
  ...['externalOptions', 'referencedObjectType', 'hasUniqueValue', 'hidden', 'hubspotDefined', 'formField'],
  ...['modificationMetadata', 'dataSensitivity', 'createdAt', 'updatedAt'],
]

interface About {
  readonly object: ObjectDefinition
  readonly keyNames: ReadonlySet<string>
  readonly rules: RulesByProperty
}

/** None for what is no property. */
export function recordedProperty(raw: JsonObject, {object, keyNames, rules}: About): RecordedProperty[] {
  return readProperty(raw).map(property => {
    const {name, label, type, fieldType, readOnly} = property
    const sensitivity = raw['dataSensitivity']
    const own = rules.get(name)
    return {
      ...picked(raw, TOLD),
      ...{name, label, type, fieldType},
      key: keyNames.has(name),
      readOnly,
      required: object.requiredProperties.includes(name),
      options: arrayOf(raw['options']).map(recordedOption),
      ...((sensitivity === 'sensitive' || sensitivity === 'highly_sensitive') && {sensitivity}),
      ...(own && {rules: own}),
    }
  })
}

function recordedOption(value: unknown): {readonly label: string; readonly value: string} {
  const option = objectOf(value)
  const text = String(option['value'] ?? '')
  return {
    ...picked(option, ['description', 'displayOrder', 'hidden']),
    value: text,
    label: String(option['label'] ?? text),
  }
}

/** What it says under these names; what is null, or not there, is left out. */
export function picked(value: JsonObject, names: readonly string[]): JsonObject {
  const told = names.filter(name => Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined)
  return Object.fromEntries(told.map(name => [name, value[name]]))
}
