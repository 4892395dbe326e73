import {defined} from '../../shared/defined.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import type {ObjectDefinition, PropertyDefinition, PropertyOption} from './portal-types.js'

/** Every property of the object but archived ones; HubSpot does not page this list. */
export async function listProperties(hubspot: HubSpot, object: ObjectDefinition): Promise<PropertyDefinition[]> {
  const path = pathsOf(hubspot.apiVersion).properties(object.objectTypeId)
  const body = await callForBody(
    hubspot,
    {method: 'GET', path},
    `the properties of ${object.name} (${object.objectTypeId})`,
  )
  return arrayOf(body['results']).flatMap(readProperty)
}

/** None for an archived property and for what is no property. Every key but `name` may be missing. */
export function readProperty(value: unknown): PropertyDefinition[] {
  const property = objectOf(value)
  const name = textOf(property['name'])
  if (name === undefined || property['archived'] === true) return []
  const referencedObjectType = textOf(property['referencedObjectType'])
  const fieldType = textOf(property['fieldType']) ?? 'text'
  // calculation_* properties may say `calculated: false` and are read-only all the same (docs/hubspot-api.md#read-only-properties).
  const calculated = property['calculated'] === true || fieldType.startsWith('calculation_')
  return [
    {
      name,
      label: textOf(property['label']) ?? name,
      type: textOf(property['type']) ?? 'string',
      fieldType,
      options: arrayOf(property['options']).flatMap(readOption),
      hasUniqueValue: property['hasUniqueValue'] === true,
      readOnly: calculated || objectOf(property['modificationMetadata'])['readOnlyValue'] === true,
      calculated,
      hidden: property['hidden'] === true,
      externalOptions: property['externalOptions'] === true,
      ...defined({referencedObjectType}),
    },
  ]
}

function readOption(value: unknown): PropertyOption[] {
  const option = objectOf(value)
  const text = textOf(option['value'])
  return text === undefined
    ? []
    : [{value: text, label: textOf(option['label']) ?? text, hidden: option['hidden'] === true}]
}
