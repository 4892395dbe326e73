import {searchCompanies} from '../../hubspot/associations/search-companies.js'
import {batchRead} from '../../hubspot/batch/batch-read.js'
import {normaliseKey} from '../../hubspot/batch/normalise-key.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {LinkTarget} from '../../mapping/links/link-column.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'
import {Gather} from './gather.js'

/** Whom a name means: one record, none, or several (their ids). */
export type NamedRecord =
  | {readonly kind: 'found'; readonly id: string}
  | {readonly kind: 'missing'}
  | {readonly kind: 'several'; readonly ids: readonly string[]}

export interface KnownRecordsPorts {
  readonly hubspot: HubSpot
  readonly options: CallOptions
  readonly mostUnderWay: () => number
  /** Where names are kept when they are many; made only then. */
  readonly directory: string
  /** Names that are kept in memory. Default 50,000. */
  readonly mostInMemory?: number
}

interface KnownTarget extends Pick<LinkTarget, 'by'> {
  readonly object: Pick<LinkTarget['object'], 'objectTypeId'>
}

const MOST_LOOK_UPS = 100
export const MISSING: NamedRecord = {kind: 'missing'}

/** The records of one object by one property, each looked up once a run. */
export class KnownRecords {
  readonly gather: Gather<string, NamedRecord>
  readonly #ports: KnownRecordsPorts
  readonly #target: KnownTarget
  readonly #known = new Map<string, NamedRecord>()
  /** Null: forgotten. */
  #disk: DiskKeyMap<NamedRecord | null> | undefined
  #opening: Promise<DiskKeyMap<NamedRecord | null>> | undefined
  readonly #pending = new Map<string, Promise<void>>()

  constructor(target: KnownTarget, ports: KnownRecordsPorts) {
    this.#ports = ports
    this.#target = target
    this.gather = new Gather({
      most: () => MOST_LOOK_UPS,
      // The search takes five requests a second: one after the other is as fast.
      mostUnderWay: () => (target.by.kind === 'domain' ? 1 : ports.mostUnderWay()),
      send: names => (target.by.kind === 'domain' ? this.#search(names) : this.#read(names)),
    })
  }

  /** After it, `get` knows each of the names. */
  async lookUp(names: ReadonlySet<string>): Promise<void> {
    if (this.#target.by.kind === 'id') return
    const fresh: string[] = []
    const waits = new Set<Promise<void>>()
    for (const name of names) {
      const pending = this.#pending.get(name)
      if (pending !== undefined) waits.add(pending)
      else if (this.#find(name) === undefined) fresh.push(name)
    }
    if (fresh.length > 0) {
      const answered = this.#ask(fresh)
      waits.add(answered)
    }
    if (waits.size > 0) await Promise.all(waits)
  }

  /** Nothing has to be looked up, and no answer is on its way. */
  isKnown(name: string): boolean {
    return this.#target.by.kind === 'id' || (!this.#pending.has(name) && this.#find(name) !== undefined)
  }

  get(name: string): NamedRecord {
    if (this.#target.by.kind === 'id') return {kind: 'found', id: name}
    return this.#find(name) ?? MISSING
  }

  /** A row has given the name to this record ('' where that is not known): what was found before counts no more. */
  wrote(name: string, recordId: string): void {
    this.#pending.delete(name) // an answer on its way may be older
    const record = this.#find(name)
    if (record === undefined || (record.kind === 'found' && (recordId === '' || record.id === recordId))) return
    this.#known.delete(name)
    this.#disk?.set(name, null)
  }

  async delete(): Promise<void> {
    await this.#disk?.delete()
  }

  #find(name: string): NamedRecord | undefined {
    return this.#known.get(name) ?? this.#disk?.get(name) ?? undefined
  }

  #ask(names: readonly string[]): Promise<void> {
    const answered: Promise<void> = this.gather.add(names).then(found => this.#keep(names, found, answered))
    for (const name of names) this.#pending.set(name, answered)
    return answered
  }

  /** Of a name that was written meanwhile, only a record that was found. */
  async #keep(names: readonly string[], found: readonly NamedRecord[], answered: Promise<void>): Promise<void> {
    for (const [index, name] of names.entries()) {
      const record = found[index] ?? MISSING
      const isLatest = this.#pending.get(name) === answered
      if (isLatest) this.#pending.delete(name)
      if (isLatest || (record.kind !== 'missing' && this.#find(name) === undefined)) this.#known.set(name, record)
    }
    if (this.#known.size > (this.#ports.mostInMemory ?? 50_000)) await this.#moveToDisk()
  }

  async #moveToDisk(): Promise<void> {
    this.#opening ??= DiskKeyMap.create<NamedRecord | null>(this.#ports.directory)
    const disk = await this.#opening
    this.#disk = disk
    for (const [name, record] of this.#known) disk.set(name, record)
    this.#known.clear()
  }

  /**
   * Names that a reply could not tell apart go in requests of their own. What an answer does not mention is asked once
   * more (docs/hubspot-api.md#batch-read).
   */
  async #read(names: readonly string[]): Promise<readonly NamedRecord[]> {
    const found = new Map<string, NamedRecord>()
    let open = names
    while (open.length > 0) {
      const part = new Map(open.map(name => [normaliseKey(name), name]))
      const now = [...part.values()]
      const unnamed = await this.#readOnce(now, found)
      if (unnamed.length > 0) await this.#readOnce(unnamed, found)
      const asked = new Set(now)
      open = open.filter(name => !asked.has(name))
    }
    return names.map(name => found.get(name) ?? MISSING)
  }

  async #readOnce(names: readonly string[], found: Map<string, NamedRecord>): Promise<readonly string[]> {
    const {by, object} = this.#target
    const idProperty = by.kind === 'key' ? by.property : ''
    const {hubspot, options} = this.#ports
    const read = await batchRead(hubspot, object.objectTypeId, {idProperty, properties: [], ids: names}, options)
    for (const name of names) {
      const record = read.found.get(normaliseKey(name))
      if (record !== undefined) found.set(name, {kind: 'found', id: record.recordId})
    }
    return read.unnamed
  }

  async #search(domains: readonly string[]): Promise<readonly NamedRecord[]> {
    const {hubspot, options} = this.#ports
    const found = await searchCompanies(hubspot, domains, options)
    return domains.map((domain): NamedRecord => {
      const [id, ...others] = found.get(domain) ?? []
      if (id === undefined) return MISSING
      return others.length === 0 ? {kind: 'found', id} : {kind: 'several', ids: [id, ...others]}
    })
  }
}
