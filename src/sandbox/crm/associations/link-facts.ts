import type {CrmContext} from '../call/context.js'

/** Two linked records, as the sandbox keeps them; each pair once, from the lower type id or record id to the higher. */
export interface LinkFacts {
  readonly from: {readonly type: string; readonly id: string}
  readonly to: {readonly type: string; readonly id: string}
  readonly types: readonly LinkType[]
  /** The same types as the other side sees them. */
  readonly inverseTypes: readonly LinkType[]
}

interface LinkType {
  readonly category: string
  readonly typeId: number
  readonly label: string | null
}

/** All links there are. */
export function* linkFacts({associations, associationTypes, types}: CrmContext): Generator<LinkFacts> {
  const names = new Map(types.map(type => [type.id, type.name]))
  for (const {from, to, types: keys, inverseTypes} of associations.all())
    yield {
      from: {type: names.get(from.typeId) ?? from.typeId, id: from.id},
      to: {type: names.get(to.typeId) ?? to.typeId, id: to.id},
      types: described(associationTypes.between(from.typeId, to.typeId), keys),
      inverseTypes: described(associationTypes.between(to.typeId, from.typeId), inverseTypes),
    }
}

function described(types: ReturnType<CrmContext['associationTypes']['between']>, keys: readonly string[]): LinkType[] {
  return types.filter(type => keys.includes(type.key)).map(({category, id, label}) => ({category, typeId: id, label}))
}
