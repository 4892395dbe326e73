import {AppError} from '../errors/app-error.js'
import type {LinkDirection, LinkType} from '../hubspot/associations/association-calls.js'
import {
  type AssociationDefinition,
  definitionOf,
  listAssociationDefinitions,
} from '../hubspot/associations/association-definitions.js'
import {isPrimary, listLinkTypes, plainType} from '../hubspot/associations/find-label.js'
import {inverseOf} from '../hubspot/associations/inverse-label.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {findObject} from '../hubspot/portal/find-object.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {listProperties} from '../hubspot/portal/properties.js'
import {OTHER_OBJECTS} from '../hubspot/portal/standard-objects.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'
import {type ObjectSummary, summaryOf} from './describe-objects.js'

/** A label of links, as seen from the object that was asked for. */
export interface LabelSummary {
  readonly label: string
  readonly typeId: number
  readonly category: string
  /** The same label on the other side; null where it is not known. */
  readonly inverseLabel: string | null
  /** Records that one record can have with it; null where nothing limits it, or it is not known. */
  readonly most: number | null
  /** HubSpot's mark of the one that counts. */
  readonly primary: boolean
}

/** Another object, in the keys of `objects OBJECT --associations --json`. */
export interface AssociationSummary {
  readonly name: string
  readonly objectTypeId: string
  readonly label: string
  readonly custom: boolean
  /** What its records can be found by, besides `id`. */
  readonly keys: readonly string[]
  /** Links without a label can be made. */
  readonly plain: boolean
  /** As `most` of a label, of links without one. */
  readonly most: number | null
  readonly labels: readonly LabelSummary[]
  /** Why its labels are not known; null where they are. */
  readonly reason: string | null
}

export interface ObjectAssociations extends ObjectSummary {
  readonly associations: readonly AssociationSummary[]
}

/**
 * The objects that records of an object can be linked to. Asked are the main objects, the custom ones, and those that
 * the definition of the object names.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT
 */
export async function describeAssociations(hubspot: HubSpot, name: string): Promise<ObjectAssociations> {
  const {objects} = await readObjects(hubspot)
  const object = findObject(name, objects)
  const {keys} = usableKeys(object, await listProperties(hubspot, object))
  const definitions = await listAssociationDefinitions(hubspot, object.objectTypeId)
  const named = new Set(definitions.flatMap(({from, to}) => [from, to]))
  const others = [...objects, ...OTHER_OBJECTS.filter(({objectTypeId}) => named.has(objectTypeId))]
  const found = await Promise.all(others.map(other => describeOther({hubspot, object, definitions}, other)))
  return {...summaryOf(object, keys), associations: found.flat()}
}

interface Asked {
  readonly hubspot: HubSpot
  readonly object: ObjectDefinition
  readonly definitions: readonly AssociationDefinition[]
}

/** None for an object that cannot be linked. */
async function describeOther(asked: Asked, other: ObjectDefinition): Promise<AssociationSummary[]> {
  const {hubspot, object, definitions} = asked
  const direction = {from: object.objectTypeId, to: other.objectTypeId}
  const {name, objectTypeId, label, custom} = other
  try {
    const types = await listLinkTypes(hubspot, direction)
    if (types.length === 0) return []
    const plain = plainType(types)
    const most = plain && definitionOf(plain, direction, definitions)?.most
    const facts = {name, objectTypeId, label, custom, keys: await keysOf(hubspot, other)}
    const labels = await labelsOf(asked, direction, types)
    return [{...facts, plain: plain !== undefined, most: most ?? null, labels, reason: null}]
  } catch (error) {
    if (!(error instanceof AppError) || !PASSED_OVER.has(error.code)) throw error
    const isNamed = definitions.some(({from, to}) => from === objectTypeId || to === objectTypeId)
    const reason = error.message
    const unknown = {keys: [], plain: false, most: null, labels: [], reason}
    return isNamed || error.code === 'SCOPE_MISSING' ? [{name, objectTypeId, label, custom, ...unknown}] : []
  }
}

/** What one object has in the way does not concern the others. */
const PASSED_OVER: ReadonlySet<string> = new Set(['SCOPE_MISSING', 'UNKNOWN_OBJECT', 'CALL_REFUSED'])

async function keysOf(hubspot: HubSpot, other: ObjectDefinition): Promise<readonly string[]> {
  const {keys} = usableKeys(other, await listProperties(hubspot, other))
  const names = keys.map(({property}) => property)
  return other.objectTypeId === COMPANIES ? [...names, 'domain'] : names
}

/** Found by a search, which must find exactly one (docs/links.md). */
const COMPANIES = '0-2'

/** The other side is asked only where there are labels. */
async function labelsOf(
  {hubspot, definitions}: Asked,
  direction: LinkDirection,
  types: readonly LinkType[],
): Promise<readonly LabelSummary[]> {
  const labelled = types.filter(({label}) => label !== null)
  if (labelled.length === 0) return []
  const {from, to} = direction
  const inverse = from === to ? types : await typesBack(hubspot, {from: to, to: from})
  const both = {direction, types, inverse, definitions}
  return labelled.map(type => ({
    label: type.label ?? '',
    typeId: type.typeId,
    category: type.category,
    inverseLabel: inverseOf(type, both)?.label ?? null,
    most: definitionOf(type, direction, definitions)?.most ?? null,
    primary: isPrimary(type),
  }))
}

/** Not every login that may read the labels of one object may read those of the other. */
async function typesBack(hubspot: HubSpot, direction: LinkDirection): Promise<readonly LinkType[]> {
  try {
    return await listLinkTypes(hubspot, direction)
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCOPE_MISSING') return []
    throw error
  }
}
