import {AppError} from '../errors/app-error.js'
import type {ErrorCode} from '../errors/error-codes.js'
import type {LinkDirection, LinkType} from '../hubspot/associations/association-calls.js'
import {
  type AssociationDefinition,
  definitionOf,
  readDefinition,
} from '../hubspot/associations/association-definitions.js'
import {listLinkTypes, plainType} from '../hubspot/associations/find-label.js'
import {inverseOf} from '../hubspot/associations/inverse-label.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {arrayOf, type JsonObject} from '../shared/json.js'

/** A type of links, each once, in one direction. */
export interface RecordedAssociation {
  readonly from: string
  readonly to: string
  readonly category: string
  readonly typeId: number
  /** Null on the plain type. */
  readonly label: string | null
  /** Null where it is not known. */
  readonly inverseTypeId: number | null
  readonly inverseLabel: string | null
  /** Internal names; '' where they are not known. */
  readonly name: string
  readonly inverseName: string
  /** Records that one can be linked to by it; null where nothing limits it. */
  readonly most: number | null
  readonly inverseMost: number | null
}

interface RecordedSchema {
  readonly objectTypeId: string
  readonly schema: JsonObject
}

/** Types between the objects, of the pairs that their definitions name: asked for are no others. */
export async function recordAssociations(
  hubspot: HubSpot,
  objects: readonly RecordedSchema[],
): Promise<readonly RecordedAssociation[]> {
  const definitions = uniqueDefinitions(objects)
  const order = objects.map(({objectTypeId}) => objectTypeId)
  const pairs = pairsOf(definitions, order).map(direction => recordPair(hubspot, direction, definitions))
  return (await Promise.all(pairs)).flat()
}

/** Each object tells of the types of both directions. */
function uniqueDefinitions(objects: readonly RecordedSchema[]): readonly AssociationDefinition[] {
  const all = objects.flatMap(({schema}) => arrayOf(schema['associations']).flatMap(readDefinition))
  return [...new Map(all.map(each => [`${each.from}>${each.to}>${each.typeId}>${each.name}`, each])).values()]
}

function pairsOf(definitions: readonly AssociationDefinition[], order: readonly string[]): LinkDirection[] {
  const named = new Set(definitions.flatMap(({from, to}) => [`${from}>${to}`, `${to}>${from}`]))
  return order.flatMap((from, index) =>
    order.slice(index).flatMap(to => (named.has(`${from}>${to}`) ? [{from, to}] : [])),
  )
}

async function recordPair(
  hubspot: HubSpot,
  direction: LinkDirection,
  definitions: readonly AssociationDefinition[],
): Promise<RecordedAssociation[]> {
  const {from, to} = direction
  const back = {from: to, to: from}
  const types = await typesIfTold(hubspot, direction)
  const inverse = from === to ? types : await typesIfTold(hubspot, back)
  const done = new Set<LinkType>()
  return types.flatMap(type => {
    if (done.has(type)) return []
    const other = type.label === null ? plainType(inverse) : inverseOf(type, {direction, types, inverse, definitions})
    if (other !== undefined && from === to) done.add(other)
    const [here, there] = [definitionOf(type, direction, definitions), other && definitionOf(other, back, definitions)]
    return {
      ...{from, to, category: type.category, typeId: type.typeId, label: type.label},
      ...{inverseTypeId: other?.typeId ?? null, inverseLabel: other?.label ?? null},
      ...{
        name: here?.name ?? '',
        inverseName: there?.name ?? '',
        most: here?.most ?? null,
        inverseMost: there?.most ?? null,
      },
    }
  })
}

async function typesIfTold(hubspot: HubSpot, direction: LinkDirection): Promise<readonly LinkType[]> {
  try {
    return await listLinkTypes(hubspot, direction)
  } catch (error) {
    if (error instanceof AppError && NOT_TOLD.has(error.code)) return []
    throw error
  }
}

const NOT_TOLD: ReadonlySet<ErrorCode> = new Set(['SCOPE_MISSING', 'UNKNOWN_OBJECT', 'CALL_REFUSED'])
