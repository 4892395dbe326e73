import type {MappingRequest, MappingTarget} from './mapping-types.js'
import {propertyFinder} from './property-finder.js'

/** Whether a column or a constant may go to a property that holds owners; only then need they be read from the portal. */
export function needsOwners({columns, map, set = [], ignore}: MappingRequest, {properties}: MappingTarget): boolean {
  const find = propertyFinder(properties)
  const names = [
    ...columns.filter(column => !ignore.includes(column)),
    ...map.map(({property}) => property),
    ...set.map(({property}) => property),
  ]
  return names.some(name => find(name).some(({referencedObjectType}) => referencedObjectType === 'OWNER'))
}
