import {AppError} from '../../errors/app-error.js'
import {arrayOf, objectOf, textOf} from '../../shared/json.js'
import type {HubSpot} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {callForBody} from '../portal/call-for-body.js'
import type {LinkDirection, LinkType} from './association-calls.js'

/** One direction of a type, as the definition of an object tells it. */
export interface AssociationDefinition extends LinkDirection {
  readonly typeId: number
  /** Internal name: one for both directions of a label that the portal made. */
  readonly name: string
  /** How many records one record can be linked to by it; null where nothing limits it. */
  readonly most: number | null
}

/** HubSpot's way to say that there is no limit (docs/hubspot-api.md#association-limits). */
const NO_LIMIT = 500_000

/**
 * Types from and to an object, of both directions, about five minutes late. Empty where the login may not read the
 * definition: names and limits are then not known.
 * @throws AppError UNKNOWN_OBJECT, CALL_REFUSED
 */
export async function listAssociationDefinitions(
  hubspot: HubSpot,
  objectTypeId: string,
): Promise<readonly AssociationDefinition[]> {
  const path = pathsOf(hubspot.apiVersion).schema(objectTypeId)
  try {
    const body = await callForBody(hubspot, {method: 'GET', path}, `the definition of ${objectTypeId}`)
    return arrayOf(body['associations']).flatMap(readDefinition)
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCOPE_MISSING') return []
    throw error
  }
}

/** None where ids of two categories are equal: the definition does not tell categories. */
export function definitionOf(
  {typeId}: LinkType,
  {from, to}: LinkDirection,
  definitions: readonly AssociationDefinition[],
): AssociationDefinition | undefined {
  const found = definitions.filter(each => each.typeId === typeId && each.from === from && each.to === to)
  return found.length === 1 ? found[0] : undefined
}

/** None for what is no definition. An admin's own limit counts whatever it is. */
export function readDefinition(value: unknown): AssociationDefinition[] {
  const definition = objectOf(value)
  const [from, to] = [textOf(definition['fromObjectTypeId']), textOf(definition['toObjectTypeId'])]
  const typeId = Number(textOf(definition['id']))
  if (from === undefined || to === undefined || !Number.isSafeInteger(typeId)) return []
  const most = Number(textOf(definition['maxToObjectIds']))
  const isLimited = most > 0 && (most < NO_LIMIT || definition['hasUserEnforcedMaxToObjectIds'] === true)
  return [{from, to, typeId, name: textOf(definition['name']) ?? '', most: isLimited ? most : null}]
}
