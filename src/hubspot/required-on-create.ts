import type {ObjectDefinition} from './api-types.js'

/** A new record must have one of these, whichever. Source: using-object-apis guide, read 2026-11 (api.md 6). */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  '0-1': ['email', 'firstname', 'lastname'],
  '0-2': ['domain', 'name'],
}

/** Which properties HubSpot would miss in a record made of these values; several alternatives all count as missing. Empty when it would make it. */
export function missingOnCreate(object: ObjectDefinition, properties: Readonly<Record<string, string>>): string[] {
  const isSet = (name: string): boolean => (properties[name] ?? '') !== ''
  const alternatives = ONE_OF[object.objectTypeId] ?? []
  const missing = object.requiredProperties.filter(name => !isSet(name))
  return alternatives.length === 0 || alternatives.some(isSet) ? missing : [...missing, ...alternatives]
}
