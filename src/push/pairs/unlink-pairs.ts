import type {LinkType, Pair, TypedPair} from '../../hubspot/associations/association-calls.js'
import type {RowLinkOutcome} from '../../rows/rows.js'
import type {LinkChannel} from '../links/link-channel.js'
import {isSameType} from '../links/link-writer.js'
import {isLabel, type Wish} from '../links/ordered/link-changes.js'
import {pairName} from '../links/ordered/pair-name.js'
import type {PairRow} from './link-pairs.js'

export interface Unlinked {
  /** One a row. */
  readonly outcomes: readonly RowLinkOutcome[]
  /** Labels of links that were removed as a whole, by link. */
  readonly lost: readonly (readonly LinkType[])[]
}

/** What is removed from pairs whose links are known. */
interface Removals {
  /** Whole links. */
  readonly pairs: Pair[]
  readonly labels: TypedPair[]
  readonly lost: (readonly LinkType[])[]
}

/**
 * Reads what the pairs are linked by, and removes the links, or of those the labels that rows name. What is not there
 * is unchanged.
 */
export async function unlinkPairs(channel: LinkChannel, rows: readonly PairRow[]): Promise<Unlinked> {
  const state = await readPairs(channel, rows)
  const removals: Removals = {pairs: [], labels: [], lost: []}
  const outcomes = rows.map(({written, wishes}): RowLinkOutcome => {
    const wanted = wishes.columns.flatMap(column => column.wishes)
    const changes = wanted.filter(wish => remove(written.recordId, wish, {state, removals}))
    return {
      ...{wanted: written.links, made: 0, unchanged: wanted.length - changes.length, removed: changes.length},
      ...{rejects: wishes.rejects, incomplete: wishes.incomplete},
    }
  })
  await Promise.all([channel.unlink(removals.pairs), channel.unlinkTypes(removals.labels)])
  return {outcomes, lost: removals.lost}
}

/** What is left of the links of a pair, by both ids: links of an object with itself are the same from either end. */
class PairStates {
  readonly #links = new Map<string, readonly LinkType[]>()
  readonly #gone = new Set<string>()
  readonly #isMirrored: boolean

  constructor({direction: {from, to}}: LinkChannel) {
    this.#isMirrored = from === to
  }

  get(from: string, to: string): readonly LinkType[] | undefined {
    return this.#gone.has(this.#nameOf(from, to)) ? undefined : this.#links.get(`${from} ${to}`)
  }

  set(from: string, to: string, types: readonly LinkType[]): void {
    this.#links.set(`${from} ${to}`, types)
  }

  drop(from: string, to: string): void {
    this.#gone.add(this.#nameOf(from, to))
  }

  #nameOf(from: string, to: string): string {
    return this.#isMirrored ? pairName(from, to) : `${from} ${to}`
  }
}

async function readPairs(channel: LinkChannel, rows: readonly PairRow[]): Promise<PairStates> {
  const concerned = rows.filter(({wishes}) => wishes.columns.some(column => column.wishes.length > 0))
  const ids = [...new Set(concerned.map(({written}) => written.recordId))]
  const links = await channel.read(ids)
  const states = new PairStates(channel)
  for (const [index, id] of ids.entries()) for (const [to, types] of links[index] ?? []) states.set(id, to, types)
  return states
}

/** Whether there is something to remove. */
function remove(
  from: string,
  {to, types}: Wish,
  {state, removals}: {readonly state: PairStates; readonly removals: Removals},
): boolean {
  const current = state.get(from, to)
  if (current === undefined) return false
  if (types.length === 0) {
    state.drop(from, to)
    removals.pairs.push({from, to})
    const labels = current.filter(isLabel)
    if (labels.length > 0) removals.lost.push(labels)
    return true
  }
  const present = types.filter(type => current.some(each => isSameType(each, type)))
  if (present.length === 0) return false
  state.set(
    from,
    to,
    current.filter(each => !present.some(type => isSameType(type, each))),
  )
  removals.labels.push({from, to, types: present})
  return true
}
