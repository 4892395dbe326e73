import {readSync, writeSync} from 'node:fs'
import {openUnnamedFile, type UnnamedFile} from '../unnamed-file.js'
import {NumberList} from './number-list.js'

/** Texts that are written and read together. */
const BLOCK_TEXTS = 32
const BLOCK_CHARS = 32 * 1024
/** Of blocks that are not on disk: smaller tables never are. */
const MEMORY_BYTES = 2 * 1024 * 1024
/** Of texts that were read last; twice as many are kept at most. */
const KEPT_CHARS = 1024 * 1024
/** What a kept text takes besides its characters. */
const TEXT_CHARS = 24

/**
 * Texts by their number, in little memory however many there are: beyond some, they lie in a temporary file that only
 * this process can open. Throws the errors of node:fs.
 */
export class StringStore {
  /** Of each block, the number of its first text, and where its bytes begin. */
  readonly #firsts = new NumberList()
  readonly #starts = new NumberList()
  /** Blocks that are not on disk. */
  readonly #unwritten = new Map<number, Buffer>()
  /** Texts of blocks that were read last, and of those that were read before them. */
  #kept = new Map<number, readonly string[]>()
  #keptBefore = new Map<number, readonly string[]>()
  #pending: string[] = []
  #pendingChars = 0
  #unwrittenBytes = 0
  #bytes = 0
  #count = 0
  #keptChars = 0
  #file: UnnamedFile | undefined
  #latestFirst = 0
  #latest: readonly string[] = []

  add(text: string): void {
    this.#pending.push(text)
    this.#pendingChars += text.length
    this.#count += 1
    if (this.#pending.length === BLOCK_TEXTS || this.#pendingChars > BLOCK_CHARS) this.#endBlock()
  }

  get size(): number {
    return this.#count
  }

  /** Undefined where there are fewer. After the first call, none can be added. */
  at(index: number): string | undefined {
    if (this.#pending.length > 0) this.#endBlock()
    const inLatest = index - this.#latestFirst
    if (inLatest >= 0 && inLatest < this.#latest.length) return this.#latest[inLatest]
    if (!(index >= 0 && index < this.#count)) return undefined
    const number = this.#blockOf(index)
    this.#latestFirst = this.#firsts.at(number)
    this.#latest = this.#read(number)
    return this.#latest[index - this.#latestFirst]
  }

  close(): void {
    this.#file?.close()
    this.#file = undefined
    this.#kept.clear()
  }

  #endBlock(): void {
    const json = Buffer.from(JSON.stringify(this.#pending))
    this.#unwritten.set(this.#firsts.length, json)
    this.#firsts.add(this.#count - this.#pending.length)
    this.#starts.add(this.#bytes)
    this.#unwrittenBytes += json.length
    this.#bytes += json.length
    this.#pending = []
    this.#pendingChars = 0
    if (this.#unwrittenBytes > MEMORY_BYTES) this.#spill()
  }

  #spill(): void {
    this.#file ??= openUnnamedFile()
    const all = Buffer.concat([...this.#unwritten.values()])
    let written = 0
    while (written < all.length) written += writeSync(this.#file.descriptor, all, written)
    this.#unwritten.clear()
    this.#unwrittenBytes = 0
  }

  /** The last that begins at or before the text. */
  #blockOf(index: number): number {
    let low = 0
    let high = this.#firsts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#firsts.at(middle) <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  #read(number: number): readonly string[] {
    const kept = this.#kept.get(number)
    if (kept !== undefined) return kept
    const texts = this.#keptBefore.get(number) ?? this.#load(number)
    this.#kept.set(number, texts)
    this.#keptChars += texts.reduce((sum, text) => sum + text.length + TEXT_CHARS, 0)
    if (this.#keptChars > KEPT_CHARS) {
      this.#keptBefore = this.#kept
      this.#kept = new Map()
      this.#keptChars = 0
    }
    return texts
  }

  #load(number: number): readonly string[] {
    const json = this.#unwritten.get(number) ?? this.#fromDisk(number)
    return JSON.parse(json.toString()) as string[] // as it was written
  }

  #fromDisk(number: number): Buffer {
    const at = this.#starts.at(number)
    const bytes = (number + 1 < this.#starts.length ? this.#starts.at(number + 1) : this.#bytes) - at
    const into = Buffer.allocUnsafe(bytes)
    let read = 0
    while (read < bytes) {
      const more = this.#file === undefined ? 0 : readSync(this.#file.descriptor, into, read, bytes - read, at + read)
      if (more === 0) throw new Error('the temporary file of shared strings is cut off')
      read += more
    }
    return into
  }
}
