import {appendFile, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {makeDirectory} from '../../shared/files/make-directory.js'
import {storageError} from '../../shared/files/storage-trouble.js'
import {lineChunks} from './line-chunks.js'
import {keyOf} from './member-line.js'

/** What is compared at once in memory: some 20,000 keys. */
const BUCKET_BYTES = 512 * 1024
/** Ten million keys have about as many. */
const MOST_BUCKETS = 600
/** Written at once to a bucket; times the number of buckets, this is what they cost in memory. */
const BUFFER_CHARS = 8 * 1024

/** How many buckets these files need, so that each can be compared in memory. */
export async function bucketsFor(paths: readonly string[]): Promise<number> {
  let bytes = 0
  for (const path of paths) bytes += (await stat(path).catch(() => undefined))?.size ?? 0
  return Math.min(MOST_BUCKETS, Math.max(1, Math.ceil(bytes / BUCKET_BYTES)))
}

/**
 * Lines of member files, so divided that lines whose keys may be one are in the same bucket of each file: then lists of
 * any length are compared bucket by bucket. On disk below `directory`.
 */
export class KeyBuckets {
  readonly #directory: string
  readonly #buffers: string[]
  readonly #orderKeyOf: (key: string) => string

  private constructor(directory: string, count: number, orderKeyOf: (key: string) => string) {
    this.#directory = directory
    this.#buffers = Array.from({length: count}, () => '')
    this.#orderKeyOf = orderKeyOf
  }

  /** Throws AppError DISK_FULL. */
  static async divide(
    paths: readonly string[],
    {directory, count, orderKeyOf}: {directory: string; count: number; orderKeyOf: (key: string) => string},
  ): Promise<KeyBuckets> {
    await rm(directory, {recursive: true, force: true})
    await makeDirectory(directory)
    const buckets = new KeyBuckets(directory, count, orderKeyOf)
    for (const path of paths) for await (const lines of lineChunks(path)) await buckets.#add(lines)
    for (const at of buckets.#buffers.keys()) await buckets.#flush(at)
    return buckets
  }

  async linesOf(bucket: number): Promise<string[]> {
    const all: string[] = []
    for await (const lines of lineChunks(this.#pathOf(bucket))) for (const line of lines) all.push(line)
    return all
  }

  async #add(lines: readonly string[]): Promise<void> {
    const buffers = this.#buffers
    const full = new Set<number>()
    for (const line of lines) {
      const at = hashOf(this.#orderKeyOf(keyOf(line))) % buffers.length
      const buffer = `${buffers[at]}${line}\n`
      buffers[at] = buffer
      if (buffer.length >= BUFFER_CHARS) full.add(at)
    }
    for (const at of full) await this.#flush(at)
  }

  async #flush(at: number): Promise<void> {
    const text = this.#buffers[at] ?? ''
    if (text === '') return
    this.#buffers[at] = ''
    try {
      await appendFile(this.#pathOf(at), text, {mode: 0o600})
    } catch (error) {
      throw storageError(`the keys of a member list could not be stored in ${this.#directory}`, error) ?? error
    }
  }

  #pathOf(bucket: number): string {
    return join(this.#directory, String(bucket))
  }
}

/** FNV-1a over UTF-16 units, not negative: only to spread keys evenly. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
