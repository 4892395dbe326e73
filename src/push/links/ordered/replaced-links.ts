import type {LinkType} from '../../../hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../../../hubspot/associations/read-links.js'
import {isSameType} from '../link-writer.js'
import {distinctTypes, planRemovals, type Replacement, type Wish} from './link-changes.js'

/** What one row does to the links of its record. */
export interface ReplacingRow {
  /** Links of the row that are there. */
  readonly held: readonly Wish[]
  /** Absent: the row removes nothing. */
  readonly replacements: readonly Replacement[] | undefined
}

/** What all rows of a record leave to be removed; each with the index of the row that removed it last. */
export interface Replaced {
  /** By record id: links that go. */
  readonly links: ReadonlyMap<string, number>
  /** By record id: labels that go, of links that stay. */
  readonly labels: ReadonlyMap<string, {readonly types: readonly LinkType[]; readonly by: number}>
  /** Links that no cell names, and that stay since they carry labels. */
  readonly left: number
}

/**
 * Applies the rows of one record one by one, in file order, to the links that it has. Only what the last of them leaves
 * is sent. `current`: before the first row.
 */
export function replaceInOrder(rows: readonly ReplacingRow[], current: LinksOfRecord): Replaced {
  const state = new Map(current)
  const ever = new Map(current)
  const links = new Map<string, number>()
  const by = new Map<string, number>()
  let left = 0
  for (const [at, {held, replacements}] of rows.entries()) {
    for (const {to, types} of held) {
      for (const each of [state, ever]) each.set(to, distinctTypes([...(each.get(to) ?? []), ...types]))
      links.delete(to)
    }
    if (replacements === undefined) continue
    const removals = planRemovals(replacements, new Map([...state].filter(([to]) => !links.has(to))))
    for (const to of removals.links) links.set(to, at)
    for (const [to, types] of removals.labels) {
      state.set(to, without(state.get(to) ?? [], types))
      by.set(to, at)
    }
    left = removals.left
  }
  const labels = [...by].flatMap(([to, row]) => {
    const types = without(ever.get(to) ?? [], state.get(to) ?? [])
    return links.has(to) || types.length === 0 ? [] : [[to, {types, by: row}] as const]
  })
  return {links, labels: new Map(labels), left}
}

function without(types: readonly LinkType[], others: readonly LinkType[]): readonly LinkType[] {
  return types.filter(type => !others.some(other => isSameType(type, other)))
}
