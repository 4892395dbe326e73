import {type AddFlags, addFlags} from '../../errors/next-step.js'
import {propertyFinder} from '../columns/property-finder.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'

/**
 * For a file with a column of record ids, such as HubSpot's own exports have: rows can be matched on them, unless they
 * may create records. None where they are, or where there is no such column. `others`: what else is unclear.
 */
export function recordIdSteps(
  {columns, byRecordId}: Pick<MappingRequest, 'columns' | 'byRecordId'>,
  {properties}: Pick<MappingTarget, 'properties'>,
  others: readonly string[] = [],
): readonly AddFlags[] {
  if (byRecordId === true) return []
  const find = propertyFinder(properties)
  const column = columns.find(name => find(name).some(property => property.name === 'hs_object_id'))
  if (column === undefined) return []
  const flags = [...others, '--mode', 'update', '--key', 'hs_object_id']
  return [addFlags(flags, `matches rows on the record ids in "${column}", and creates no records`)]
}
