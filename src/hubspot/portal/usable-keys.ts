import type {ObjectDefinition, PropertyDefinition} from './portal-types.js'

export interface UsableKeys {
  /** Contact e-mail first, then by name as HubSpot lists them. */
  readonly keys: readonly {readonly property: string; readonly label: string}[]
  /** Properties that look like keys and are none, with the reason. */
  readonly refused: readonly {readonly property: string; readonly reason: string}[]
}

const NON_UNIQUE = 'its values are not unique, so HubSpot refuses to match on it'

/** Properties people take for keys. Source: docs/hubspot-api.md#unique-properties. */
const LOOK_LIKE_KEYS: ReadonlyMap<string, string> = new Map([
  ['hs_object_id', 'HubSpot makes record ids itself and refuses them in an upsert'],
  ['hs_unique_creation_key', 'HubSpot takes it when a record is made, not to match on'],
  ['domain', 'HubSpot merges companies by it in its own pages only; an upsert by domain is refused as non-unique'],
  ['hs_additional_emails', 'it holds several values; push by email, which also finds additional ones'],
  ['name', NON_UNIQUE],
  ['dealname', NON_UNIQUE],
  ['subject', NON_UNIQUE],
  ['hs_sku', NON_UNIQUE],
])

/**
 * Which properties rows can be matched on. Contact `email` can, whatever its flag says; of others the flag decides
 * (docs/hubspot-api.md#keys-that-hubspot-defines).
 */
export function usableKeys(object: ObjectDefinition, properties: readonly PropertyDefinition[]): UsableKeys {
  const keys: {property: string; label: string}[] = []
  const refused: {property: string; reason: string}[] = []
  for (const property of properties) {
    const reason = refusalOf(object, property)
    if (reason === undefined) keys.push({property: property.name, label: property.label})
    else if (property.hasUniqueValue || LOOK_LIKE_KEYS.has(property.name))
      refused.push({property: property.name, reason})
  }
  if (isContacts(object)) keys.sort((a, b) => Number(b.property === 'email') - Number(a.property === 'email'))
  return {keys, refused}
}

/** Why rows cannot be matched on the property; undefined when they can. */
function refusalOf(object: ObjectDefinition, {name, hasUniqueValue, readOnly}: PropertyDefinition): string | undefined {
  if (isContacts(object) && name === 'email') return undefined
  if (name === 'hs_object_id' || name === 'hs_unique_creation_key') return LOOK_LIKE_KEYS.get(name)
  if (object.objectTypeId === '0-2' && name === 'domain') return LOOK_LIKE_KEYS.get(name)
  if (readOnly) return 'it is read-only: HubSpot sets it'
  if (hasUniqueValue) return undefined
  return name === 'domain' ? NON_UNIQUE : (LOOK_LIKE_KEYS.get(name) ?? NON_UNIQUE)
}

function isContacts({objectTypeId}: ObjectDefinition): boolean {
  return objectTypeId === '0-1'
}
