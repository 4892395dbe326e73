import {randomBytes} from 'node:crypto'
import {closeSync, openSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {HashIndex} from '../hashes/hash-index.js'
import {TextHash} from '../text/text-hash.js'
import {makeDirectory} from './make-directory.js'
import {storageError, storeError} from './storage-trouble.js'
import {readWhole, writeWhole} from './whole-pieces.js'

/** Before each key and value: how many bytes they have. */
const HEAD_BYTES = 8
/** What is written to the file at once, and read from it. */
const PIECE_BYTES = 64 * 1024
const READ_BYTES = 4096

/**
 * Key → small plain JSON, for as many keys as a file may hold, kept on disk so that memory stays flat: keys and values
 * in the order in which they came, and an index of their hashes (`HashIndex`). Made for one run and deleted with it:
 * nothing of it is synced.
 */
export class DiskKeyMap<V = number> {
  readonly #directory: string
  readonly #index: HashIndex
  readonly #file: number
  readonly #hash: TextHash
  readonly #seed = randomSeed()
  /** Different keys of one hash, which do not happen. */
  readonly #alike = new Map<string, V>()
  /** The end of the file, not yet written. */
  #pending = Buffer.allocUnsafe(PIECE_BYTES)
  #pendingBytes = 0
  #written = 0
  /** What was read of the file last. */
  #read = Buffer.allocUnsafe(READ_BYTES)
  #readAt = 0
  #readBytes = 0

  private constructor(directory: string, hash: TextHash) {
    this.#directory = directory
    this.#hash = hash
    this.#index = HashIndex.open(join(directory, 'index'))
    this.#file = openSync(join(directory, 'entries'), 'w+', 0o600)
  }

  /**
   * Begins empty: what an earlier process left in the directory is deleted. Throws AppError DISK_FULL, TOO_MANY_FILES.
   */
  static async create<V = number>(directory: string, hash = new TextHash()): Promise<DiskKeyMap<V>> {
    await rm(directory, {recursive: true, force: true})
    await makeDirectory(directory)
    try {
      return new DiskKeyMap<V>(directory, hash)
    } catch (error) {
      throw storageError(`the store in ${directory} was not opened`, error) ?? error
    }
  }

  get(key: string): V | undefined {
    const {high, low} = this.#hashOf(key)
    const place = this.#index.find(high, low)
    if (place < 0) return undefined
    const [stored, text] = this.#entryAt(place)
    return stored === key ? (JSON.parse(text) as V) : this.#alike.get(key)
  }

  /** Throws AppError DISK_FULL. */
  set(key: string, value: V): void {
    const {high, low} = this.#hashOf(key)
    const place = this.#index.find(high, low)
    if (place >= 0 && this.#entryAt(place)[0] !== key) {
      this.#alike.set(key, value)
      return
    }
    try {
      this.#index.put(high, low, this.#append(key, JSON.stringify(value)))
    } catch (error) {
      throw storeError(`the keys of the rows could not be stored in ${this.#directory}`, error)
    }
  }

  async delete(): Promise<void> {
    this.#index.close()
    closeSync(this.#file)
    await rm(this.#directory, {recursive: true, force: true})
  }

  #hashOf(key: string): TextHash {
    this.#hash.of(key, this.#seed)
    return this.#hash
  }

  /** Returns where it is. Keys in UTF-16, since UTF-8 has one form for every half of a surrogate pair. */
  #append(key: string, value: string): number {
    const keyBytes = key.length * 2
    const most = HEAD_BYTES + keyBytes + value.length * 3
    if (this.#pendingBytes + most > this.#pending.length) this.#flush(most)
    const begin = this.#pendingBytes
    const pending = this.#pending
    pending.write(key, begin + HEAD_BYTES, 'utf16le')
    const valueBytes = pending.write(value, begin + HEAD_BYTES + keyBytes, 'utf8')
    pending.writeUInt32LE(keyBytes, begin)
    pending.writeUInt32LE(valueBytes, begin + 4)
    this.#pendingBytes += HEAD_BYTES + keyBytes + valueBytes
    return this.#written + begin
  }

  #flush(room: number): void {
    writeWhole(this.#file, this.#pending.subarray(0, this.#pendingBytes), this.#written)
    this.#written += this.#pendingBytes
    this.#pendingBytes = 0
    if (room > this.#pending.length) this.#pending = Buffer.allocUnsafe(room)
  }

  #entryAt(place: number): readonly [key: string, value: string] {
    const head = this.#bytesAt(place, HEAD_BYTES)
    const keyBytes = head.readUInt32LE(0)
    const valueBytes = head.readUInt32LE(4)
    const bytes = this.#bytesAt(place + HEAD_BYTES, keyBytes + valueBytes)
    return [bytes.toString('utf16le', 0, keyBytes), bytes.toString('utf8', keyBytes)]
  }

  /** Until the next call. */
  #bytesAt(place: number, length: number): Buffer {
    if (place >= this.#written) return this.#pending.subarray(place - this.#written, place - this.#written + length)
    const at = place - this.#readAt
    if (at >= 0 && at + length <= this.#readBytes) return this.#read.subarray(at, at + length)
    if (length > this.#read.length) this.#read = Buffer.allocUnsafe(length)
    this.#readAt = place
    this.#readBytes = Math.min(this.#read.length, this.#written - place)
    readWhole(this.#file, this.#read.subarray(0, this.#readBytes), place)
    return this.#read.subarray(0, length)
  }
}

function randomSeed(): {readonly high: number; readonly low: number} {
  const bytes = randomBytes(8)
  return {high: bytes.readInt32LE(0), low: bytes.readInt32LE(4)}
}
