import type {ObjectType} from '../portal/object-type.js'
import type {FileObject} from './portal-definitions.js'

/** The same object of the default portal. */
export function baseOf({name, objectTypeId}: FileObject, types: readonly ObjectType[]): ObjectType | undefined {
  if (objectTypeId !== undefined) return types.find(({id}) => id === objectTypeId)
  const wanted = name.toLowerCase()
  return types.find(type => type.name === wanted || type.singularName === wanted || type.id === wanted)
}
