import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {isContactEmail, STANDARD_OBJECTS} from '../../hubspot/portal/standard-objects.js'

const PLAIN_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'bool', 'date', 'datetime'])

/**
 * What HubSpot does with these depends on the record as it is at that moment: a stage is held against the record's
 * pipeline, a life cycle stage against the one before, and a new record starts with a stage of its own.
 */
export const DEPENDS_ON_RECORD: ReadonlySet<string> = new Set([
  'lifecyclestage',
  ...STANDARD_OBJECTS.flatMap(({pipelineProperty, stageProperty}) => [pipelineProperty, stageProperty]),
])

/**
 * Whether a later value of the property may replace an earlier, different one of the same key unsent.
 * Only where HubSpot could not have refused the earlier one after the local check, and where its writing has no effect
 * of its own.
 */
export function isFoldable(
  property: PropertyDefinition,
  {object, key}: {readonly object: Pick<ObjectDefinition, 'objectTypeId'>; readonly key: string},
): boolean {
  const {name, type, hasUniqueValue, externalOptions, referencedObjectType} = property
  if (name === key || hasUniqueValue || hasEffect(name, object)) return false
  return PLAIN_TYPES.has(type) && !externalOptions && referencedObjectType === undefined
}

/** Writing it does more than store a value: a stage moves a deal, a life cycle only goes forward. */
function hasEffect(property: string, {objectTypeId}: Pick<ObjectDefinition, 'objectTypeId'>): boolean {
  return dependsOnRecord(property) || isContactEmail(objectTypeId, property)
}

/**
 * The rule of values beside that of properties: a leading `;` adds to what is stored, and a clear before a set is two
 * steps.
 */
export function mayReplace(earlier: string, later: string): boolean {
  return earlier === later || (earlier !== '' && !earlier.startsWith(';') && !later.startsWith(';'))
}

/**
 * Whether rows may be merged only when they write the very same values of this property, or the later ones write none
 * of its kind.
 */
export function dependsOnRecord(property: string): boolean {
  return DEPENDS_ON_RECORD.has(property)
}
