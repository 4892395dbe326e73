import type {ObjectDefinition, PropertyDefinition} from './portal-types.js'
import {factsOf, isContactEmail, NON_UNIQUE} from './standard-objects.js'

export interface UsableKeys {
  /** Contact e-mail first, then by name as HubSpot lists them. */
  readonly keys: readonly {readonly property: string; readonly label: string}[]
  /** Keys that can be asked for by name: HubSpot may refuse them. */
  readonly onRequest: UsableKeys['keys']
  /** Properties that look like keys and are none, with the reason. */
  readonly refused: readonly {readonly property: string; readonly reason: string}[]
}

/** Every object has these, with a flag that says they are unique. Source: docs/hubspot-api.md#unique-properties. */
const NEVER_KEYS: ReadonlyMap<string, string> = new Map([
  [
    'hs_object_id',
    'HubSpot assigns record ids itself, so an upsert cannot match on them; --mode update and delete can',
  ],
  ['hs_unique_creation_key', 'HubSpot accepts it when a record is created, but not to match on'],
])

const ON_REQUEST = 'HubSpot does not mark it as unique, but may match on it: --key KEY tries it'

/**
 * Which properties rows can be matched on. Contact `email` can, whatever its flag says; of others the flag decides
 * (docs/hubspot-api.md#keys-that-hubspot-defines).
 */
export function usableKeys(object: ObjectDefinition, properties: readonly PropertyDefinition[]): UsableKeys {
  const keys: {property: string; label: string}[] = []
  const onRequest: {property: string; label: string}[] = []
  const refused: {property: string; reason: string}[] = []
  for (const property of properties) {
    const reason = refusalOf(object, property)
    const key = {property: property.name, label: property.label}
    if (reason === undefined) keys.push(key)
    else if (reason === ON_REQUEST) {
      onRequest.push(key)
      refused.push({property: property.name, reason: reason.replace('KEY', property.name)})
    } else if (property.hasUniqueValue || looksLikeKey(object, property))
      refused.push({property: property.name, reason})
  }
  const isFirst = ({property}: {property: string}): boolean => isContactEmail(object.objectTypeId, property)
  keys.sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  return {keys, onRequest, refused}
}

function looksLikeKey({objectTypeId}: ObjectDefinition, {name}: PropertyDefinition): boolean {
  return NEVER_KEYS.has(name) || factsOf(objectTypeId).lookAlikeKeys.some(({property}) => property === name)
}

/** Why rows cannot be matched on the property; undefined when they can. */
function refusalOf(
  {objectTypeId}: ObjectDefinition,
  {name, hasUniqueValue, readOnly}: PropertyDefinition,
): string | undefined {
  if (isContactEmail(objectTypeId, name)) return undefined
  const lookAlike = factsOf(objectTypeId).lookAlikeKeys.find(({property}) => property === name)
  if (NEVER_KEYS.has(name)) return NEVER_KEYS.get(name)
  if (lookAlike?.neverKey !== undefined) return lookAlike.reason
  if (readOnly) return 'it is read-only: HubSpot sets it'
  if (!hasUniqueValue && factsOf(objectTypeId).definedKeys?.includes(name)) return ON_REQUEST
  return hasUniqueValue ? undefined : (lookAlike?.reason ?? NON_UNIQUE)
}
