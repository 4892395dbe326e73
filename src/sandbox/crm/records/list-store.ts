/** A list of records of one kind, as it is kept. */
export interface RecordList {
  readonly listId: string
  readonly name: string
  readonly objectTypeId: string
  readonly processingType: string
  /** Kept as it was given. */
  readonly filterBranch?: unknown
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

interface Entry {
  readonly list: RecordList
  /** Record id → since when, in the order in which they joined. */
  readonly members: Map<string, number>
}

export interface KeptList {
  readonly list: RecordList
  readonly members: readonly (readonly [recordId: string, sinceMs: number])[]
}

export type MemberChange = readonly [recordId: string, sinceMs: number | null]

/** The portal's lists and who is in them. */
export class ListStore {
  readonly #entries = new Map<string, Entry>()
  readonly #deleted = new Map<string, Entry>()
  #lastId = 0

  create(list: Omit<RecordList, 'listId'>): RecordList {
    const made = {...list, listId: this.takeId()}
    this.#entries.set(made.listId, {list: made, members: new Map()})
    return made
  }

  takeId(): string {
    this.#lastId += 1
    return String(this.#lastId)
  }

  get(listId: string): RecordList | undefined {
    return this.#entries.get(listId)?.list
  }

  /** HubSpot tells names apart by kind, without regard to case. */
  find(objectTypeId: string, name: string): RecordList | undefined {
    const wanted = name.toLowerCase()
    for (const {list} of this.#entries.values())
      if (list.objectTypeId === objectTypeId && list.name.toLowerCase() === wanted) return list
    return undefined
  }

  members(listId: string): ReadonlyMap<string, number> {
    return this.#entries.get(listId)?.members ?? new Map()
  }

  /** Those of the records that were not in the list. */
  add(listId: string, recordIds: readonly string[], nowMs: number): readonly string[] {
    const members = this.#entries.get(listId)?.members
    const added = [...new Set(recordIds)].filter(id => members?.has(id) === false)
    for (const id of added) members?.set(id, nowMs)
    return added
  }

  /** Those of the records that were in the list. */
  remove(listId: string, recordIds: readonly string[]): readonly string[] {
    const members = this.#entries.get(listId)?.members
    return [...new Set(recordIds)].filter(id => members?.delete(id) === true)
  }

  /** Takes a record out of every list of its kind; the lists that held it. */
  leave(objectTypeId: string, recordId: string): readonly string[] {
    const left: string[] = []
    for (const [listId, {list, members}] of this.#entries)
      if (list.objectTypeId === objectTypeId && members.delete(recordId)) left.push(listId)
    return left
  }

  /** Some members as they are now; null for a record that is none any more. */
  changesOf(listId: string, recordIds: readonly string[]): readonly MemberChange[] {
    const members = this.members(listId)
    return recordIds.map(id => [id, members.get(id) ?? null])
  }

  load(listId: string, changes: readonly MemberChange[]): void {
    const members = this.#entries.get(listId)?.members
    for (const [id, sinceMs] of changes) {
      if (sinceMs === null) members?.delete(id)
      else members?.set(id, sinceMs)
    }
  }

  /** Its members stay. */
  change(list: RecordList): RecordList {
    const members = this.#entries.get(list.listId)?.members ?? new Map<string, number>()
    this.#entries.set(list.listId, {list, members})
    return list
  }

  delete(listId: string): void {
    const entry = this.#entries.get(listId)
    this.#entries.delete(listId)
    if (entry) this.#deleted.set(listId, entry)
  }

  /** False where none of that id was deleted. */
  undelete(listId: string): boolean {
    const entry = this.#deleted.get(listId)
    if (entry) this.#entries.set(listId, entry)
    return this.#deleted.delete(listId)
  }

  kept(listId: string): KeptList | undefined {
    const entry = this.#entries.get(listId)
    return entry && {list: entry.list, members: [...entry.members]}
  }

  all(): readonly KeptList[] {
    return [...this.#entries.values()].map(({list, members}) => ({list, members: [...members]}))
  }

  /** Those that could be restored. */
  deleted(): readonly KeptList[] {
    return [...this.#deleted.values()].map(({list, members}) => ({list, members: [...members]}))
  }

  restore({list, members}: KeptList): void {
    this.#deleted.delete(list.listId)
    this.#entries.set(list.listId, {list, members: new Map(members)})
    this.#lastId = Math.max(this.#lastId, Number(list.listId))
  }
}
