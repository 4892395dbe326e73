import type {ObjectType} from './object-type.js'

/**
 * Finds the object a path names: plural or singular in any case, a type id, `p123_car` or `p_car`.
 * A custom object's bare name finds nothing, as on HubSpot.
 */
export function typeFinder(types: readonly ObjectType[]): (name: string) => ObjectType | undefined {
  const byName = new Map<string, ObjectType>()
  for (const type of types) {
    byName.set(type.id, type)
    byName.set(type.fullyQualifiedName.toLowerCase(), type)
    if (type.custom) byName.set(`p_${type.name}`.toLowerCase(), type)
    if (type.custom) continue
    byName.set(type.name, type)
    byName.set(type.singularName, type)
  }
  return name => byName.get(name.toLowerCase())
}
