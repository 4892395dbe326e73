import type {PropertyDefinition} from '../hubspot/api-types.js'
import type {RunRecord} from '../runs/run-record.js'

/** Names of properties whose values no two records share, but for the key. A contact's e-mail is one of them, whatever its definition says. */
export function uniqueProperties(properties: readonly PropertyDefinition[], {object, key}: Pick<RunRecord, 'object' | 'key'>): string[] {
  const isContact = object.objectTypeId === '0-1'
  const isUnique = ({name, hasUniqueValue}: PropertyDefinition): boolean => hasUniqueValue || (isContact && name === 'email')
  return properties.filter(property => property.name !== key && isUnique(property)).map(({name}) => name)
}
