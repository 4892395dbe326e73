import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import type {AppError} from '../errors/app-error.js'
import {writeFileAtomically} from '../shared/files/atomic-write.js'
import {storageError, storeError} from '../shared/files/storage-trouble.js'
import {type Block, BlockWriter, type Hash, type Pairs} from './block.js'
import {BlockFiles, type StoreLimits} from './block-files.js'

const ENTRIES_IN_BLOCK = 100
/**
 * Blocks kept in memory: some 10 KB each. More would only grow old in the heap: a file in its own order needs one at a
 * time.
 */
const KEPT_BLOCKS = 32
const META = 'properties.json'

/** Where the entry of a key was, which was removed. */
export interface EntryPlace {
  /** Of its block; -1: it had none. */
  readonly place: number
  /** Where it begins in it. */
  readonly at: number
}

/**
 * Entries by key hash on disk, in blocks (`BlockFiles`). A key has one entry at most: it is removed, where it lies,
 * before another is added. Of one process at a time.
 */
export class BlockStore {
  readonly #directory: string
  readonly #files: BlockFiles
  readonly #kept = new Map<number, Block>()
  /** The only copies in memory: what is removed is removed in them, too. */
  readonly #changed = new Map<number, Block>()
  readonly #writer = new BlockWriter()
  /** Of the block that is being put together. */
  #hashes: Hash[] = []
  /** Blocks that are ready to be appended. */
  #ready: {readonly words: Int32Array; readonly hashes: readonly Hash[]}[] = []
  /**
   * The block that answered last, and the one before it: rows that changed lately lie apart from their neighbours in
   * the file.
   */
  #current: Block | undefined
  #previous: Block | undefined
  #failed: AppError | undefined

  private constructor(directory: string, files: BlockFiles) {
    this.#directory = directory
    this.#files = files
  }

  /**
   * What cannot be opened is thrown away: a caller then learns nothing, and writes. Throws AppError where the disk is
   * to blame.
   */
  static async open(directory: string, limits?: StoreLimits): Promise<BlockStore> {
    try {
      return new BlockStore(directory, await BlockFiles.open(directory, limits))
    } catch (error) {
      const trouble = storageError(`the store in ${directory} could not be opened`, error)
      if (trouble !== undefined) throw trouble
      await rm(directory, {recursive: true, force: true})
      return new BlockStore(directory, await BlockFiles.open(directory, limits))
    }
  }

  /** What the caller keeps beside the entries; undefined when it was never written. */
  readMeta(): Promise<string | undefined> {
    return readFile(join(this.#directory, META), 'utf8').catch(() => undefined)
  }

  /** On disk when it resolves. Throws AppError DISK_FULL, DISK_READ_ONLY. */
  async writeMeta(text: string): Promise<void> {
    await this.#failing(() => writeFileAtomically(join(this.#directory, META), text))
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.#failing(() => this.#files.clear())
    await rm(join(this.#directory, META), {force: true})
  }

  /** Where the key's entry begins in `current`; -1 when it has none. */
  find(high: number, low: number): number {
    if (high === 0 && low === 0) return -1 // the mark of a removed one
    const near = this.#current?.find(high, low) ?? -1
    if (near >= 0) return near
    const block =
      this.#previous !== undefined && this.#previous.find(high, low) >= 0 ? this.#previous : this.#blockOf(high, low)
    if (block === undefined) return -1
    this.#previous = this.#current
    this.#current = block
    return block.lastFound
  }

  /** Where the entry behind the one that was found last begins in `current`; -1 when there is none. */
  get next(): number {
    return this.#current?.next ?? -1
  }

  /** The entry at `at` of `current` was looked for and is there. */
  found(at: number): void {
    this.#current?.found(at)
  }

  /** The block of the last `find` that found something. */
  get current(): Block {
    if (this.#current === undefined) throw new Error('Nothing was found yet.')
    return this.#current
  }

  /** The entry at `at` of `current`; on disk when `removed` resolves. */
  remove(at: number): void {
    const {current} = this
    current.remove(at)
    this.#changed.set(current.place, current)
    this.#files.removedFrom(current.place)
  }

  /**
   * Resolves when what was removed until now is so on disk, too, whoever removed it. Throws AppError DISK_FULL,
   * DISK_READ_ONLY.
   */
  removed(): Promise<void> {
    return this.#failing(() => {
      this.#overwriteChanged()
      return this.#files.sync()
    })
  }

  /** Of a key that has no entry. It takes the room of the one that the key had, if it is as large. */
  add(hash: Hash & EntryPlace, pairs: Pairs): void {
    if (hash.place >= 0 && this.#restore(hash, pairs)) return
    if (this.#hashes.length >= ENTRIES_IN_BLOCK) this.#endBlock()
    this.#writer.add(hash, pairs)
    this.#hashes.push(hash)
  }

  #restore(hash: Hash & EntryPlace, pairs: Pairs): boolean {
    const block = this.#files.mayRestore(hash.place) ? this.#block(hash.place) : undefined
    if (block === undefined || !block.restore(hash.at, hash, pairs)) return false
    this.#changed.set(block.place, block)
    this.#files.restoredIn(block.place)
    return true
  }

  /** Entries that were added are found from now on; a power cut may lose them. Throws AppError as `removed`. */
  async end(): Promise<void> {
    this.#endBlock()
    await this.#failing(async () => {
      this.#overwriteChanged()
      for (const {words, hashes} of this.#ready) this.#files.append(words, hashes)
      this.#ready = []
    })
  }

  async close(): Promise<void> {
    if (this.#failed === undefined) await this.#failing(() => this.#files.close())
  }

  #endBlock(): void {
    if (this.#hashes.length > 0) this.#ready.push({words: this.#writer.take(), hashes: this.#hashes})
    this.#hashes = []
  }

  #overwriteChanged(): void {
    for (const block of this.#changed.values()) this.#files.overwrite(block)
    this.#changed.clear()
  }

  #blockOf(high: number, low: number): Block | undefined {
    try {
      const block = this.#block(this.#files.placeOf(high, low))
      return block !== undefined && block.find(high, low) >= 0 ? block : undefined
    } catch (error) {
      throw this.#fail(error) // what cannot be read cannot be removed
    }
  }

  #block(place: number): Block | undefined {
    if (place < 0) return undefined
    if (this.#current?.place === place) return this.#current
    if (this.#previous?.place === place) return this.#previous
    const known = this.#kept.get(place) ?? this.#changed.get(place)
    if (known !== undefined) return known
    const block = this.#files.blockAt(place, this.#kept.size < KEPT_BLOCKS ? undefined : this.#roomOfOldest())
    if (block !== undefined) this.#kept.set(place, block)
    return block
  }

  /** Words outside the heap that are made anew for each block cost more in collecting them than in reading. */
  #roomOfOldest(): Int32Array | undefined {
    for (const [place, block] of this.#kept) {
      this.#kept.delete(place)
      const isUsed = block === this.#current || block === this.#previous || this.#changed.has(place)
      return isUsed ? undefined : block.room
    }
    return undefined
  }

  /** After a failure nothing is written any more: what is on disk is less than is known, never more. */
  async #failing<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#failed !== undefined) throw this.#failed
    try {
      return await work()
    } catch (error) {
      throw this.#fail(error)
    }
  }

  #fail(error: unknown): AppError {
    this.#failed = storeError(`what was written could not be stored in ${this.#directory}`, error)
    return this.#failed
  }
}
