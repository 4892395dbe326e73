import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'
import type {SeedRef} from './seed-entry.js'

/** What seed data is put into. */
export type SeedContext = Pick<
  CrmContext,
  'types' | 'findType' | 'storeOf' | 'associations' | 'associationTypes' | 'lists' | 'onListChanged' | 'now'
>

/** What one entry asks for cannot be; load-seed.ts says which entry it was. */
export class Impossible extends Error {}

export function liveRecord(
  {object, id}: SeedRef,
  context: SeedContext,
): {readonly typeId: string; readonly id: string} {
  const type = typeNamed(object, context)
  const record = context.storeOf(type).get(String(id))
  if (record === undefined || record.archivedAtMs !== undefined)
    throw new Impossible(`there is no live record ${id} of ${object}`)
  return {typeId: type.id, id: String(id)}
}

export function typeNamed(name: string, {findType, types}: Pick<SeedContext, 'findType' | 'types'>): ObjectType {
  const type = findType(name) ?? types.find(each => each.name === name)
  if (type === undefined) throw new Impossible(`there is no object "${name}"`)
  return type
}
