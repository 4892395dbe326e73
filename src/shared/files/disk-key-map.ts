import {createHash} from 'node:crypto'
import {mkdir, rm} from 'node:fs/promises'
import type {RootDatabase} from 'lmdb'
import {requireDescriptors} from './spare-descriptors.js'
import {storeError} from './storage-trouble.js'

/**
 * Address space, not memory. A map that grows is allocated again and its former pages stay resident until it is closed:
 * after 100,000 records 76 MB were, of a file of 32 MB (measured with lmdb 3.5 and Node 20, 2026-11). With room from
 * the start it is the file at most.
 */
const MAP_BYTES = 2 ** 34

/** Written to disk together: one transaction for many keys. */
const PENDING_KEYS = 20_000
const PENDING_VALUES = 500
const PENDING_SMALL_VALUES = 50_000

/**
 * Key → number, or small plain JSON, for as many keys as a file may hold, kept on disk so that memory stays flat. Keys
 * are hashed (128 bits).
 * Made for one run and deleted with it: nothing of it is synced. Pages of the file that were read count as the
 * process's (RssFile), and go when the system wants them; what it allocates (RssAnon) stays flat.
 */
export class DiskKeyMap<V = number> {
  readonly #database: RootDatabase<V, Buffer>
  readonly #directory: string
  readonly #maxPending: number
  readonly #pending = new Map<string, V>()

  private constructor(database: RootDatabase<V, Buffer>, directory: string, maxPending: number) {
    this.#database = database
    this.#directory = directory
    this.#maxPending = maxPending
  }

  /** Begins empty: what an earlier process left in the directory is deleted. */
  static async create(directory: string): Promise<DiskKeyMap> {
    return new DiskKeyMap(await openEmpty<number>(directory, 'ordered-binary'), directory, PENDING_KEYS)
  }

  /**
   * The same for values of plain JSON. Small ones may wait in greater numbers: a transaction costs more than they do.
   */
  static async createForJson<V>(directory: string, {areSmall = false} = {}): Promise<DiskKeyMap<V>> {
    return new DiskKeyMap<V>(
      await openEmpty<V>(directory, 'json'),
      directory,
      areSmall ? PENDING_SMALL_VALUES : PENDING_VALUES,
    )
  }

  get(key: string): V | undefined {
    const hash = hashOf(key)
    return this.#pending.get(hash) ?? this.#database.get(Buffer.from(hash, 'latin1'))
  }

  /** Throws AppError DISK_FULL. */
  set(key: string, value: V): void {
    this.#pending.set(hashOf(key), value)
    if (this.#pending.size >= this.#maxPending) this.#flush()
  }

  async delete(): Promise<void> {
    await this.#database.close()
    await rm(this.#directory, {recursive: true, force: true})
  }

  #flush(): void {
    try {
      this.#database.transactionSync(() => {
        for (const [hash, value] of this.#pending) this.#database.putSync(Buffer.from(hash, 'latin1'), value)
      })
    } catch (error) {
      throw storeError(`the keys of the rows could not be stored in ${this.#directory}`, error)
    }
    this.#pending.clear()
  }
}

async function openEmpty<V>(directory: string, encoding: 'ordered-binary' | 'json'): Promise<RootDatabase<V, Buffer>> {
  requireDescriptors(directory)
  await rm(directory, {recursive: true, force: true})
  await mkdir(directory, {recursive: true, mode: 0o700})
  const {open} = await import('lmdb')
  return open<V, Buffer>({path: directory, noSync: true, mapSize: MAP_BYTES, keyEncoding: 'binary', encoding})
}

function hashOf(key: string): string {
  // UTF-16, since UTF-8 has one form for every half of a surrogate pair: two keys of JSON would be one.
  return createHash('sha256').update(key, 'utf16le').digest('binary').slice(0, 16)
}
