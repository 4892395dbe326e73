import {DiskKeyMap} from '../shared/disk-key-map.js'

/** How old a row's values are: the run that first read the row, and its row there. Runs' names sort by time. */
export interface RowAge {
  readonly run: string
  readonly row: number
}

/** An open reject, by where it is stored. */
export interface RefusedRow {
  readonly run: string
  readonly row: number
  readonly age: RowAge
}

interface Link extends RefusedRow {
  /** Of the next one of its key; 0 = none. */
  readonly next: number
}

/** Links of a key, the oldest first; 0 = none. */
interface Queue {
  readonly first: number
  readonly last: number
}

/** Open rejects by key, the oldest first. On disk, so that memory stays flat however many there are; nothing is made for the first key. */
export class RefusedKeys {
  readonly #directory: string
  #links = 0
  #waiting = 0
  #map: DiskKeyMap<Link | Queue> | undefined

  constructor(directory: string) {
    this.#directory = directory
  }

  get isEmpty(): boolean {
    return this.#waiting === 0
  }

  async add(key: string, row: RefusedRow): Promise<void> {
    this.#map ??= await DiskKeyMap.createForJson<Link | Queue>(this.#directory)
    this.#links += 1
    this.#waiting += 1
    const at = this.#links
    const {first, last} = this.#queue(key)
    const before = last !== 0 && !isOlder(row.age, this.#link(last).age) ? last : this.#placeBefore(first, row.age)
    const next = before === 0 ? first : this.#link(before).next
    this.#map.set(linkName(at), {...row, next})
    if (before !== 0) this.#map.set(linkName(before), {...this.#link(before), next: at})
    this.#map.set(queueName(key), {first: before === 0 ? at : first, last: next === 0 ? at : last})
  }

  /** Removes those of the key that are older than `age`, and gives them. One of just this age is removed as well: it is the row itself. */
  takeOlder(key: string, age: RowAge): RefusedRow[] {
    if (this.isEmpty || this.#map === undefined) return []
    const {first, last} = this.#queue(key)
    const taken: RefusedRow[] = []
    let at = first
    while (at !== 0) {
      const {next, ...row} = this.#link(at)
      if (isOlder(age, row.age)) break
      if (isOlder(row.age, age)) taken.push(row)
      this.#waiting -= 1
      at = next
    }
    if (at !== first) this.#map.set(queueName(key), {first: at, last: at === 0 ? 0 : last})
    return taken
  }

  async delete(): Promise<void> {
    await this.#map?.delete()
  }

  /** The last link that is not newer; 0 where the first one is. */
  #placeBefore(first: number, age: RowAge): number {
    let before = 0
    for (let at = first; at !== 0; at = this.#link(at).next) {
      if (isOlder(age, this.#link(at).age)) break
      before = at
    }
    return before
  }

  #queue(key: string): Queue {
    return (this.#map?.get(queueName(key)) as Queue | undefined) ?? {first: 0, last: 0}
  }

  #link(at: number): Link {
    const link = this.#map?.get(linkName(at))
    if (link === undefined || !('age' in link)) throw new Error(`Refused row ${at} is lost: this is a bug in hubspot-push.`)
    return link
  }
}

function isOlder(one: RowAge, other: RowAge): boolean {
  return one.run === other.run ? one.row < other.row : one.run < other.run
}

/** No key begins like this one, since the other kind has its own. */
function linkName(at: number): string {
  return `link ${at}`
}

function queueName(key: string): string {
  return `key ${key}`
}
