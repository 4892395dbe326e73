import {AppError} from '../../errors/app-error.js'
import {defined} from '../../shared/defined.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import {ScopeMissingError} from '../call/call-errors.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from './call-for-body.js'
import {explainingSwitchedOff} from './enablement.js'
import type {ObjectDefinition, PropertyDefinition, PropertyOption, Sensitivity} from './portal-types.js'

/** Every property of the object but archived ones; HubSpot does not page this list. */
export async function listProperties(hubspot: HubSpot, object: ObjectDefinition): Promise<PropertyDefinition[]> {
  const path = pathsOf(hubspot.apiVersion).properties(object.objectTypeId)
  const what = `the properties of ${object.name} (${object.objectTypeId})`
  const body = await explainingSwitchedOff(hubspot, object, callForBody(hubspot, {method: 'GET', path}, what))
  return arrayOf(body['results']).flatMap(readProperty)
}

/** Internal names of archived properties: a new one of such a name is the old one (docs/hubspot-api.md#creating-properties). */
export async function listArchivedNames(hubspot: HubSpot, object: ObjectDefinition): Promise<readonly string[]> {
  const path = pathsOf(hubspot.apiVersion).properties(object.objectTypeId)
  const call = {method: 'GET', path, query: {archived: 'true'}} as const
  const body = await callForBody(hubspot, call, `the archived properties of ${object.name}`)
  return arrayOf(body['results']).flatMap(property => textOf(objectOf(property)['name']) ?? [])
}

export interface SensitiveProperties {
  readonly properties: readonly PropertyDefinition[]
  /** Any of them would show those that are not listed. Empty: none is known to be missing. */
  readonly missingScopes: readonly string[]
}

const SENSITIVITIES: readonly Sensitivity[] = ['sensitive', 'highly_sensitive']

/**
 * What `listProperties` leaves out (docs/hubspot-api.md#sensitive-properties). A portal may not have the feature, or not
 * answer: then there are none.
 */
export async function listSensitiveProperties(
  hubspot: HubSpot,
  object: ObjectDefinition,
): Promise<SensitiveProperties> {
  const lists = await Promise.all(SENSITIVITIES.map(sensitivity => listOf(hubspot, object, sensitivity)))
  return {
    properties: lists.flatMap(({properties}) => properties),
    missingScopes: [...new Set(lists.flatMap(({missingScopes}) => missingScopes))],
  }
}

async function listOf(
  hubspot: HubSpot,
  object: ObjectDefinition,
  sensitivity: Sensitivity,
): Promise<SensitiveProperties> {
  const path = pathsOf(hubspot.apiVersion).properties(object.objectTypeId)
  const query = {dataSensitivity: sensitivity}
  try {
    const body = await callForBody(hubspot, {method: 'GET', path, query}, `the sensitive properties of ${object.name}`)
    const properties = arrayOf(body['results'])
      .flatMap(readProperty)
      .map(property => ({...property, sensitivity}))
    return {properties, missingScopes: []}
  } catch (error) {
    if (error instanceof ScopeMissingError) return {properties: [], missingScopes: error.scopes}
    if (error instanceof AppError && NOT_LISTED.has(error.code)) return {properties: [], missingScopes: []}
    throw error
  }
}

const NOT_LISTED: ReadonlySet<string> = new Set(['UNKNOWN_OBJECT', 'CALL_REFUSED', 'BUG'])

/** None for an archived property and for what is not a property. Every key but `name` may be missing. */
export function readProperty(value: unknown): PropertyDefinition[] {
  const property = objectOf(value)
  const name = textOf(property['name'])
  if (name === undefined || property['archived'] === true) return []
  const referencedObjectType = textOf(property['referencedObjectType'])
  const fieldType = textOf(property['fieldType']) ?? 'text'
  // calculation_* properties may say `calculated: false` and are read-only anyway (docs/hubspot-api.md#read-only-properties).
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
