import type {LinkDirection, LinkType} from './association-calls.js'
import {type AssociationDefinition, definitionOf} from './association-definitions.js'
import {isPrimary} from './find-label.js'

/** All that links between two objects can be, from both sides. Of an object with itself both lists are the same. */
export interface TypesOfBoth {
  readonly direction: LinkDirection
  readonly types: readonly LinkType[]
  readonly inverse: readonly LinkType[]
  readonly definitions: readonly AssociationDefinition[]
}

/** Of HubSpot's own, those whose two sides have names that do not tell (docs/hubspot-api.md#types-and-labels). */
const HUBSPOT_PAIRS: ReadonlyMap<number, number> = new Map([
  [13, 14],
  [14, 13],
])

/**
 * What a label is on the other side. No list says which two belong together: the portal's own have one internal name,
 * others one text. Undefined where that leaves several, or none.
 */
export function inverseOf(label: LinkType, both: TypesOfBoth): LinkType | undefined {
  const labels = both.inverse.filter(each => each.label !== null && each.category === label.category)
  const known = label.category === 'HUBSPOT_DEFINED' ? HUBSPOT_PAIRS.get(label.typeId) : undefined
  if (known !== undefined) return labels.find(({typeId}) => typeId === known)
  if (isPrimary(label)) return labels.find(isPrimary)
  const named = sameName(label, labels, both)
  if (named !== undefined) return named
  const taken = new Set(both.types.flatMap(each => sameName(each, labels, both) ?? []))
  return sameText(
    label,
    labels.filter(each => !taken.has(each)),
    both,
  )
}

/** Of an object with itself the label's own entry has its name as well, and is meant only where it is the only one. */
function sameName(
  label: LinkType,
  labels: readonly LinkType[],
  {direction: {from, to}, definitions}: TypesOfBoth,
): LinkType | undefined {
  const name = definitionOf(label, {from, to}, definitions)?.name ?? ''
  if (name === '') return undefined
  const back = {from: to, to: from}
  const named = labels.filter(each => definitionOf(each, back, definitions)?.name === name)
  const others = from === to ? named.filter(({typeId}) => typeId !== label.typeId) : named
  const found = others.length === 0 ? named : others
  return found.length === 1 ? found[0] : undefined
}

function sameText(
  {label: text}: LinkType,
  labels: readonly LinkType[],
  {direction: {from, to}, types}: TypesOfBoth,
): LinkType | undefined {
  const found = labels.filter(({label}) => label === text)
  const isTextOfOne = types.filter(({label}) => label === text).length === 1
  return from !== to && isTextOfOne && found.length === 1 ? found[0] : undefined
}
