import {named} from '../../shared/named.js'
import type {KeyState} from './change-book.js'

/**
 * What batches left of keys that a later batch has sent again: what their records hold now is known when that one is
 * acknowledged, too, and is both together.
 */
export class OvertakenStates {
  readonly #states = new Map<string, KeyState>()

  /** In file order. */
  keep(state: KeyState): void {
    this.#states.set(state.orderKey, state)
  }

  /** Of the record of this key nothing is known. */
  drop(orderKey: string): void {
    this.#states.delete(orderKey)
  }

  /** The state that a later batch leaves with what earlier ones did; these are kept no more. */
  joined(later: KeyState): KeyState {
    const earlier = this.#states.size === 0 ? undefined : this.#states.get(later.orderKey)
    if (earlier === undefined) return later
    this.#states.delete(later.orderKey)
    return joinStates(earlier, later)
  }
}

/** Another spelling of the key may be another record. */
function joinStates(earlier: KeyState, later: KeyState): KeyState {
  if (!later.addsToEarlier || earlier.key !== later.key) return {...later, addsToEarlier: false}
  const values = named(earlier.values, later.values)
  for (const name of later.lost) delete values[name]
  const lost = new Set([...earlier.lost, ...later.lost])
  for (const name of Object.keys(later.values)) lost.delete(name)
  return {...later, values, lost, addsToEarlier: earlier.addsToEarlier}
}
