import {randomBytes} from 'node:crypto'
import type {ChangeBook, KeyState} from '../push/only-changed/change-book.js'
import type {MappedRow} from '../rows/rows.js'
import {type Seed, TextHash} from '../shared/text/text-hash.js'
import type {Entry} from './block.js'
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
  readonly #earlier = new Map<string, readonly number[]>()

  private constructor(store: BlockStore, properties: KnownProperties, keyProperty: string) {
    this.#store = store
    this.#properties = properties
    this.#keyProperty = keyProperty
  }

  static async open(directory: string, keyProperty: string): Promise<Acknowledged> {
    const store = await BlockStore.open(directory)
    const text = store.readMeta()
    const known = text === undefined ? undefined : KnownProperties.read(text, keyProperty)
    if (text !== undefined && known === undefined) await store.clear()
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
    const removed = new Map<string, Seed>()
    for (const {orderKey, properties} of rows) {
      this.#properties.announce(properties)
      if (removed.has(orderKey)) continue
      const key = this.#hashOf(orderKey, this.#properties.keySeed)
      const at = this.#store.find(key.high, key.low)
      if (at < 0) this.#earlier.delete(orderKey)
      else {
        this.#earlier.set(orderKey, this.#store.current.entryAt(at).pairs)
        if (this.#earlier.size > MOST_EARLIER)
          for (const oldest of this.#earlier.keys()) if (this.#earlier.delete(oldest)) break
        removed.set(orderKey, key)
      }
    }
    if (removed.size > 0 || !this.#properties.isSaved) await this.#write({removed: [...removed.values()], added: []})
  }

  /** Before these properties of some records change: what is known of them by other key properties counts no more. */
  async announce(properties: Readonly<Record<string, string>>): Promise<void> {
    this.#properties.announce(properties)
    if (!this.#properties.isSaved) await this.#write({removed: [], added: []})
  }

  /** Before the records of these keys are archived: of no other key that may lead to them anything is known either. */
  async forgetRecords(rows: readonly MappedRow[]): Promise<void> {
    this.#properties.announceAll()
    await this.forget(rows)
  }

  /** After these keys were acknowledged. */
  async remember(states: readonly KeyState[]): Promise<void> {
    const added = states.map(state => this.#entryOf(state))
    for (const {orderKey} of states) this.#earlier.delete(orderKey)
    if (added.length > 0) await this.#write({removed: [], added})
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  async #write(change: {readonly removed: readonly Seed[]; readonly added: readonly Entry[]}): Promise<void> {
    const meta = this.#properties.isSaved ? {} : {meta: this.#properties.toText()}
    await this.#store.write({...change, ...meta})
  }

  #entryOf({orderKey, values, lost, addsToEarlier}: KeyState): Entry {
    const pairs: number[] = []
    const ids = new Set<number>()
    for (const name of [...Object.keys(values), ...lost]) {
      const known = this.#properties.of(name)
      if (known === undefined || ids.has(known.id)) continue
      ids.add(known.id)
      if (!lost.has(name)) pairs.push(...this.#pairOf(known, values[name] ?? ''))
    }
    const earlier = this.#earlier.get(orderKey) ?? []
    if (addsToEarlier && this.#isOfKey(earlier, values[this.#keyProperty])) {
      for (let at = 0; at < earlier.length; at += 2) {
        const [first = 0, second = 0] = earlier.slice(at, at + 2)
        if (!ids.has(first >>> 16)) pairs.push(first, second)
      }
    }
    return {...this.#hashOf(orderKey, this.#properties.keySeed), pairs}
  }

  /** Whether they are of this very key, and not of another spelling, which may have a record of its own. */
  #isOfKey(pairs: readonly number[], key: string | undefined): boolean {
    const known = this.#properties.of(this.#keyProperty)
    if (known === undefined || key === undefined) return false
    const [first, second] = this.#pairOf(known, key)
    return pairs.some((word, index) => index % 2 === 0 && word === first && pairs[index + 1] === second)
  }

  #pairOf(known: KnownProperty, value: string): readonly [number, number] {
    this.#hash.of(value, known.seed)
    return [firstWord(known, this.#hash), this.#hash.low]
  }

  #hashOf(text: string, seed: Seed): Seed {
    this.#hash.of(text, seed)
    return {high: this.#hash.high, low: this.#hash.low}
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
