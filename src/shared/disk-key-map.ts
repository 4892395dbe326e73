import {createHash} from 'node:crypto'
import {mkdir, rm} from 'node:fs/promises'
import type {RootDatabase} from 'lmdb'

/** Written to disk together: one transaction for many keys. */
const PENDING_KEYS = 20_000

/**
 * Key → number for as many keys as a file may hold, kept on disk so that memory stays flat. Keys are hashed (128 bits).
 * Made for one run and deleted with it: nothing of it is synced.
 */
export class DiskKeyMap {
  readonly #database: RootDatabase<number, Buffer>
  readonly #directory: string
  readonly #pending = new Map<string, number>()

  private constructor(database: RootDatabase<number, Buffer>, directory: string) {
    this.#database = database
    this.#directory = directory
  }

  /** Begins empty: what an earlier process left in the directory is deleted. */
  static async create(directory: string): Promise<DiskKeyMap> {
    await rm(directory, {recursive: true, force: true})
    await mkdir(directory, {recursive: true, mode: 0o700})
    const {open} = await import('lmdb')
    const database = open<number, Buffer>({path: directory, noSync: true, keyEncoding: 'binary', encoding: 'ordered-binary'})
    return new DiskKeyMap(database, directory)
  }

  get(key: string): number | undefined {
    const hash = hashOf(key)
    return this.#pending.get(hash) ?? this.#database.get(Buffer.from(hash, 'latin1'))
  }

  set(key: string, value: number): void {
    this.#pending.set(hashOf(key), value)
    if (this.#pending.size >= PENDING_KEYS) this.#flush()
  }

  async delete(): Promise<void> {
    await this.#database.close()
    await rm(this.#directory, {recursive: true, force: true})
  }

  #flush(): void {
    this.#database.transactionSync(() => {
      for (const [hash, value] of this.#pending) this.#database.putSync(Buffer.from(hash, 'latin1'), value)
    })
    this.#pending.clear()
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('binary').slice(0, 16)
}
