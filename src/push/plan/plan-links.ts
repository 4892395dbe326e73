import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import type {LinkType} from '../../hubspot/associations/association-calls.js'
import {findLabel, listLinkTypes, plainType} from '../../hubspot/associations/find-label.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import {listObjects} from '../../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import type {LinkRule, LinkTarget} from '../../mapping/links/link-column.js'
import type {PairMode} from '../../rows/run-mode.js'
import {objectOfEnd, waysToFind} from './link-ends.js'

/**
 * What each rule means in the portal; objects and labels are looked up once each. Finds before the first write what
 * would refuse every link alike.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT, UNKNOWN_PROPERTY, KEY_NOT_UNIQUE, UNLINKABLE, UNKNOWN_LABEL,
 * SCOPE_MISSING
 */
export async function planLinks(
  rules: readonly LinkRule[],
  {object, pairs}: {readonly object: ObjectDefinition; readonly pairs?: PairMode | undefined},
  hubspot: HubSpot,
): Promise<readonly LinkTarget[]> {
  const objects = await listObjects(hubspot)
  const flag = pairs === undefined ? '--associate' : '--to'
  const types = new Map<string, Promise<readonly LinkType[]>>()
  const targets: LinkTarget[] = []
  for (const rule of rules) {
    const other = objectOfEnd({...rule, flag}, objects)
    const by = await waysToFind(rule, other, hubspot)
    const {objectTypeId} = other
    const listed = types.get(objectTypeId) ?? typesBetween(object, other, {hubspot, isNeeded: usesLabels(rule)})
    types.set(objectTypeId, listed)
    targets.push(targetOf(rule, {object, other, by, types: await listed, pairs}))
  }
  return targets
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
  readonly pairs: PairMode | undefined
}

function targetOf(rule: LinkRule, {object, other, by, types, pairs}: Found): LinkTarget {
  if (types.length === 0 || (rule.label === undefined && plainType(types) === undefined))
    throw unlinkable(object, other, types)
  const {name, objectTypeId, singularLabel, custom} = other
  const label = rule.label === undefined ? undefined : labelOf(rule.label, rule, {object, other, types, pairs})
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

function labelOf(text: string, {column, by}: LinkRule, {object, other, types, pairs}: Omit<Found, 'by'>): LinkType {
  const [label, ...others] = findLabel(text, types)
  if (label !== undefined && others.length === 0) return label
  const between = `links from ${object.name} to ${other.name}`
  const message =
    label === undefined
      ? `No label of ${between} is "${text}". There are: ${listLabels(types)}.`
      : `"${text}" fits several labels of ${between}: ${listLabels([label, ...others])}. Name it by its number.`
  const flagOf = (wanted: string): readonly [string, string] =>
    pairs === undefined ? ['--associate', `${column}=${other.name}.${by}:${wanted}`] : ['--label', wanted]
  const known = types.filter(({label: each}) => each !== null).slice(0, 5)
  throw new AppError('UNKNOWN_LABEL', message, {
    next: [
      ...known.map(type => ({
        addFlags: flagOf(nameOf(type, types)),
        replacing: flagOf(text),
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
