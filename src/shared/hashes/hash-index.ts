import {closeSync, fdatasync, openSync} from 'node:fs'
import {promisify} from 'node:util'
import {readWhole, writeWhole} from '../files/whole-pieces.js'
import {
  addToFilter,
  FILTER_WORDS,
  fillSlot,
  firstSlot,
  mayHold,
  placeIn,
  slotFrom,
  TABLE_ENTRIES,
  TABLE_WORDS,
} from './hash-table.js'

const TABLE_BYTES = TABLE_WORDS * 4
const RUN_BYTES = TABLE_BYTES + FILTER_WORDS * 4
/** What is read of a table on disk at once: most searches end within it. */
const PIECE_WORDS = 128

/**
 * Hash → place, for as many as there may be: a table in memory, and on disk those that it filled before, with a filter
 * for each. Memory grows by ten bits a hash. No mapped file: what is read is not the process's.
 */
export class HashIndex {
  readonly #file: number
  #table: Int32Array | undefined
  #filled = 0
  /** Of the tables on disk, the oldest first. */
  readonly #filters: Int32Array[]
  readonly #piece = new Int32Array(PIECE_WORDS)

  private constructor(file: number, filters: Int32Array[]) {
    this.#file = file
    this.#filters = filters
  }

  /** `runs`: tables that the file holds, as `runs` told. Throws the errors of node:fs. */
  static open(path: string, runs = 0): HashIndex {
    const file = openSync(path, runs === 0 ? 'w+' : 'r+', 0o600)
    const filters = Array.from({length: runs}, (_, run) => {
      const filter = new Int32Array(FILTER_WORDS)
      readWhole(file, filter, run * RUN_BYTES + TABLE_BYTES)
      return filter
    })
    return new HashIndex(file, filters)
  }

  /** How large the file is at least. */
  static bytesOf(runs: number): number {
    return runs * RUN_BYTES
  }

  /** Tables on disk. */
  get runs(): number {
    return this.#filters.length
  }

  /** Places in memory alone. */
  get unsaved(): number {
    return this.#filled
  }

  /** All places that were put, whether they were put again since or not. */
  get entries(): number {
    return this.runs * TABLE_ENTRIES + this.#filled
  }

  /** The place that was put last for this hash; -1 where there is none. */
  find(high: number, low: number): number {
    const hash = {high, low}
    if (this.#table !== undefined) {
      const place = placeIn(this.#table, slotIn(this.#table, hash))
      if (place >= 0) return place
    }
    for (let run = this.#filters.length - 1; run >= 0; run -= 1) {
      const filter = this.#filters[run]
      if (filter === undefined || !mayHold(filter, high, low)) continue
      const place = this.#placeOnDisk(run, hash)
      if (place >= 0) return place
    }
    return -1
  }

  /** Throws the errors of node:fs. */
  put(high: number, low: number, place: number): void {
    this.#table ??= new Int32Array(TABLE_WORDS)
    const isNew = fillSlot(this.#table, slotIn(this.#table, {high, low}), {high, low, place})
    if (!isNew) return
    this.#filled += 1
    if (this.#filled >= TABLE_ENTRIES) this.save()
  }

  /** What is in memory alone becomes a table on disk. */
  save(): void {
    const table = this.#table
    if (table === undefined) return
    const filter = new Int32Array(FILTER_WORDS)
    for (let slot = 0; slot < table.length; slot += 4)
      if (placeIn(table, slot) >= 0) addToFilter(filter, table[slot] ?? 0, table[slot + 1] ?? 0)
    const at = this.runs * RUN_BYTES
    writeWhole(this.#file, table, at)
    writeWhole(this.#file, filter, at + TABLE_BYTES)
    this.#filters.push(filter)
    table.fill(0)
    this.#filled = 0
  }

  /** What was saved is there after a power cut, too. */
  sync(): Promise<void> {
    return promisify(fdatasync)(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }

  #placeOnDisk(run: number, hash: {readonly high: number; readonly low: number}): number {
    const piece = this.#piece
    const begin = firstSlot(hash.high, hash.low)
    for (let passed = 0; passed < TABLE_WORDS; passed += PIECE_WORDS) {
      const at = (begin - (begin % PIECE_WORDS) + passed) % TABLE_WORDS
      readWhole(this.#file, piece, run * RUN_BYTES + at * 4)
      const slot = slotFrom(piece, passed === 0 ? begin % PIECE_WORDS : 0, hash)
      if (slot >= 0) return placeIn(piece, slot)
    }
    return -1
  }
}

function slotIn(table: Int32Array, hash: {readonly high: number; readonly low: number}): number {
  const slot = slotFrom(table, firstSlot(hash.high, hash.low), hash)
  return slot >= 0 ? slot : slotFrom(table, 0, hash)
}
