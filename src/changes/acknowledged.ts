import {randomBytes} from 'node:crypto'
import type {ChangeBook, KeyState} from '../push/only-changed/change-book.js'
import type {MappedRow} from '../rows/rows.js'
import {type Seed, TextHash} from '../shared/text/text-hash.js'
import type {StoreLimits} from './block-files.js'
import {BlockStore} from './block-store.js'
import {KnownProperties, type KnownProperty} from './known-properties.js'

/** Far more than rows can be in flight: keys whose rows were rejected go when they are the oldest. */
const MOST_EARLIER = 100_000

/**
 * What HubSpot last acknowledged, by key and property: a hash of each value, on disk, for one object of one portal and
 * one key property.
 * Only the holder of the lock of portal and object may open it.
 */
export class Acknowledged implements ChangeBook {
  readonly #store: BlockStore
  readonly #properties: KnownProperties
  readonly #keyProperty: string
  readonly #hash = new TextHash()
  /** What was known of keys that are in flight. */
  readonly #earlier = new Map<string, Int32Array>()
  /** By the property's number: in which entry it was written last. */
  readonly #writtenIn: number[] = []
  #entries = 0
  /** One write after the other: an older text must not take the place of a newer one. */
  #saving: Promise<void> = Promise.resolve()

  private constructor(store: BlockStore, properties: KnownProperties, keyProperty: string) {
    this.#store = store
    this.#properties = properties
    this.#keyProperty = keyProperty
  }

  static async open(directory: string, keyProperty: string, limits?: StoreLimits): Promise<Acknowledged> {
    const store = await BlockStore.open(directory, limits)
    const text = await store.readMeta()
    const known = text === undefined ? undefined : KnownProperties.read(text, keyProperty)
    if (known === undefined) await store.clear()
    return new Acknowledged(store, known ?? KnownProperties.create(randomSeed(), keyProperty), keyProperty)
  }

  /** Whether each value of the row is what was last acknowledged for its key. */
  isUnchanged(row: MappedRow): boolean {
    // Most rows come as they were written: then the entry behind the last one is theirs if it holds their key, and the
    // key needs no look-up.
    const next = this.#store.next
    if (next >= 0 && Object.hasOwn(row.properties, this.#keyProperty) && this.#holds(next, row)) {
      this.#store.found(next)
      return true
    }
    const hash = this.#hash
    hash.of(row.orderKey, this.#properties.keySeed)
    const at = this.#store.find(hash.high, hash.low)
    return at >= 0 && this.#holds(at, row)
  }

  /** Whether the entry at `at` of the current block holds each value of the row. */
  #holds(at: number, {properties}: MappedRow): boolean {
    const hash = this.#hash
    const block = this.#store.current
    let index = 0
    for (const name in properties) {
      const known = this.#properties.at(index, name)
      if (known === undefined) return false
      const place = block.pairAt(at, known.id, index)
      if (place < 0) return false
      hash.of(properties[name] ?? '', known.seed)
      if (block.words[place] !== firstWord(known, hash) || block.words[place + 1] !== hash.low) return false
      index += 1
    }
    return true
  }

  /** Before these rows are sent: nothing is known of their keys any more, also on the disk. */
  async forget(rows: readonly MappedRow[]): Promise<void> {
    const forgotten = new Set<string>()
    let isKnown = false
    for (const {orderKey, properties} of rows) {
      this.#properties.announce(properties)
      if (forgotten.has(orderKey)) continue
      forgotten.add(orderKey)
      this.#hash.of(orderKey, this.#properties.keySeed)
      const at = this.#store.find(this.#hash.high, this.#hash.low)
      if (at < 0) {
        this.#earlier.delete(orderKey)
        continue
      }
      isKnown = true
      this.#keepEarlier(orderKey, this.#store.current.pairsAt(at))
      this.#store.remove(at)
    }
    await this.#saveProperties()
    if (isKnown) await this.#store.removed()
  }

  #keepEarlier(orderKey: string, pairs: Int32Array): void {
    this.#earlier.set(orderKey, pairs)
    if (this.#earlier.size > MOST_EARLIER)
      for (const oldest of this.#earlier.keys()) if (this.#earlier.delete(oldest)) break
  }

  /** Before these properties of some records change: what is known of them by other key properties counts no more. */
  async announce(properties: Readonly<Record<string, string>>): Promise<void> {
    this.#properties.announce(properties)
    await this.#saveProperties()
  }

  /** Before the records of these keys are archived: of no other key that may lead to them anything is known either. */
  async forgetRecords(rows: readonly MappedRow[]): Promise<void> {
    this.#properties.announceAll()
    await this.forget(rows)
  }

  /** After these keys were acknowledged. */
  async remember(states: readonly KeyState[]): Promise<void> {
    for (const state of states) this.#write(state)
    for (const {orderKey} of states) this.#earlier.delete(orderKey)
    await this.#saveProperties()
    await this.#store.end()
  }

  async close(): Promise<void> {
    await this.#saving.catch(() => {}) // told to whoever asked for it; a late write would undo the next process's
    await this.#store.close()
  }

  /** Before anything that depends on it; resolves when all that is known by now is on disk, whoever wrote it. */
  #saveProperties(): Promise<void> {
    if (!this.#properties.isSaved) {
      const text = this.#properties.toText()
      this.#saving = this.#saving.then(() => this.#store.writeMeta(text))
    }
    return this.#saving
  }

  #write({orderKey, values, lost, addsToEarlier}: KeyState): void {
    const store = this.#store
    this.#entries += 1
    this.#hash.of(orderKey, this.#properties.keySeed)
    store.begin(this.#hash.high, this.#hash.low)
    for (const name of lost) this.#isFirst(this.#properties.of(name))
    let place = 0
    for (const name in values) {
      const known = this.#properties.at(place, name)
      place += 1
      if (!this.#isFirst(known)) continue
      this.#hash.of(values[name] ?? '', known.seed)
      store.pair(firstWord(known, this.#hash), this.#hash.low)
    }
    const earlier = this.#earlier.get(orderKey)
    if (earlier === undefined || !addsToEarlier || !this.#isOfKey(earlier, values[this.#keyProperty])) return
    for (let at = 0; at < earlier.length; at += 2) {
      const [first = 0, second = 0] = [earlier[at], earlier[at + 1]]
      if (this.#writtenIn[first >>> 16] !== this.#entries) store.pair(first, second)
    }
  }

  /** Whether the entry that is being written says nothing of this property yet. */
  #isFirst(known: KnownProperty | undefined): known is KnownProperty {
    if (known === undefined || this.#writtenIn[known.id] === this.#entries) return false
    this.#writtenIn[known.id] = this.#entries
    return true
  }

  /** Whether they are of this very key, and not of another spelling, which may have a record of its own. */
  #isOfKey(pairs: Int32Array, key: string | undefined): boolean {
    const known = this.#properties.of(this.#keyProperty)
    if (known === undefined || key === undefined) return false
    this.#hash.of(key, known.seed)
    const first = firstWord(known, this.#hash)
    for (let at = 0; at < pairs.length; at += 2)
      if (pairs[at] === first && pairs[at + 1] === this.#hash.low) return true
    return false
  }
}

/** The property's number, and 16 of the 48 bits that are kept of a value. */
function firstWord({id}: KnownProperty, {high}: Seed): number {
  return (id << 16) | (high & 0xffff)
}

function randomSeed(): Seed {
  const bytes = randomBytes(8)
  return {high: bytes.readInt32LE(0), low: bytes.readInt32LE(4)}
}
