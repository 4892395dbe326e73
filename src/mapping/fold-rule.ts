import type {PropertyDefinition} from '../hubspot/api-types.js'

const PLAIN_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'bool', 'date', 'datetime'])

/** Writing these does more than store a value: a stage moves a deal, a life cycle only goes forward. */
const WITH_EFFECT: ReadonlySet<string> = new Set(['email', 'lifecyclestage', 'pipeline', 'dealstage', 'hs_pipeline', 'hs_pipeline_stage'])

/**
 * Whether a later value of the property may replace an earlier, different one of the same key unsent.
 * Only where HubSpot could not have refused the earlier one after the local check, and where its writing has no effect of its own.
 */
export function isFoldable(property: PropertyDefinition, key: string): boolean {
  const {name, type, hasUniqueValue, externalOptions, referencedObjectType} = property
  if (name === key || hasUniqueValue || WITH_EFFECT.has(name)) return false
  return PLAIN_TYPES.has(type) && !externalOptions && referencedObjectType === undefined
}

/** The rule of values beside that of properties: a leading `;` adds to what is stored, and a clear before a set is two steps. */
export function mayReplace(earlier: string, later: string): boolean {
  return earlier === later || (earlier !== '' && !earlier.startsWith(';') && !later.startsWith(';'))
}
