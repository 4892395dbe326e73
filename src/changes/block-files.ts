import {rmSync} from 'node:fs'
import {access, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {syncDirectory, writeFileAtomically} from '../shared/files/atomic-write.js'
import {makeDirectory} from '../shared/files/make-directory.js'
import {HashIndex} from '../shared/hashes/hash-index.js'
import type {Block, Hash} from './block.js'
import {readState, type StoreState} from './read-state.js'
import {Segment} from './segment.js'
import {Segments} from './segments.js'

const INDEX = 'index'
const STATE = 'state.json'
/** An earlier version was here, and may have written since what is known: all of it is learnt again. */
const FORMER = 'data.mdb'

export interface StoreLimits {
  /** As large as a file of blocks may get before the next one is begun. */
  readonly segmentWords: number
  /** Beyond as many as are left: entries that were removed, and places of the index that no longer hold. */
  readonly removed: number
  /** Fewer places are looked for again at the next opening instead of being written as a table of the index. */
  readonly unindexed: number
}

const LIMITS: StoreLimits = {segmentWords: 2 ** 23, removed: 200_000, unindexed: 20_000}

/**
 * Blocks in segments, and an index that says in which block a key is. The blocks are the truth: the index is believed
 * only as it was when the store was closed, and made again from the blocks where it was not.
 */
export class BlockFiles {
  readonly #directory: string
  readonly #limits: StoreLimits
  readonly #segments: Segments
  #index: HashIndex
  /** Place from which on the entries may be in no table of the index on disk. */
  #covered: number
  /** What the directory says of itself still holds. */
  #isAsStated: boolean

  private constructor(
    directory: string,
    {
      segments,
      known,
      limits,
    }: {
      readonly segments: Segments
      readonly known: StoreState | undefined
      readonly limits: StoreLimits
    },
  ) {
    this.#directory = directory
    this.#limits = limits
    this.#segments = segments
    this.#index = HashIndex.open(join(directory, INDEX), known?.runs)
    this.#covered = known?.covered ?? 0
    this.#isAsStated = known !== undefined
  }

  /** Throws the errors of node:fs. */
  static async open(directory: string, limits = LIMITS): Promise<BlockFiles> {
    if (await isThere(join(directory, FORMER))) await rm(directory, {recursive: true, force: true})
    await makeDirectory(directory)
    const stated = await readState(join(directory, STATE), join(directory, INDEX))
    const segments = await Segments.open(directory, limits.segmentWords)
    const known = stated !== undefined && segments.areAs(stated.segments) ? stated : undefined
    const files = new BlockFiles(directory, {segments, known, limits})
    files.#learn(known === undefined)
    await files.#tidy()
    return files
  }

  /** Of the key's block; -1 where it has none. The block may be gone, or without the key. */
  placeOf(high: number, low: number): number {
    return this.#index.find(high, low)
  }

  /** `room`: where its words go, if they are not too many. */
  blockAt(place: number, room?: Int32Array): Block | undefined {
    return this.#segments.blockAt(place, room)
  }

  /** What was appended may be lost in a power cut. */
  append(words: Int32Array, hashes: readonly Hash[]): void {
    this.#change()
    const place = this.#segments.append(words, hashes.length)
    for (const hash of hashes) this.#put(hash, place)
  }

  /** An entry of this block was removed. */
  removedFrom(place: number): void {
    this.#segments.removedFrom(place)
  }

  /** Whether entries may come back to this block. */
  mayRestore(place: number): boolean {
    return this.#segments.mayRestore(place)
  }

  /** An entry that was removed from this block has come back. */
  restoredIn(place: number): void {
    this.#segments.restoredIn(place)
  }

  overwrite(block: Block): void {
    this.#change()
    this.#segments.overwrite(block)
  }

  /** What was overwritten is on disk when it resolves. */
  sync(): Promise<void> {
    return this.#segments.sync()
  }

  clear(): void {
    this.#change()
    for (const segment of this.#segments.list) this.#segments.delete(segment)
    this.#renewIndex()
  }

  async close(): Promise<void> {
    if (!this.#isAsStated) await this.#state()
    this.#index.close()
    this.#segments.close()
  }

  /** Everything that it says is on disk before it. */
  async #state(): Promise<void> {
    await this.#segments.syncWhole()
    if (this.#index.unsaved >= this.#limits.unindexed) {
      this.#covered = this.#segments.end
      this.#index.save()
    }
    await this.#index.sync()
    const segments = this.#segments.list.map(({state}) => state)
    const state: StoreState = {format: 1, runs: this.#index.runs, covered: this.#covered, segments}
    await writeFileAtomically(join(this.#directory, STATE), JSON.stringify(state))
  }

  /** Before anything is written. */
  #change(): void {
    if (this.#isAsStated) rmSync(join(this.#directory, STATE), {force: true})
    this.#isAsStated = false
  }

  #put({high, low}: Hash, place: number): void {
    const {runs} = this.#index
    this.#index.put(high, low, place)
    if (this.#index.runs > runs) this.#covered = place
  }

  /** What the index on disk does not know; `isAll`: nothing that the directory says of itself holds. */
  #learn(isAll: boolean): void {
    const begin = Segment.numberAt(this.#covered)
    for (const segment of this.#segments.list) {
      if (segment.number < begin) continue
      for (const block of segment.blocksFrom(segment.number === begin ? this.#covered : segment.start)) {
        if (isAll) segment.written += block.size
        for (const hash of block.entries()) {
          if (isAll) this.#count(segment, hash)
          this.#put(hash, block.place)
        }
      }
    }
  }

  /** After a crash: an entry that another one followed although its removal was not told to the disk is removed. */
  #count(segment: Segment, {high, low}: Hash): void {
    segment.left += 1
    const earlier = this.blockAt(this.#index.find(high, low))
    const at = earlier?.find(high, low) ?? -1
    if (earlier === undefined || at < 0) return
    earlier.remove(at)
    this.removedFrom(earlier.place)
    this.overwrite(earlier)
  }

  /** Room that is taken by what was removed, in the files and in the index, is given back. */
  async #tidy(): Promise<void> {
    const {removed} = this.#limits
    if (this.#segments.sum('written') > 2 * this.#segments.sum('left') + removed) await this.#compact()
    if (this.#index.entries <= 2 * this.#segments.sum('left') + removed) return
    this.#change()
    this.#renewIndex()
    for (const segment of this.#segments.list)
      for (const block of segment.blocksFrom(segment.start))
        for (const hash of block.entries()) this.#put(hash, block.place)
  }

  async #compact(): Promise<void> {
    this.#segments.beginAnother()
    const sparse = this.#segments.list.filter(({written, left}) => written > 2 * left)
    for (const segment of sparse)
      for (const block of segment.blocksFrom(segment.start)) {
        const hashes = [...block.entries()]
        if (hashes.length > 0) this.append(block.withoutRemoved(), hashes)
      }
    this.#change()
    await this.#segments.syncWhole() // of the copies, before what they were made of goes
    await syncDirectory(this.#directory)
    for (const segment of sparse) this.#segments.delete(segment)
  }

  #renewIndex(): void {
    this.#index.close()
    this.#index = HashIndex.open(join(this.#directory, INDEX))
    this.#covered = 0
  }
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
