import type {PropertyDefinition} from '../hubspot/portal/portal-types.js'
import type {Mapping} from '../mapping/mapping-types.js'
import type {RunRecord} from '../runs/run-record.js'

/**
 * Names of properties whose values no two records share, but for the key, as far as rows of this mapping may set them.
 * A contact's e-mail is one of them, whatever its definition says.
 */
export function uniqueProperties(
  properties: readonly PropertyDefinition[],
  {object, key}: Pick<RunRecord, 'object' | 'key'>,
  {columns, fields}: Pick<Mapping, 'columns' | 'fields'>,
): string[] {
  const isContact = object.objectTypeId === '0-1'
  const set = new Set([...columns, ...[...fields.values()].flat()].map(({property}) => property))
  const isUnique = ({name, hasUniqueValue}: PropertyDefinition): boolean =>
    hasUniqueValue || (isContact && name === 'email')
  return properties
    .filter(property => property.name !== key && set.has(property.name) && isUnique(property))
    .map(({name}) => name)
}
