/**
 * What is kept: records by id and by unique value (here), on disk as a log (record-log.ts), and as a reader sees them, with
 * what HubSpot works out itself (read-record.ts) and what its values were before (record-history.ts).
 */

import {ownOf} from '../../../shared/named.js'
import type {ObjectType} from '../portal/object-type.js'
import {normaliseEmail} from '../values/check-email.js'
import {splitEmails} from '../values/check-value.js'
import type {KeptChange, ValueSource} from './record-change.js'

/** A record as it is kept: only what was written; what HubSpot works out itself is made when it is read. */
export interface CrmRecord {
  readonly id: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** Set once it is in the recycle bin: its unique values are free again. */
  readonly archivedAtMs?: number
  /** The record that it was merged into: a request for its id is answered with that one. */
  readonly mergedInto?: string
  /** It was deleted for good; of its values only an e-mail is left, which no write may bring back. */
  readonly erased?: true
  readonly properties: Readonly<Record<string, string>>
  /** Who made it; absent where it was the portal's usual app. */
  readonly source?: ValueSource
  /** Writes since that changed values, the oldest first. Absent where there was none. */
  readonly changes?: readonly KeptChange[]
}

interface Change {
  readonly before: CrmRecord | undefined
  readonly after: CrmRecord
}

export interface StoreOptions {
  readonly type: ObjectType
  readonly firstId: number
  /** False: nothing is kept, every lookup is in vain. */
  readonly keeps: boolean
  /** True: `AB` and `ab` are one value of a unique property. The same answer as long as there are records. */
  readonly foldsCase: () => boolean
  /** Called with the records of each commit. */
  readonly onCommit: (type: ObjectType, records: readonly CrmRecord[]) => void
}

/** The records of one kind. Changes are seen at once, last when committed, and can be taken back until then. */
export class RecordStore {
  readonly type: ObjectType
  /** How often a record was put, loaded or taken back: whoever remembers records sees by it that some have changed. */
  changes = 0
  readonly #options: StoreOptions
  readonly #byId = new Map<string, CrmRecord>()
  readonly #idByKey = new Map<string, Map<string, string>>()
  #unique: {of: number; names: readonly string[]} = {of: -1, names: []}
  readonly #blocked = new Set<string>()
  /** Whether records came in another order than that of their ids. */
  #isUnsorted = false
  /** Ids in order, remembered while no record is added; for `from` where ids have gaps. */
  #ids: readonly number[] = []
  #pending: Change[] = []
  #firstId: number
  #nextId: number

  constructor(options: StoreOptions) {
    this.type = options.type
    this.#options = options
    this.#firstId = options.firstId
    this.#nextId = options.firstId
  }

  get keeps(): boolean {
    return this.#options.keeps
  }

  /** Archived ones included. */
  get size(): number {
    return this.#byId.size
  }

  /** An id for a new record; ascending. */
  takeId(): string {
    return String(this.#nextId++)
  }

  /** Archived ones included; of a merged one the record that is left. */
  get(id: string): CrmRecord | undefined {
    const record = this.#byId.get(id)
    return record?.mergedInto === undefined ? record : this.get(record.mergedInto)
  }

  /** The one of this id itself, merged or not. */
  own(id: string): CrmRecord | undefined {
    return this.#byId.get(id)
  }

  /** Whether an e-mail was put on the blocklist by a deletion for good. */
  isBlocked(email: string): boolean {
    return this.#blocked.has(normaliseEmail(email))
  }

  /** The live record that holds a value of a unique property; a contact also by an additional e-mail. */
  find(property: string, value: string): CrmRecord | undefined {
    const id = this.#idByKey.get(property)?.get(this.#keyOf(property, value))
    return id === undefined ? undefined : this.#byId.get(id)
  }

  /** In the order of their ids, archived ones included. */
  all(): Iterable<CrmRecord> {
    this.#sort()
    return this.#byId.values()
  }

  /**
   * The records whose ids are at least that, in order: a lookup, however many there are. Ids that were given here have no
   * gaps but refused rows.
   */
  *from(id: number): Generator<CrmRecord> {
    if (this.#nextId - this.#firstId > MOST_GAPS * (this.#byId.size + 1)) yield* this.#amongGaps(id)
    else yield* this.#oneByOne(id)
  }

  *#amongGaps(id: number): Generator<CrmRecord> {
    if (this.#ids.length !== this.#byId.size) this.#ids = [...this.#byId.keys()].map(Number).sort((a, b) => a - b)
    for (let at = firstAtLeast(this.#ids, id); at < this.#ids.length; at++) {
      const record = this.#byId.get(String(this.#ids[at]))
      if (record) yield record
    }
  }

  *#oneByOne(id: number): Generator<CrmRecord> {
    for (let next = Math.max(id, this.#firstId); next < this.#nextId; next++) {
      const record = this.#byId.get(String(next))
      if (record) yield record
    }
  }

  put(record: CrmRecord): void {
    if (!this.#options.keeps) return
    const before = this.#byId.get(record.id)
    this.#pending.push({before, after: record})
    this.#replace(before, record)
  }

  /** As `put`, of a new record whose id was not taken here. */
  adopt(record: CrmRecord): void {
    this.#widen(Number(record.id))
    this.put(record)
  }

  commit(): void {
    if (this.#pending.length === 0) return
    const records = this.#pending.map(change => change.after)
    this.#pending = []
    this.#options.onCommit(this.type, records)
  }

  rollback(): void {
    for (const {before, after} of this.#pending.reverse()) this.#replace(after, before)
    this.#pending = []
  }

  /** Takes a record as it was kept, without a commit. */
  load(record: CrmRecord): void {
    const before = this.#byId.get(record.id)
    if (before === undefined) this.#widen(Number(record.id))
    this.#replace(before, record)
  }

  /** Of the first record follow the ids of the others. */
  #widen(id: number): void {
    const isFirst = this.#byId.size === 0
    if (!isFirst && id < this.#nextId) this.#isUnsorted = true
    this.#firstId = isFirst ? id : Math.min(this.#firstId, id)
    this.#nextId = isFirst ? id + 1 : Math.max(this.#nextId, id + 1)
  }

  #sort(): void {
    if (!this.#isUnsorted) return
    this.#isUnsorted = false
    const records = [...this.#byId].sort(([a], [b]) => Number(a) - Number(b))
    this.#byId.clear()
    for (const [id, record] of records) this.#byId.set(id, record)
  }

  #replace(before: CrmRecord | undefined, after: CrmRecord | undefined): void {
    this.changes++
    for (const name of this.#uniqueProperties()) {
      const [oldKeys, newKeys] = [this.#keysOf(before, name), this.#keysOf(after, name)]
      if (oldKeys.length === 0 && newKeys.length === 0) continue
      const index = this.#indexOf(name)
      for (const key of oldKeys) if (!newKeys.includes(key)) index.delete(key)
      for (const key of newKeys) index.set(key, after?.id ?? '')
    }
    if (after?.erased === true) this.#blocked.add(after.properties['email'] ?? '')
    if (after) this.#byId.set(after.id, after)
    else if (before) this.#byId.delete(before.id)
  }

  /** Remembered while no property is added: it is asked for at every write. */
  #uniqueProperties(): readonly string[] {
    const {properties} = this.type
    if (this.#unique.of !== properties.size) {
      this.#unique = {
        of: properties.size,
        names: [...properties.values()]
          .filter(({unique, isDefinedKey}) => unique || isDefinedKey === true)
          .map(({body}) => body.name),
      }
    }
    return this.#unique.names
  }

  #indexOf(property: string): Map<string, string> {
    const index = this.#idByKey.get(property) ?? new Map<string, string>()
    this.#idByKey.set(property, index)
    return index
  }

  #keysOf(record: CrmRecord | undefined, property: string): string[] {
    if (!record || record.archivedAtMs !== undefined) return NO_KEYS
    const value = ownOf(record.properties, property)
    const keys = value === undefined || value === '' ? NO_KEYS : [this.#keyOf(property, value)]
    if (property !== 'email' || this.type.id !== '0-1') return keys
    const additional = record.properties['hs_additional_emails']
    return additional === undefined ? keys : [...keys, ...splitEmails(additional)]
  }

  #keyOf(property: string, value: string): string {
    if (property === 'email' && this.type.id === '0-1') return normaliseEmail(value)
    return this.#options.foldsCase() ? value.toLowerCase() : value
  }
}

const NO_KEYS: string[] = []

/** Beyond so many ids a record it is quicker to look for those that there are. */
const MOST_GAPS = 8

/** Where the first of these ascending numbers stands that is not below the bound. */
function firstAtLeast(numbers: readonly number[], bound: number): number {
  let [from, to] = [0, numbers.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((numbers[middle] ?? 0) < bound) from = middle + 1
    else to = middle
  }
  return from
}
