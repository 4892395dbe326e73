import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {factsOf} from '../../hubspot/portal/standard-objects.js'
import {propertyFinder} from '../columns/property-finder.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'

/**
 * What must be read from the portal besides properties, since a column or a constant may go to one that holds ids of
 * it.
 */
export interface NeededLookups {
  readonly owners: boolean
  readonly pipelines: boolean
}

/** `mayBringMore`: rows may come with fields that no row had so far, to any property that can be written. */
export function neededLookups(request: MappingRequest, target: MappingTarget, mayBringMore = false): NeededLookups {
  const properties = mayBringMore ? target.properties.filter(({readOnly}) => !readOnly) : mentioned(request, target)
  const {pipelineProperty, stageProperty} = factsOf(target.object.objectTypeId)
  return {
    owners: properties.some(({referencedObjectType}) => referencedObjectType === 'OWNER'),
    pipelines: properties.some(({name}) => name === pipelineProperty || name === stageProperty),
  }
}

function mentioned(
  {columns, map, set = [], ignore}: MappingRequest,
  {properties}: MappingTarget,
): readonly PropertyDefinition[] {
  const find = propertyFinder(properties)
  const names = [
    ...columns.filter(column => !ignore.includes(column)),
    ...map.map(({property}) => property),
    ...set.map(({property}) => property),
  ]
  return names.flatMap(find)
}
