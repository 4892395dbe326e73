import type {Seed} from '../shared/text/text-hash.js'

/**
 * What a key's record holds: its hash, and a pair of words for each property (see `pairOf`). Numbers have 32 bits and a
 * sign.
 */
export interface Entry extends Seed {
  readonly pairs: readonly number[]
}

/** Words before the pairs of an entry: the key's hash, high and low, and how many pairs there are. */
const HEAD = 3

/**
 * Entries of keys that were written together, and that a file which is pushed again will most likely ask for together:
 * one reading of the disk answers for a hundred rows.
 */
export class Block {
  readonly id: number
  readonly words: Int32Array
  #next = 0
  #lastFound = -1

  constructor(id: number, words: Int32Array) {
    this.id = id
    this.words = words
  }

  static of(id: number, entries: readonly Entry[]): Block {
    const words = new Int32Array(entries.reduce((sum, {pairs}) => sum + HEAD + pairs.length, 0))
    let at = 0
    for (const {high, low, pairs} of entries) {
      words[at] = high
      words[at + 1] = low
      words[at + 2] = pairs.length / 2
      words.set(pairs, at + HEAD)
      at += HEAD + pairs.length
    }
    return new Block(id, words)
  }

  /** Where the key's entry begins, -1 when it has none here. The one behind the last that was found is tried first. */
  find(high: number, low: number): number {
    const {words} = this
    const {length} = words
    let at = this.#next
    for (let passed = 0; passed < length; ) {
      if (at >= length) at = 0
      const size = this.#sizeAt(at)
      if (words[at] === high && words[at + 1] === low) {
        this.found(at)
        return at
      }
      at += size
      passed += size
    }
    return -1
  }

  /** Where the entry behind the one that was found last begins; -1 behind the last one. */
  get next(): number {
    return this.#next < this.words.length ? this.#next : -1
  }

  /** What `find` would have found. */
  found(at: number): void {
    this.#next = at + this.#sizeAt(at)
    this.#lastFound = at
  }

  /** What `find` found last. */
  get lastFound(): number {
    return this.#lastFound
  }

  entryAt(at: number): Entry {
    const {words} = this
    return {high: words[at] ?? 0, low: words[at + 1] ?? 0, pairs: [...words.subarray(at + HEAD, at + this.#sizeAt(at))]}
  }

  /**
   * Where the two words of a property are in the entry at `at`: -1 when it has none. `hint`: where it may be, counted
   * in pairs.
   */
  pairAt(at: number, property: number, hint: number): number {
    const {words} = this
    const count = words[at + 2] ?? 0
    const begin = at + HEAD
    if (hint < count && (words[begin + 2 * hint] ?? 0) >>> 16 === property) return begin + 2 * hint
    for (let index = 0; index < count; index += 1) {
      const place = begin + 2 * index
      if ((words[place] ?? 0) >>> 16 === property) return place
    }
    return -1
  }

  get isEmpty(): boolean {
    return this.words.length === 0
  }

  /** The block without the entries that begin at these places. */
  without(places: ReadonlySet<number>): Block {
    const left: Entry[] = []
    for (let at = 0; at < this.words.length; at += this.#sizeAt(at)) if (!places.has(at)) left.push(this.entryAt(at))
    return Block.of(this.id, left)
  }

  #sizeAt(at: number): number {
    return HEAD + 2 * (this.words[at + 2] ?? 0)
  }
}
