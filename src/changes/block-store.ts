import {chmod, mkdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import type {Database, RootDatabase} from 'lmdb'
import {AppError} from '../errors/app-error.js'
import {requireDescriptors} from '../shared/files/spare-descriptors.js'
import {storageError} from '../shared/files/storage-trouble.js'
import type {Seed} from '../shared/text/text-hash.js'
import {Block, type Entry} from './block.js'
import {Commits} from './commits.js'

/** Address space, not memory: see shared/disk-key-map. */
const MAP_BYTES = 2 ** 34
/**
 * Blocks kept in memory: some 10 KB each. More would only grow old in the heap: a file in its own order needs one at a
 * time.
 */
const KEPT_BLOCKS = 32
const META = 0

/** What is written at once: all of it or nothing. */
export interface BlockChange {
  readonly removed: readonly Seed[]
  /** Whatever their keys had before is removed. */
  readonly added: readonly Entry[]
  readonly meta?: string
}

/**
 * Entries by key hash on disk, in blocks: one database says in which block a key is, another holds the blocks. Of one
 * process at a time:
 * what it has written is in memory at once and on disk when the promise resolves.
 */
export class BlockStore {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #places: Database<Buffer, Buffer>
  readonly #blocks: Database<Buffer, number>
  readonly #commits: Commits
  readonly #kept = new Map<number, Block>()
  /** Written, and not yet to be read from the disk: by block, by key. */
  readonly #unsaved = new Map<number, Block>()
  readonly #unsavedPlaces = new Map<string, number | undefined>()
  readonly #placeKey = Buffer.alloc(8)
  /**
   * The block that answered last, and the one before it: rows that changed lately lie apart from their neighbours in
   * the file.
   */
  #current: Block | undefined
  #previous: Block | undefined
  #nextId: number

  private constructor(root: RootDatabase<Buffer, Buffer>, directory: string) {
    this.#root = root
    this.#commits = new Commits(root, directory)
    this.#places = root.openDB<Buffer, Buffer>({name: 'places', keyEncoding: 'binary', encoding: 'binary'})
    this.#blocks = root.openDB<Buffer, number>({name: 'blocks', keyEncoding: 'uint32', encoding: 'binary'})
    const [last = META] = this.#blocks.getKeys({reverse: true, limit: 1})
    this.#nextId = last + 1
  }

  /**
   * What cannot be opened is thrown away: a caller then learns nothing, and writes. Throws AppError where the disk is
   * to blame.
   */
  static async open(directory: string): Promise<BlockStore> {
    const {open} = await import('lmdb')
    const openOnce = async (): Promise<BlockStore> => {
      requireDescriptors(directory)
      await mkdir(directory, {recursive: true, mode: 0o700})
      const root = open<Buffer, Buffer>({
        path: directory,
        mapSize: MAP_BYTES,
        keyEncoding: 'binary',
        encoding: 'binary',
      })
      for (const file of ['data.mdb', 'lock.mdb']) await chmod(join(directory, file), 0o600)
      return new BlockStore(root, directory)
    }
    try {
      return await openOnce()
    } catch (error) {
      if (error instanceof AppError) throw error
      const trouble = storageError(`the store in ${directory} could not be opened`, error)
      if (trouble !== undefined) throw trouble
      await rm(directory, {recursive: true, force: true})
      return openOnce()
    }
  }

  readMeta(): string | undefined {
    return this.#blocks.get(META)?.toString('utf8')
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    await this.#commits.run(() => Promise.all([this.#places.clearAsync(), this.#blocks.clearAsync()]))
  }

  /** Where the key's entry begins in `current`; -1 when it has none. */
  find(high: number, low: number): number {
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

  /** Resolves when it is on disk. Throws AppError DISK_FULL, DISK_READ_ONLY. */
  async write({removed, added, meta}: BlockChange): Promise<void> {
    const changed = this.#takeOut([...removed, ...added])
    const places = new Map<string, {readonly key: Buffer; readonly id: number | undefined}>()
    for (const {high, low} of removed) places.set(`${high} ${low}`, {key: keyOf(high, low), id: undefined})
    if (added.length > 0) {
      const block = Block.of(this.#nextId++, added)
      changed.set(block.id, block)
      for (const {high, low} of added) places.set(`${high} ${low}`, {key: keyOf(high, low), id: block.id})
    }
    for (const [id, block] of changed) this.#unsaved.set(id, block)
    for (const [name, {id}] of places) this.#unsavedPlaces.set(name, id)
    await this.#commits.run(() =>
      this.#root.batch(() => {
        const put = this.#commits.quietly
        if (meta !== undefined) put(this.#blocks.put(META, Buffer.from(meta)))
        for (const [id, block] of changed)
          put(block.isEmpty ? this.#blocks.remove(id) : this.#blocks.put(id, bytesOf(block)))
        for (const {key, id} of places.values())
          put(id === undefined ? this.#places.remove(key) : this.#places.put(key, bytesOfId(id)))
      }),
    )
    for (const [id, block] of changed) if (this.#unsaved.get(id) === block) this.#unsaved.delete(id)
    for (const [name, {id}] of places) if (this.#unsavedPlaces.get(name) === id) this.#unsavedPlaces.delete(name)
  }

  async close(): Promise<void> {
    await this.#commits.close()
  }

  /** The blocks that had these keys, without them. */
  #takeOut(keys: readonly Seed[]): Map<number, Block> {
    const places = new Map<Block, Set<number>>()
    for (const {high, low} of keys) {
      const at = this.find(high, low)
      if (at < 0) continue
      const block = this.current
      const taken = places.get(block)
      if (taken === undefined) places.set(block, new Set([at]))
      else taken.add(at)
    }
    const changed = new Map<number, Block>()
    for (const [block, taken] of places) {
      const left = block.without(taken)
      changed.set(left.id, left)
      this.#kept.delete(left.id)
      if (this.#current === block) this.#current = undefined
      if (this.#previous === block) this.#previous = undefined
    }
    return changed
  }

  /** The block that holds the key. */
  #blockOf(high: number, low: number): Block | undefined {
    const id = this.#placeOf(high, low)
    const block = id === undefined ? undefined : this.#block(id)
    return block !== undefined && block.find(high, low) >= 0 ? block : undefined
  }

  #placeOf(high: number, low: number): number | undefined {
    if (this.#unsavedPlaces.size > 0) {
      const name = `${high} ${low}`
      if (this.#unsavedPlaces.has(name)) return this.#unsavedPlaces.get(name)
    }
    this.#placeKey.writeInt32BE(high, 0)
    this.#placeKey.writeInt32BE(low, 4)
    return this.#places.getBinaryFast(this.#placeKey)?.readUInt32BE(0)
  }

  #block(id: number): Block | undefined {
    const known = this.#unsaved.get(id) ?? this.#kept.get(id)
    if (known !== undefined) return known
    const bytes = this.#blocks.getBinaryFast(id)
    if (bytes === undefined) return undefined
    // of memory that the next reading overwrites; its byteLength is that of all of it
    const {buffer, byteOffset, length} = bytes
    const block = new Block(id, new Int32Array(buffer.slice(byteOffset, byteOffset + length)))
    if (this.#kept.size >= KEPT_BLOCKS) for (const oldest of this.#kept.keys()) if (this.#kept.delete(oldest)) break
    this.#kept.set(id, block)
    return block
  }
}

function keyOf(high: number, low: number): Buffer {
  const key = Buffer.alloc(8)
  key.writeInt32BE(high, 0)
  key.writeInt32BE(low, 4)
  return key
}

function bytesOfId(id: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(id, 0)
  return bytes
}

function bytesOf({words}: Block): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength)
}
