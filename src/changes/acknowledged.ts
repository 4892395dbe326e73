import {randomBytes} from 'node:crypto'
import type {ChangeBook, KeyState} from '../push/only-changed/change-book.js'
import type {MappedRow} from '../rows/rows.js'
import {type Seed, TextHash} from '../shared/text/text-hash.js'
import type {Hash} from './block.js'
import type {StoreLimits} from './block-files.js'
import {BlockStore, type EntryPlace} from './block-store.js'
import {KnownProperties, type KnownProperty} from './known-properties.js'
import {firstWord, PairList} from './pair-list.js'

type Values = Readonly<Record<string, string>>

/** Of a key whose row is on its way: its hash, and where its entry was. */
interface UnderWay extends Hash, EntryPlace {
  /** What was known of properties that the row does not set: as pairs of an entry. */
  readonly others: readonly number[] | undefined
  /** By which `forget`. */
  readonly turn: number
}

/** The row sets what is known of its key: its entry stays. */
const SAME: UnderWay = {high: 0, low: 0, place: -1, at: -1, others: undefined, turn: 0}

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
  /** Of the key that was looked for last and has no entry. */
  readonly #key = new TextHash()
  /** Where the entry of the key that was looked for last begins in the current block of the store; -1: it has none. */
  #at = -1
  readonly #underWay = new Map<string, UnderWay>()
  /** By the property's number: in which look at a row's properties, or writing of an entry, it came last. */
  readonly #seenIn: number[] = []
  #seen = 0
  readonly #isUnseen = (property: number): boolean => this.#seenIn[property] !== this.#seen
  #turn = 0
  /** Of the entry that is being written. */
  readonly #pairs = new PairList()
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
      this.#at = next
      return true
    }
    return this.#find(row.orderKey) >= 0 && this.#holds(this.#at, row)
  }

  #find(orderKey: string): number {
    this.#key.of(orderKey, this.#properties.keySeed)
    this.#at = this.#store.find(this.#key.high, this.#key.low)
    return this.#at
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

  /**
   * Before these rows are sent: what they may change is not known any more, also on the disk. A row that sets again
   * what is known changes nothing, whatever becomes of it, and costs no write.
   */
  async forget(rows: readonly MappedRow[]): Promise<void> {
    this.#turn += 1
    let isLess = false
    for (const row of rows) {
      const isStable = this.#properties.announce(row.properties)
      if (this.isUnchanged(row) && isStable) this.#underWay.set(row.orderKey, SAME)
      else if (this.#at >= 0) {
        isLess = true
        this.#underWay.set(row.orderKey, this.#take(row.properties))
      } else if (this.#underWay.get(row.orderKey)?.turn !== this.#turn) this.#underWay.delete(row.orderKey)
    }
    await this.#saveProperties()
    if (isLess) await this.#store.removed()
  }

  /** Removes the entry of the key that was just looked for, and returns what it was. */
  #take(properties: Values): UnderWay {
    const store = this.#store
    const at = this.#at
    const turn = this.#turn
    if (at < 0) return {high: this.#key.high, low: this.#key.low, place: -1, at, others: undefined, turn}
    const {place, words} = store.current
    const [high = 0, low = 0] = [words[at], words[at + 1]]
    const others = this.#othersAt(at, properties)
    store.remove(at)
    return {high, low, place, at, others, turn}
  }

  /**
   * The pairs of the entry whose properties these are not; none where it is of another spelling of the key, which may
   * have a record of its own.
   */
  #othersAt(at: number, properties: Values): readonly number[] | undefined {
    this.#seen += 1
    let index = 0
    for (const name in properties) {
      const known = this.#properties.at(index, name)
      if (known !== undefined) this.#seenIn[known.id] = this.#seen
      index += 1
    }
    const others = this.#store.current.pairsAt(at, this.#isUnseen)
    return others === undefined || this.#isOfKey(at, properties[this.#keyProperty]) ? others : undefined
  }

  #isOfKey(at: number, key: string | undefined): boolean {
    const known = this.#properties.of(this.#keyProperty)
    const {current} = this.#store
    const place = known === undefined ? -1 : current.pairAt(at, known.id, 0)
    if (known === undefined || key === undefined || place < 0) return false
    this.#hash.of(key, known.seed)
    return current.words[place] === firstWord(known, this.#hash) && current.words[place + 1] === this.#hash.low
  }

  /** Before these properties of some records change: what is known of them by other key properties counts no more. */
  async announce(properties: Values): Promise<void> {
    this.#properties.announce(properties)
    await this.#saveProperties()
  }

  /** Before the records of these keys are archived: of no other key that may lead to them anything is known either. */
  async forgetRecords(rows: readonly MappedRow[]): Promise<void> {
    this.#properties.announceAll()
    await this.#saveProperties()
    await this.lose(rows.map(({orderKey}) => orderKey))
  }

  /** Nothing is known of these keys any more, also on the disk. */
  async lose(orderKeys: readonly string[]): Promise<void> {
    let isLess = false
    for (const orderKey of orderKeys) {
      this.#underWay.delete(orderKey)
      if (this.#find(orderKey) < 0) continue
      isLess = true
      this.#store.remove(this.#at)
    }
    if (isLess) await this.#store.removed()
  }

  /** After these keys were acknowledged. */
  async remember(states: readonly KeyState[]): Promise<void> {
    let isLess = false
    for (const state of states) {
      const known = this.#underWay.get(state.orderKey)
      this.#underWay.delete(state.orderKey)
      if (known === SAME && state.lost.size === 0 && state.addsToEarlier) continue
      isLess ||= known === SAME
      this.#write(state, known === undefined || known === SAME ? this.#takeLate(state, known === SAME) : known)
    }
    await this.#saveProperties()
    if (isLess) await this.#store.removed()
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

  #write({values, lost, addsToEarlier}: KeyState, underWay: UnderWay): void {
    this.#seen += 1
    this.#pairs.length = 0
    for (const name of lost) this.#isFirst(this.#properties.of(name))
    let index = 0
    for (const name in values) {
      const known = this.#properties.at(index, name)
      index += 1
      if (!this.#isFirst(known)) continue
      this.#hash.of(values[name] ?? '', known.seed)
      this.#pairs.push(firstWord(known, this.#hash), this.#hash.low)
    }
    const {others} = underWay
    if (addsToEarlier && others !== undefined)
      for (let at = 0; at < others.length; at += 2) {
        const [first = 0, second = 0] = [others[at], others[at + 1]]
        if (this.#isUnseen(first >>> 16)) this.#pairs.push(first, second)
      }
    this.#store.add(underWay, this.#pairs)
  }

  /** Of a key that was not forgotten before; `keeps`: its row was the same. */
  #takeLate({orderKey, values}: KeyState, keeps: boolean): UnderWay {
    this.#find(orderKey)
    const taken = this.#take(values)
    return keeps ? taken : {...taken, others: undefined}
  }

  /** Whether the entry that is being written says nothing of this property yet. */
  #isFirst(known: KnownProperty | undefined): known is KnownProperty {
    if (known === undefined || this.#seenIn[known.id] === this.#seen) return false
    this.#seenIn[known.id] = this.#seen
    return true
  }
}

function randomSeed(): Seed {
  const bytes = randomBytes(8)
  return {high: bytes.readInt32LE(0), low: bytes.readInt32LE(4)}
}
