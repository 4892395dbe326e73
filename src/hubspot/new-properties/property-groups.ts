import {AppError} from '../../errors/app-error.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from '../portal/call-for-body.js'
import type {NewProperty, ObjectDefinition} from '../portal/portal-types.js'
import {factsOf} from '../portal/standard-objects.js'

/** Internal names of the groups that the object's properties are shown in. */
export async function listPropertyGroups(hubspot: HubSpot, object: ObjectDefinition): Promise<readonly string[]> {
  const path = pathsOf(hubspot.apiVersion).propertyGroups(object.objectTypeId)
  const body = await callForBody(hubspot, {method: 'GET', path}, `the property groups of ${object.name}`)
  return arrayOf(body['results']).flatMap(group => textOf(objectOf(group)['name']) ?? [])
}

/** Where new properties go unless somebody says otherwise. */
export function usualGroup({name, objectTypeId}: ObjectDefinition, groups: readonly string[]): string {
  const {propertyGroup = `${name}_information`} = factsOf(objectTypeId)
  return groups.includes(propertyGroup) ? propertyGroup : (groups[0] ?? propertyGroup)
}

/** Throws AppError MAPPING_INVALID for a group that the object does not have. */
export function checkGroup({name, group}: NewProperty, object: ObjectDefinition, groups: readonly string[]): void {
  if (groups.includes(group)) return
  const message = `Property ${name} is to be in group "${group}", which ${object.name} do not have. They have ${groups.join(', ')}.`
  throw new AppError('MAPPING_INVALID', message)
}
