import {DEPENDS_ON_RECORD} from '../mapping/row/fold-rule.js'
import {isObject} from '../shared/json.js'
import {named} from '../shared/named.js'
import {type Seed, seedOf} from '../shared/text/text-hash.js'

/** What the store keeps of itself, as JSON. */
interface Meta {
  readonly format: 1
  /** Chance of this machine: texts that collide here cannot be guessed elsewhere. */
  readonly seed: Seed
  /** Names by number. */
  readonly properties: readonly string[]
  /**
   * Key property → property → how often pushes that matched on another key wrote it. Every key property ever matched on
   * is here.
   */
  readonly overwrites: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface KnownProperty {
  readonly name: string
  /** From 0, 16 bits. */
  readonly id: number
  readonly seed: Seed
}

const MOST = 0xffff

/**
 * Properties by number, with a seed for their values. The seed changes when a push that matches on another key property
 * writes the property:
 * it may have changed the same records, so what is known of it by this key counts no more.
 */
export class KnownProperties {
  /** Of the texts of keys. */
  readonly keySeed: Seed
  readonly #key: string
  readonly #meta: Meta
  readonly #names: string[]
  readonly #overwrites: Record<string, Record<string, number>>
  readonly #known = new Map<string, KnownProperty>()
  readonly #lastAt: KnownProperty[] = []
  readonly #announced = new Set<string>()
  readonly #announcedAt: string[] = []
  /** Whether writing the property at this place may change others of the record. */
  readonly #movesAt: boolean[] = []
  #isSaved: boolean

  /** `text`: as `toText` gave it. Undefined: another layout, or damaged. */
  static read(text: string, key: string): KnownProperties | undefined {
    try {
      const meta: unknown = JSON.parse(text)
      return isMeta(meta) ? new KnownProperties(meta, key, true) : undefined
    } catch {
      return undefined
    }
  }

  static create(seed: Seed, key: string): KnownProperties {
    return new KnownProperties({format: 1, seed, properties: [], overwrites: {}}, key, false)
  }

  private constructor(meta: Meta, key: string, isSaved: boolean) {
    this.#meta = meta
    this.#key = key
    this.#names = [...meta.properties]
    this.#overwrites = named()
    for (const [name, counts] of Object.entries(meta.overwrites)) this.#overwrites[name] = named(counts)
    this.#isSaved = isSaved && Object.hasOwn(this.#overwrites, key)
    this.#overwrites[key] ??= named()
    this.keySeed = seedOf(`key ${key}`, meta.seed)
    for (const name of this.#names) this.#learn(name)
  }

  /** As `of`, for the property at this place of a row: rows name the same ones in the same order. */
  at(place: number, name: string): KnownProperty | undefined {
    const last = this.#lastAt[place]
    if (last?.name === name) return last
    const known = this.of(name)
    if (known !== undefined) this.#lastAt[place] = known
    return known
  }

  /** Undefined when there are too many. */
  of(name: string): KnownProperty | undefined {
    const known = this.#known.get(name)
    if (known !== undefined || this.#names.length > MOST) return known
    this.#names.push(name)
    this.#isSaved = false
    return this.#learn(name)
  }

  /**
   * Before these properties are written for the first time in a run: what other keys know of them counts no more.
   * Returns whether writing them changes nothing else of the record.
   */
  announce(properties: Readonly<Record<string, string>>): boolean {
    let isStable = true
    let index = 0
    for (const name in properties) {
      if (this.#announcedAt[index] !== name) this.#announce(name, index)
      if (this.#movesAt[index] === true) isStable = false
      index += 1
    }
    return isStable
  }

  /** Rows name the same ones in the same order: then the name that came last at its place is looked at, and no more. */
  #announce(name: string, index: number): void {
    this.#announcedAt[index] = name
    this.#movesAt[index] = DEPENDS_ON_RECORD.has(name)
    this.of(name) // its number is on disk before an entry has it
    if (this.#announced.has(name)) return
    this.#announced.add(name)
    for (const [key, counts] of Object.entries(this.#overwrites)) if (key !== this.#key) this.#overwrite(counts, name)
  }

  /** Before records go: nothing counts any more that other keys know of them. */
  announceAll(): void {
    this.announce(named(Object.fromEntries(this.#names.map(name => [name, '']))))
  }

  get isSaved(): boolean {
    return this.#isSaved
  }

  toText(): string {
    this.#isSaved = true
    return JSON.stringify({...this.#meta, properties: this.#names, overwrites: this.#overwrites} satisfies Meta)
  }

  #overwrite(counts: Record<string, number>, property: string): void {
    const names = DEPENDS_ON_RECORD.has(property) ? DEPENDS_ON_RECORD : [property]
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1
    this.#isSaved = false
  }

  #learn(name: string): KnownProperty {
    const count = this.#overwrites[this.#key]?.[name] ?? 0
    const known = {name, id: this.#names.indexOf(name), seed: seedOf(`${this.#key} ${name} ${count}`, this.#meta.seed)}
    this.#known.set(name, known)
    return known
  }
}

function isMeta(meta: unknown): meta is Meta {
  if (!isObject(meta)) return false
  const {format, seed, properties, overwrites} = meta as Partial<Record<keyof Meta, unknown>>
  return (
    format === 1 &&
    typeof seed === 'object' &&
    Array.isArray(properties) &&
    typeof overwrites === 'object' &&
    overwrites !== null
  )
}
