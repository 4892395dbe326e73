import type {Seed} from './text-hash.js'

/** What a key's record holds: its hash, and a pair of words for each property (see `pairOf`). Numbers have 32 bits and a sign. */
export interface Entry extends Seed {
  readonly pairs: readonly number[]
}

/** Words before the pairs of an entry: the key's hash, high and low, and how many pairs there are. */
const HEAD = 3

/**
 * Entries of keys that were written together, and that a file which is pushed again will most likely ask for together: one reading of the
 * disk answers for a hundred rows.
 */
export class Block {
  readonly id: number
  readonly words: Int32Array
  /** Where each entry begins. */
  readonly #starts: number[] = []
  #next = 0
  #lastFound = -1

  constructor(id: number, words: Int32Array) {
    this.id = id
    this.words = words
    for (let at = 0; at < words.length; at += HEAD + 2 * (words[at + 2] ?? 0)) this.#starts.push(at)
  }

  static of(id: number, entries: readonly Entry[]): Block {
    return new Block(id, Int32Array.from(entries.flatMap(({high, low, pairs}) => [high, low, pairs.length / 2, ...pairs])))
  }

  /** Where the key's entry begins, -1 when it has none here. The one behind the last that was found is tried first. */
  find(high: number, low: number): number {
    const starts = this.#starts
    const count = starts.length
    for (let tried = 0, index = this.#next; tried < count; tried += 1, index += 1) {
      if (index >= count) index = 0
      const at = starts[index] ?? 0
      if (this.words[at] === high && this.words[at + 1] === low) {
        this.#next = index + 1
        this.#lastFound = at
        return at
      }
    }
    return -1
  }

  /** What `find` found last. */
  get lastFound(): number {
    return this.#lastFound
  }

  entryAt(at: number): Entry {
    const {words} = this
    const end = at + HEAD + 2 * (words[at + 2] ?? 0)
    return {high: words[at] ?? 0, low: words[at + 1] ?? 0, pairs: [...words.subarray(at + HEAD, end)]}
  }

  /** The two words of a property in the entry at `at`: undefined when it has none. `hint`: where it may stand, counted in pairs. */
  pairAt(at: number, property: number, hint: number): number | undefined {
    const {words} = this
    const count = words[at + 2] ?? 0
    const begin = at + HEAD
    if (hint < count && (words[begin + 2 * hint] ?? 0) >>> 16 === property) return begin + 2 * hint
    for (let index = 0; index < count; index += 1) {
      const place = begin + 2 * index
      if ((words[place] ?? 0) >>> 16 === property) return place
    }
    return undefined
  }

  get isEmpty(): boolean {
    return this.#starts.length === 0
  }

  /** The block without the entries that begin at these places. */
  without(places: ReadonlySet<number>): Block {
    return Block.of(
      this.id,
      this.#starts.filter(at => !places.has(at)).map(at => this.entryAt(at)),
    )
  }
}
