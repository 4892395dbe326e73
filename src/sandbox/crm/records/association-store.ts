/** A record, of which kind and which. */
export interface RecordRef {
  /** `0-1` */
  readonly typeId: string
  readonly id: string
}

/** Two linked records; types by key (portal/association-types.ts), as each side sees them. */
export interface Link {
  readonly from: RecordRef
  readonly to: RecordRef
  /** From `from` to `to`; [] = no longer linked. */
  readonly types: readonly string[]
  readonly inverseTypes: readonly string[]
}

export interface AssociationStoreOptions {
  /** False: nothing is kept. */
  readonly keeps: boolean
  /** Called with the links of each commit. */
  readonly onCommit: (links: readonly Link[]) => void
}

type Targets = Map<string, readonly string[]>

/**
 * Which records are linked, and how; both directions are kept, so that either side is a lookup. Changes are seen at
 * once, last when committed, and can be taken back until then.
 */
export class AssociationStore {
  readonly #options: AssociationStoreOptions
  /** Most links carry the same few types: each list of them is kept once. */
  readonly #typeLists = new Map<string, readonly string[]>()
  /** By `0-1>0-2`, then by record id, then by the other's id. */
  readonly #byDirection = new Map<string, Map<string, Targets>>()
  readonly #directions = new Map<string, Set<string>>()
  #pending: {readonly before: Link; readonly after: Link}[] = []

  constructor(options: AssociationStoreOptions) {
    this.#options = options
  }

  /** [] where they are not linked. */
  typesOf(from: RecordRef, to: RecordRef): readonly string[] {
    return this.targets(from, to.typeId).get(to.id) ?? []
  }

  /** Ids of a kind that a record is linked to, each with its types, in the order they were linked. */
  targets(from: RecordRef, toType: string): ReadonlyMap<string, readonly string[]> {
    return this.#byDirection.get(`${from.typeId}>${toType}`)?.get(from.id) ?? NOTHING
  }

  put(link: Link): void {
    if (!this.#options.keeps) return
    const {from, to} = link
    const before = {from, to, types: this.typesOf(from, to), inverseTypes: this.typesOf(to, from)}
    this.#pending.push({before, after: link})
    this.load(link)
  }

  unlink(from: RecordRef, to: RecordRef): void {
    if (this.typesOf(from, to).length > 0) this.put({from, to, types: [], inverseTypes: []})
  }

  /** All links of a record; of no use once it is archived. */
  unlinkAll(from: RecordRef): void {
    for (const toType of this.#directions.get(from.typeId) ?? [])
      for (const id of [...this.targets(from, toType).keys()]) this.unlink(from, {typeId: toType, id})
  }

  commit(): void {
    if (this.#pending.length === 0) return
    const links = this.#pending.map(({after}) => after)
    this.#pending = []
    this.#options.onCommit(links)
  }

  rollback(): void {
    for (const {before} of this.#pending.reverse()) this.load(before)
    this.#pending = []
  }

  /** Takes a link as it was kept, without a commit. */
  load({from, to, types, inverseTypes}: Link): void {
    this.#set(from, to, types)
    this.#set(to, from, inverseTypes)
  }

  /** Each linked pair once: from the lower type id to the higher, of one kind from the lower record id. */
  *all(): Generator<Link> {
    for (const [direction, byRecord] of this.#byDirection) {
      const [fromType = '', toType = ''] = direction.split('>')
      if (fromType > toType) continue
      for (const [fromId, targets] of byRecord)
        for (const [toId, types] of targets) {
          if (fromType === toType && Number(fromId) > Number(toId)) continue
          const [from, to] = [
            {typeId: fromType, id: fromId},
            {typeId: toType, id: toId},
          ]
          yield {from, to, types, inverseTypes: this.typesOf(to, from)}
        }
    }
  }

  get size(): number {
    let count = 0
    for (const byRecord of this.#byDirection.values()) for (const targets of byRecord.values()) count += targets.size
    return Math.ceil(count / 2)
  }

  #shared(types: readonly string[]): readonly string[] {
    const key = types.join(' ')
    const known = this.#typeLists.get(key) ?? types
    this.#typeLists.set(key, known)
    return known
  }

  #set(from: RecordRef, to: RecordRef, types: readonly string[]): void {
    const direction = `${from.typeId}>${to.typeId}`
    const byRecord = this.#byDirection.get(direction) ?? new Map<string, Targets>()
    const targets = byRecord.get(from.id) ?? new Map<string, readonly string[]>()
    if (types.length > 0) targets.set(to.id, this.#shared(types))
    else targets.delete(to.id)
    if (targets.size > 0) byRecord.set(from.id, targets)
    else byRecord.delete(from.id)
    this.#byDirection.set(direction, byRecord)
    const directions = this.#directions.get(from.typeId) ?? new Set<string>()
    this.#directions.set(from.typeId, directions.add(to.typeId))
  }
}

const NOTHING: ReadonlyMap<string, readonly string[]> = new Map()
