import {findObject} from '../../../hubspot/portal/find-object.js'
import type {ObjectDefinition} from '../../../hubspot/portal/portal-types.js'

/**
 * `CONTACT`, `LINE_ITEM`, a custom object's own name: as Airbyte's own destination calls them, so that a connection that
 * was made with it still finds its object. A name that means several objects gives way to the type id.
 */
export function objectNameOf(object: ObjectDefinition, all: readonly ObjectDefinition[]): string {
  const name = object.custom ? object.name : object.singularLabel.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return means(name, object, all) ? name : object.objectTypeId
}

function means(name: string, {objectTypeId}: ObjectDefinition, all: readonly ObjectDefinition[]): boolean {
  try {
    return findObject(name, all).objectTypeId === objectTypeId
  } catch {
    return false // none is called so, or several
  }
}
