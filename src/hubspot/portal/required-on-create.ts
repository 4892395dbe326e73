import {ownOf} from '../../shared/named.js'
import type {ObjectDefinition} from './portal-types.js'

/**
 * A new record must have one of these, whichever. Source: docs/hubspot-api.md#required-on-create.
 */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  '0-1': ['email', 'firstname', 'lastname'],
  '0-2': ['domain', 'name'],
}

/** What HubSpot would miss in a record that is made. */
export interface MissingOnCreate {
  /** At least one; several alternatives all count as missing. */
  readonly properties: readonly string[]
  /** `dealname, dealstage`, or `domain or name` where one of them will do. */
  readonly text: string
}

/** Undefined when HubSpot would make it, as far as its documents and the object's definition say. */
export function missingOnCreate(
  object: ObjectDefinition,
  isSet: (property: string) => boolean,
): MissingOnCreate | undefined {
  const required = object.requiredProperties.filter(name => !isSet(name))
  const alternatives = ownOf(ONE_OF, object.objectTypeId) ?? []
  const oneOf = alternatives.some(isSet) ? [] : alternatives
  const parts = [...required, ...(oneOf.length > 0 ? [oneOf.join(' or ')] : [])]
  return parts.length === 0 ? undefined : {properties: [...required, ...oneOf], text: parts.join(', ')}
}
