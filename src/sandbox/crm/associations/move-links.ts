import type {TypedCall} from '../call/context.js'
import type {RecordRef} from '../records/association-store.js'

/**
 * Gives the links of records that are gone to the one that is left, those of the first before the others: of primary
 * companies the first stays it (docs/hubspot-api.md#merges).
 */
export function moveLinks({context, type}: TypedCall, gone: readonly string[], id: string): void {
  const {associations, types} = context
  const kept: RecordRef = {typeId: type.id, id}
  const links = gone.flatMap(from =>
    types.flatMap(to =>
      [...associations.targets({typeId: type.id, id: from}, to.id)].map(([toId, keys]) => ({
        to: {typeId: to.id, id: toId},
        keys,
      })),
    ),
  )
  for (const from of gone) associations.unlinkAll({typeId: type.id, id: from})
  for (const {to, keys} of links) if (!isOneOf(to, [...gone, id], type.id)) addTypes(context, [kept, to], keys)
}

/** A link between the records that became one. */
function isOneOf({typeId, id}: RecordRef, ids: readonly string[], ownType: string): boolean {
  return typeId === ownType && ids.includes(id)
}

function addTypes(
  {associations, associationTypes}: TypedCall['context'],
  [from, to]: readonly [RecordRef, RecordRef],
  keys: readonly string[],
): void {
  const held = new Set([...associations.targets(from, to.typeId).values()].flat())
  const added = keys.filter(
    key => associationTypes.byKey(from.typeId, to.typeId, key)?.kind !== 'primary' || !held.has(key),
  )
  const types = [...new Set([...associations.typesOf(from, to), ...added])].flatMap(
    key => associationTypes.byKey(from.typeId, to.typeId, key) ?? [],
  )
  associations.put({from, to, types: types.map(({key}) => key), inverseTypes: types.map(each => each.inverseKey)})
}
