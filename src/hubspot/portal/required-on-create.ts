import type {ObjectDefinition} from './portal-types.js'
import {factsOf} from './standard-objects.js'

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
  const {requiredOneOf} = factsOf(object.objectTypeId)
  const oneOf = requiredOneOf.some(isSet) ? [] : requiredOneOf
  const parts = [...required, ...(oneOf.length > 0 ? [oneOf.join(' or ')] : [])]
  return parts.length === 0 ? undefined : {properties: [...required, ...oneOf], text: parts.join(', ')}
}
