import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {missingOnCreate} from '../../hubspot/portal/required-on-create.js'
import {isContactEmail} from '../../hubspot/portal/standard-objects.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import {createsOnly, MODE_FACTS, type WriteMode} from '../../rows/run-mode.js'
import type {RunRecord} from '../../runs/run-record.js'

/**
 * What to tell before a push none of whose rows could make a record; undefined where they could. Rows that update are
 * not concerned.
 */
export function warnOfUnfilled(
  object: ObjectDefinition,
  {columns, constants, stages, format}: Mapping,
  mode: WriteMode = 'upsert',
): string | undefined {
  if (!MODE_FACTS[mode].creates) return undefined
  const filled = new Set([
    ...columns.map(({property}) => property),
    ...Object.keys(constants),
    stages.constant?.column.property,
  ])
  const missing = missingOnCreate(object, property => filled.has(property))
  if (missing === undefined) return undefined
  const nobody = format === 'csv' ? 'No column is mapped to' : 'The first rows have no field for'
  return (
    `${nobody} ${missing.text}, which HubSpot requires for new records in ${object.name}: ` +
    (createsOnly(mode) ? 'no row will be written.' : 'only rows of existing records will be written.')
  )
}

/**
 * Names of properties whose values no two records share, but for the key, as far as rows of this mapping may set them.
 * A contact's e-mail is one of them, whatever its definition says.
 */
export function uniqueProperties(
  properties: readonly PropertyDefinition[],
  {object, key}: Pick<RunRecord, 'object' | 'key'>,
  {columns, fields}: Pick<Mapping, 'columns' | 'fields'>,
): string[] {
  const set = new Set([...columns, ...[...fields.values()].flat()].map(({property}) => property))
  const isUnique = ({name, hasUniqueValue}: PropertyDefinition): boolean =>
    hasUniqueValue || isContactEmail(object.objectTypeId, name)
  return properties
    .filter(property => property.name !== key && set.has(property.name) && isUnique(property))
    .map(({name}) => name)
}
