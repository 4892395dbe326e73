import type {LinkType} from '../../../hubspot/associations/association-calls.js'
import {isPrimary} from '../../../hubspot/associations/find-label.js'
import type {LinksOfRecord} from '../../../hubspot/associations/read-links.js'
import {isSameType} from '../link-writer.js'

/** What a row wants of one pair: to be linked, by these types if any. */
export interface Wish {
  readonly to: string
  /** Empty: the plain link. */
  readonly types: readonly LinkType[]
}

/** What has to be written so that every wish is true. */
export interface Additions {
  /** Ids of records to be linked plainly. */
  readonly plain: readonly string[]
  /** All types that the pair is to have: writing them replaces the portal's own labels. */
  readonly typed: readonly Wish[]
  /** For each wish, whether it changes anything. */
  readonly isNew: readonly boolean[]
}

/** `wishes`: of one record, in file order. */
export function planAdditions(wishes: readonly Wish[], current: LinksOfRecord): Additions {
  const [wish] = wishes
  if (wish !== undefined && wishes.length === 1 && current.size === 0) return additionsOf(wish, wishes)
  const state = new Map(current)
  const changed = new Set<string>()
  const isNew = wishes.map(({to, types}) => {
    const known = state.get(to)
    const missing = types.filter(type => !known?.some(each => isSameType(each, type)))
    if (known !== undefined && missing.length === 0) return false
    state.set(to, [...(known ?? []), ...missing])
    changed.add(to)
    return true
  })
  const plain: string[] = []
  const typed: Wish[] = []
  for (const to of changed) {
    const wanted = wishes.filter(wish => wish.to === to).flatMap(({types}) => types)
    if (wanted.length === 0) plain.push(to)
    else typed.push({to, types: distinctTypes([...(current.get(to) ?? []).filter(isLabel), ...wanted])})
  }
  return {plain, typed, isNew}
}

/** Of nearly all rows: one link of a record that has none. */
function additionsOf({to, types}: Wish, wishes: readonly Wish[]): Additions {
  return types.length === 0
    ? {plain: [to], typed: NOTHING, isNew: ONE_NEW}
    : {plain: NOTHING, typed: wishes, isNew: ONE_NEW}
}

const NOTHING: readonly never[] = []
const ONE_NEW: Additions['isNew'] = [true]

/** What one row says of its record, for links that are replaced. */
export interface Replacement {
  /** Empty: plain links. */
  readonly types: readonly LinkType[]
  /** The records that the cell names. */
  readonly to: ReadonlySet<string>
}

interface Removals {
  /** Ids of records whose links go. */
  readonly links: readonly string[]
  /** By id, the labels that go. */
  readonly labels: ReadonlyMap<string, readonly LinkType[]>
  /** Links that no cell names, and that stay since they carry labels. */
  readonly left: number
}

/**
 * What the cells do not name, of their labels only. Without a label only links that carry no label go, since with the
 * plain type HubSpot removes the labels too (docs/hubspot-api.md#types-and-labels); "Primary" is not a label of the
 * portal. `current`: with what the row has added.
 */
export function planRemovals(replacements: readonly Replacement[], current: LinksOfRecord): Removals {
  const named = new Set(replacements.flatMap(({to}) => [...to]))
  const isPlain = replacements.some(({types}) => types.length === 0)
  const links: string[] = []
  const labels = new Map<string, readonly LinkType[]>()
  let left = 0
  for (const [to, types] of current) {
    const removed = types.filter(type => isUnnamed(type, to, replacements))
    if (removed.length > 0) labels.set(to, removed)
    if (!isPlain || named.has(to)) continue
    if (types.some(isLabel)) left += 1
    else links.push(to)
  }
  for (const to of links) labels.delete(to)
  return {links, labels, left}
}

function isUnnamed(type: LinkType, to: string, replacements: readonly Replacement[]): boolean {
  const about = replacements.filter(({types}) => types.some(each => isSameType(each, type)))
  return about.length > 0 && about.every(replacement => !replacement.to.has(to))
}

/** Neither the plain type nor the primary one, which another link may have got meanwhile. */
export function isLabel(type: LinkType): boolean {
  return type.label !== null && !isPrimary(type)
}

/** Each once. */
export function distinctTypes(types: readonly LinkType[]): readonly LinkType[] {
  return types.filter((type, index) => types.findIndex(each => isSameType(each, type)) === index)
}
