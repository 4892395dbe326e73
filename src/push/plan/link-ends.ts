import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {usableKeys} from '../../hubspot/portal/usable-keys.js'
import type {LinkTarget} from '../../mapping/links/link-column.js'

const COMPANIES = '0-2'

/** One side of links as it was typed, `COLUMN=OBJECT.PROPERTY`, and the flag that it was typed for. */
export interface LinkEnd {
  readonly flag: '--associate' | '--from' | '--to'
  readonly column: string
  readonly object: string
  readonly by: string
}

/** The advice of findObject is about --object. */
export function objectOfEnd(
  {flag, object, column, by}: LinkEnd,
  objects: readonly ObjectDefinition[],
): ObjectDefinition {
  try {
    return findObject(object, objects)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const message = `${flag} "${column}=${object}.${by}": ${error.message}`
    throw new AppError(error.code, message, {next: [ours(['objects'])], cause: error})
  }
}

export async function waysToFind(
  {by, column}: Pick<LinkEnd, 'by' | 'column'>,
  other: ObjectDefinition,
  hubspot: HubSpot,
): Promise<LinkTarget['by']> {
  if (by === 'id' || by === 'hs_object_id') return {kind: 'id'}
  const properties = await listProperties(hubspot, other)
  const {keys} = usableKeys(other, properties)
  const property = properties.find(({name, label}) => name === by || label === by)
  if (property === undefined && by !== 'email') throw unfindable('UNKNOWN_PROPERTY', {by, column, other, keys})
  const name = property?.name ?? by
  if (keys.some(key => key.property === name)) return {kind: 'key', property: name}
  if (other.objectTypeId === COMPANIES && name === 'domain') return {kind: 'domain'}
  throw unfindable('KEY_NOT_UNIQUE', {by, column, other, keys})
}

interface Unfindable {
  readonly by: string
  readonly column: string
  readonly other: ObjectDefinition
  readonly keys: readonly {readonly property: string}[]
}

function unfindable(code: 'UNKNOWN_PROPERTY' | 'KEY_NOT_UNIQUE', {by, column, other, keys}: Unfindable): AppError {
  const why =
    code === 'UNKNOWN_PROPERTY'
      ? `${other.label} have no property "${by}".`
      : `${other.label} cannot be found by ${by}: its values are not unique.`
  const ways = [...keys.map(({property}) => property), ...(other.objectTypeId === COMPANIES ? ['domain'] : []), 'id']
  const wayList = ways.map(way => `${other.name}.${way}`).join(', ')
  return new AppError(code, `Column "${column}" cannot be linked. ${why} Use one of ${wayList}.`, {
    next: [ours(['objects', other.name])],
  })
}
