import type {RejectedPart} from '../../rows/rejected-part.js'
import {RunOrder} from '../../runs/run-order.js'
import {DiskKeyMap} from '../../shared/files/disk-key-map.js'

/** How old a row's values are: the run that first read the row, and its row there. */
export interface RowAge {
  readonly run: string
  readonly row: number
}

/** An open reject, by where it is stored. */
export interface RejectedRow extends RejectedPart {
  readonly run: string
  readonly row: number
  readonly age: RowAge
}

interface Link extends RejectedRow {
  /** Of the next one of its key; 0 = none. */
  readonly next: number
}

/** The oldest reject of a key, where most keys have only one; then links to the others, the oldest first, 0 = none. */
interface Queue {
  readonly head?: RejectedRow
  readonly first: number
  readonly last: number
}

/**
 * Open rejects by key, the oldest first. On disk, so that memory stays flat however many there are; nothing is made for
 * the first key.
 */
export class RejectedKeys {
  readonly #directory: string
  readonly #order: RunOrder
  #links = 0
  #waiting = 0
  #map: DiskKeyMap<Link | Queue> | undefined

  constructor(directory: string, order = new RunOrder()) {
    this.#directory = directory
    this.#order = order
  }

  get isEmpty(): boolean {
    return this.#waiting === 0
  }

  async add(key: string, row: RejectedRow): Promise<void> {
    this.#map ??= await DiskKeyMap.create<Link | Queue>(this.#directory)
    this.#waiting += 1
    const queue = this.#queue(key)
    const {head} = queue
    if (head !== undefined) {
      const isFirst = this.#isOlder(row.age, head.age)
      const linked = this.#link(queue, isFirst ? head : row)
      this.#map.set(queueName(key), {...linked, head: isFirst ? row : head})
      return
    }
    const isFirst = queue.first === 0 || this.#isOlder(row.age, this.#linkAt(queue.first).age)
    this.#map.set(queueName(key), isFirst ? {...queue, head: row} : this.#link(queue, row))
  }

  /**
   * Removes those of the key that are older than `age`, and gives them. One of just this age is removed as well: it is
   * the row itself.
   */
  takeOlder(key: string, age: RowAge): RejectedRow[] {
    if (this.isEmpty || this.#map === undefined) return []
    const {head, first, last} = this.#queue(key)
    if (head !== undefined && this.#isOlder(age, head.age)) return []
    const taken: RejectedRow[] = []
    const take = (row: RejectedRow): void => {
      this.#waiting -= 1
      if (this.#isOlder(row.age, age)) taken.push(row)
    }
    if (head !== undefined) take(head)
    let at = first
    while (at !== 0) {
      const {next, ...row} = this.#linkAt(at)
      if (this.#isOlder(age, row.age)) break
      take(row)
      at = next
    }
    if (head !== undefined || at !== first) this.#map.set(queueName(key), {first: at, last: at === 0 ? 0 : last})
    return taken
  }

  async delete(): Promise<void> {
    await this.#map?.delete()
  }

  /** Puts a row among the links of a queue, behind those that are not newer. */
  #link({first, last}: Queue, row: RejectedRow): Queue {
    this.#links += 1
    const at = this.#links
    const before =
      last !== 0 && !this.#isOlder(row.age, this.#linkAt(last).age) ? last : this.#placeBefore(first, row.age)
    const next = before === 0 ? first : this.#linkAt(before).next
    this.#map?.set(linkName(at), {...row, next})
    if (before !== 0) this.#map?.set(linkName(before), {...this.#linkAt(before), next: at})
    return {first: before === 0 ? at : first, last: next === 0 ? at : last}
  }

  /** The last link that is not newer; 0 where the first one is. */
  #placeBefore(first: number, age: RowAge): number {
    let before = 0
    for (let at = first; at !== 0; at = this.#linkAt(at).next) {
      if (this.#isOlder(age, this.#linkAt(at).age)) break
      before = at
    }
    return before
  }

  #isOlder(one: RowAge, other: RowAge): boolean {
    return one.run === other.run ? one.row < other.row : this.#order.compare(one.run, other.run) < 0
  }

  #queue(key: string): Queue {
    return (this.#map?.get(queueName(key)) as Queue | undefined) ?? {first: 0, last: 0}
  }

  #linkAt(at: number): Link {
    const link = this.#map?.get(linkName(at))
    if (link === undefined || !('age' in link))
      throw new Error(`Rejected row ${at} is lost: this is a bug in hubspot-push.`)
    return link
  }
}

/** No key begins like this one, since the other kind has its own. */
function linkName(at: number): string {
  return `link ${at}`
}

function queueName(key: string): string {
  return `key ${key}`
}
