/** Words before the entries: a mark, and how many words the block has. */
const FIRST = 2
const MARK = 0x6b_6c_62_63
/** Words before the pairs of an entry: the key's hash, high and low, and how many pairs there are. */
const HEAD = 3

/** Of a key. */
export interface Hash {
  readonly high: number
  readonly low: number
}

/** The first `length` of these words: two for each property, its number and what is kept of its value. */
export interface Pairs {
  readonly words: Int32Array
  readonly length: number
}

/**
 * Entries of keys that were written together, and that a file which is pushed again will most likely ask for together:
 * one reading of the disk answers for a hundred rows. An entry is what a key's record holds: its hash, and a pair of
 * words for each property. One that was removed has zeros in place of them. Numbers have 32 bits and a sign.
 */
export class Block {
  /** Where it is on disk. */
  readonly place: number
  readonly words: Int32Array
  #next = FIRST
  #lastFound = -1

  constructor(place: number, words: Int32Array) {
    this.place = place
    this.words = words
  }

  /** For the words of another block, once this one is used no more. */
  get room(): Int32Array {
    return new Int32Array(this.words.buffer)
  }

  /** How many words a block has that begins with these two; undefined where none does. */
  static lengthIn(words: Int32Array): number | undefined {
    const [mark, length = 0] = words
    return mark === MARK && length >= FIRST ? length : undefined
  }

  /** Where the key's entry begins, -1 when it has none here. The one behind the last that was found is tried first. */
  find(high: number, low: number): number {
    const {words} = this
    const {length} = words
    let at = this.#next
    for (let passed = FIRST; passed < length; ) {
      if (at >= length) at = FIRST
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
    const {length} = this.words
    while (this.#next < length && !this.#isThere(this.#next)) this.#next += this.#sizeAt(this.#next)
    return this.#next < length ? this.#next : -1
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

  /** Those pairs of the entry whose properties are wanted; undefined: none. */
  pairsAt(at: number, wants: (property: number) => boolean): number[] | undefined {
    const {words} = this
    const end = at + this.#sizeAt(at)
    let pairs: number[] | undefined
    for (let place = at + HEAD; place < end; place += 2) {
      const first = words[place] ?? 0
      if (!wants(first >>> 16)) continue
      pairs ??= []
      pairs.push(first, words[place + 1] ?? 0)
    }
    return pairs
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

  remove(at: number): void {
    this.words.fill(0, at, at + 2)
    this.words.fill(0, at + HEAD, at + this.#sizeAt(at))
  }

  /** An entry where one of as many pairs was removed. False where there is none. */
  restore(at: number, {high, low}: Hash, {words: pairs, length}: Pairs): boolean {
    const {words} = this
    if (this.#isThere(at) || words[at + 2] !== length / 2) return false
    words[at] = high
    words[at + 1] = low
    for (let index = 0; index < length; index += 1) words[at + HEAD + index] = pairs[index] ?? 0
    return true
  }

  /** Where each entry begins that was not removed. */
  *entries(): Generator<{readonly at: number; readonly high: number; readonly low: number}, void, undefined> {
    const {words} = this
    for (let at = FIRST; at < words.length; at += this.#sizeAt(at))
      if (this.#isThere(at)) yield {at, high: words[at] ?? 0, low: words[at + 1] ?? 0}
  }

  /** How many entries it has, those that were removed among them. */
  get size(): number {
    let size = 0
    for (let at = FIRST; at < this.words.length; at += this.#sizeAt(at)) size += 1
    return size
  }

  /** The words of a block of those that are left. */
  withoutRemoved(): Int32Array {
    const writer = new BlockWriter()
    for (const {at, high, low} of this.entries()) {
      const length = this.#sizeAt(at) - HEAD
      writer.add({high, low}, {words: this.words.subarray(at + HEAD), length})
    }
    return writer.take()
  }

  #isThere(at: number): boolean {
    return this.words[at] !== 0 || this.words[at + 1] !== 0
  }

  /** A block of which a crash has left a part has zeros behind it. */
  #sizeAt(at: number): number {
    return HEAD + 2 * Math.max(0, this.words[at + 2] ?? 0)
  }
}

/** Puts a block together, entry by entry. */
export class BlockWriter {
  #words = new Int32Array(4096)
  #length = FIRST

  add({high, low}: Hash, {words: pairs, length}: Pairs): void {
    const begin = this.#length
    this.#length += HEAD + length
    while (this.#length > this.#words.length) this.#grow()
    this.#words[begin] = high
    this.#words[begin + 1] = low
    this.#words[begin + 2] = length / 2
    for (let index = 0; index < length; index += 1) this.#words[begin + HEAD + index] = pairs[index] ?? 0
  }

  /** The words of the block; the next entry begins another one. */
  take(): Int32Array {
    const words = this.#words.slice(0, this.#length)
    words[0] = MARK
    words[1] = this.#length
    this.#length = FIRST
    return words
  }

  #grow(): void {
    const larger = new Int32Array(this.#words.length * 2)
    larger.set(this.#words)
    this.#words = larger
  }
}
