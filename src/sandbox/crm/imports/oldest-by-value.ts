import {ownOf} from '../../../shared/named.js'
import type {CrmRecord, RecordStore} from '../records/record-store.js'

/**
 * Finds the oldest live record that holds a value of a property that need not be unique: companies share domains.
 * Without it, each row of an import would look through all records. It looks again once somebody else has written.
 */
export class OldestByValue {
  readonly #store: RecordStore
  /** By property, then by value: ids, the oldest first. */
  readonly #ids = new Map<string, Map<string, string[]>>()
  /** Of the store, as far as it is known here. */
  #changes = 0

  constructor(store: RecordStore) {
    this.#store = store
  }

  find(property: string, value: string): CrmRecord | undefined {
    for (const id of this.#indexOf(property).get(value) ?? []) {
      const record = this.#store.own(id)
      if (record !== undefined && holds(record, property, value)) return record
    }
    return undefined
  }

  /** To be told of each record that the import writes. */
  note(record: CrmRecord): void {
    if (this.#store.changes === this.#changes + 1) this.#changes++
    for (const [property, ids] of this.#ids) {
      const value = ownOf(record.properties, property)
      if (value === undefined || ids.get(value)?.includes(record.id)) continue
      const known = [...(ids.get(value) ?? []), record.id]
      ids.set(
        value,
        known.sort((a, b) => Number(a) - Number(b)),
      )
    }
  }

  #indexOf(property: string): Map<string, string[]> {
    if (this.#store.changes !== this.#changes) this.#ids.clear()
    const known = this.#ids.get(property)
    if (known) return known
    this.#changes = this.#store.changes
    const ids = new Map<string, string[]>()
    this.#ids.set(property, ids)
    for (const record of this.#store.all()) {
      const value = ownOf(record.properties, property)
      if (value === undefined || !holds(record, property, value)) continue
      const sharing = ids.get(value)
      if (sharing) sharing.push(record.id)
      else ids.set(value, [record.id])
    }
    return ids
  }
}

function holds({archivedAtMs, properties}: CrmRecord, property: string, value: string): boolean {
  return archivedAtMs === undefined && ownOf(properties, property) === value
}
