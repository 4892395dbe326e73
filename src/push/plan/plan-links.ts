import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {LinkType} from '../../hubspot/associations/association-calls.js'
import {findLabel, listLinkTypes, plainType} from '../../hubspot/associations/find-label.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {usableKeys} from '../../hubspot/portal/usable-keys.js'
import type {LinkRule, LinkTarget} from '../../mapping/links/link-column.js'

const COMPANIES = '0-2'

/**
 * What each rule means in the portal; objects and labels are looked up once each. Finds before the first write what
 * would refuse every link alike.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT, UNKNOWN_PROPERTY, KEY_NOT_UNIQUE, UNLINKABLE, UNKNOWN_LABEL,
 * SCOPE_MISSING
 */
export async function planLinks(
  rules: readonly LinkRule[],
  object: ObjectDefinition,
  hubspot: HubSpot,
): Promise<readonly LinkTarget[]> {
  const objects = await listObjects(hubspot)
  const types = new Map<string, Promise<readonly LinkType[]>>()
  const targets: LinkTarget[] = []
  for (const rule of rules) {
    const other = linkedObject(rule, objects)
    const by = await waysToFind(rule, other, hubspot)
    const {objectTypeId} = other
    const listed = types.get(objectTypeId) ?? typesBetween(object, other, {hubspot, isNeeded: usesLabels(rule)})
    types.set(objectTypeId, listed)
    targets.push(targetOf(rule, {object, other, by, types: await listed}))
  }
  return targets
}

/** The advice of findObject is about --object. */
function linkedObject({object, column, by}: LinkRule, objects: readonly ObjectDefinition[]): ObjectDefinition {
  try {
    return findObject(object, objects)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const message = `--associate "${column}=${object}.${by}": ${error.message}`
    throw new AppError(error.code, message, {next: [ours(['objects'])], cause: error})
  }
}

async function waysToFind(
  {by, column}: LinkRule,
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

function usesLabels({label, labelColumn}: LinkRule): boolean {
  return label !== undefined || labelColumn !== undefined
}

/**
 * A login that may not read the labels can write plain links between HubSpot's own objects anyway
 * (docs/hubspot-api.md#associations).
 */
async function typesBetween(
  from: ObjectDefinition,
  to: ObjectDefinition,
  {hubspot, isNeeded}: {readonly hubspot: HubSpot; readonly isNeeded: boolean},
): Promise<readonly LinkType[]> {
  try {
    return await listLinkTypes(hubspot, {from: from.objectTypeId, to: to.objectTypeId})
  } catch (error) {
    const isForbidden = error instanceof AppError && error.code === 'SCOPE_MISSING'
    if (!isForbidden || isNeeded || from.custom || to.custom) throw error
    return [{category: 'HUBSPOT_DEFINED', typeId: 0, label: null}]
  }
}

interface Found {
  readonly object: ObjectDefinition
  readonly other: ObjectDefinition
  readonly by: LinkTarget['by']
  readonly types: readonly LinkType[]
}

function targetOf(rule: LinkRule, {object, other, by, types}: Found): LinkTarget {
  if (types.length === 0 || (rule.label === undefined && plainType(types) === undefined))
    throw unlinkable(object, other, types)
  const {name, objectTypeId, singularLabel, custom} = other
  const label = rule.label === undefined ? undefined : labelOf(rule.label, rule, {object, other, types})
  return {object: {name, objectTypeId, singularLabel, custom}, by, types, ...(label && {label})}
}

function unlinkable(from: ObjectDefinition, to: ObjectDefinition, types: readonly LinkType[]): AppError {
  const custom = [from, to].find(object => object.custom)
  const why =
    types.length > 0
      ? `HubSpot has no plain link between them, only labels: ${listLabels(types)}.`
      : custom === undefined
        ? 'HubSpot has no association between them.'
        : `${custom.label} is a custom object: make the association in HubSpot first, under Settings > Objects.`
  return new AppError('UNLINKABLE', `${from.label} cannot be linked to ${to.label}. ${why}`, {
    next: [ours(['objects', from.name, '--associations'])],
  })
}

function labelOf(text: string, {column, by}: LinkRule, {object, other, types}: Omit<Found, 'by'>): LinkType {
  const [label, ...others] = findLabel(text, types)
  if (label !== undefined && others.length === 0) return label
  const between = `links from ${object.name} to ${other.name}`
  const message =
    label === undefined
      ? `No label of ${between} is "${text}". There are: ${listLabels(types)}.`
      : `"${text}" fits several labels of ${between}: ${listLabels([label, ...others])}. Name it by its number.`
  const flagOf = (wanted: string): string => `${column}=${other.name}.${by}:${wanted}`
  const known = types.filter(({label: each}) => each !== null).slice(0, 5)
  throw new AppError('UNKNOWN_LABEL', message, {
    next: [
      ...known.map(type => ({
        addFlags: ['--associate', flagOf(nameOf(type, types))],
        replacing: ['--associate', flagOf(text)] as const,
      })),
      ours(['objects', object.name, '--associations']),
    ],
  })
}

/** A text that several labels have names none of them. */
function nameOf({label, typeId}: LinkType, types: readonly LinkType[]): string {
  return label !== null && findLabel(label, types).length === 1 ? label : String(typeId)
}

function listLabels(types: readonly LinkType[]): string {
  const labels = types.flatMap(({label, typeId}) => (label === null ? [] : [`"${label}" (${typeId})`]))
  return labels.length === 0 ? 'none' : labels.join(', ')
}
