import {readdir} from 'node:fs/promises'
import type {Block} from './block.js'
import {Segment, type SegmentState} from './segment.js'

/** The files of blocks of one store. */
export class Segments {
  readonly #directory: string
  /** As large as one may get before the next one is begun. */
  readonly #mostWords: number
  readonly #all = new Map<number, Segment>()
  /** In which something was removed that is not yet so on disk. */
  readonly #unsynced = new Set<Segment>()
  /** What is appended to. */
  #own: Segment | undefined
  /** Numbers from this one on: segments that no killed process may still write to. */
  #firstOwn: number
  /** No number comes again: whoever has the place of a block that is gone must not find another one there. */
  #lastNumber: number
  #syncing: Promise<void> = Promise.resolve()
  #nextSync: Promise<void> | undefined

  private constructor(directory: string, segments: readonly Segment[], mostWords: number) {
    this.#directory = directory
    this.#mostWords = mostWords
    for (const segment of segments) this.#all.set(segment.number, segment)
    this.#lastNumber = Math.max(0, ...this.#all.keys())
    this.#firstOwn = this.#lastNumber + 1
  }

  /** Throws the errors of node:fs. */
  static async open(directory: string, mostWords: number): Promise<Segments> {
    const numbers = (await readdir(directory)).flatMap(name => Segment.numberOf(name) ?? []).sort((a, b) => a - b)
    return new Segments(
      directory,
      numbers.map(number => Segment.open(directory, number)),
      mostWords,
    )
  }

  /** Whether all are as they were when the store was closed. Then what was known of them holds, and they go on. */
  areAs(known: readonly SegmentState[]): boolean {
    const all = this.list
    if (known.length !== all.length || !all.every((segment, index) => segment.isAs(known[index]))) return false
    this.#own = all.at(-1)
    this.#firstOwn = 0
    return true
  }

  /** By number. */
  get list(): readonly Segment[] {
    return [...this.#all.values()]
  }

  /** The place behind the last block. */
  get end(): number {
    return Math.max(0, ...this.list.map(({end}) => end))
  }

  sum(of: 'written' | 'left'): number {
    return this.list.reduce((all, segment) => all + segment[of], 0)
  }

  blockAt(place: number, room?: Int32Array): Block | undefined {
    return this.#of(place)?.blockAt(place, room)
  }

  /** Returns its place; a power cut may lose it. */
  append(words: Int32Array, entries: number): number {
    const segment = this.#segmentWithRoom()
    segment.written += entries
    segment.left += entries
    return segment.append(words)
  }

  /** An entry of this block was removed. */
  removedFrom(place: number): void {
    const segment = this.#of(place)
    if (segment !== undefined) segment.left -= 1
  }

  /** Whether entries may come back to this block: in place of what is in it no other process may write. */
  mayRestore(place: number): boolean {
    return Segment.numberAt(place) >= this.#firstOwn
  }

  /** An entry that was removed from this block has come back. */
  restoredIn(place: number): void {
    const segment = this.#of(place)
    if (segment !== undefined) segment.left += 1
  }

  overwrite(block: Block): void {
    const segment = this.#of(block.place)
    if (segment === undefined) return
    segment.overwrite(block)
    this.#unsynced.add(segment)
  }

  /** What was overwritten is on disk when it resolves. Whoever asks while a sync is under way shares the next one. */
  sync(): Promise<void> {
    this.#nextSync ??= this.#syncing.then(() => {
      this.#nextSync = undefined
      this.#syncing = this.#syncAll()
      return this.#syncing
    })
    return this.#nextSync
  }

  /** The same of what was appended. */
  syncWhole(): Promise<void> {
    for (const segment of this.#all.values()) this.#unsynced.add(segment)
    return this.sync()
  }

  /** What is appended from now on lies in none of those that are there. */
  beginAnother(): void {
    this.#own = undefined
  }

  delete(segment: Segment): void {
    if (!this.#all.delete(segment.number)) return
    this.#unsynced.delete(segment)
    if (segment === this.#own) this.#own = undefined
    segment.delete()
  }

  close(): void {
    for (const segment of this.#all.values()) segment.close()
  }

  #of(place: number): Segment | undefined {
    return this.#all.get(Segment.numberAt(place))
  }

  #segmentWithRoom(): Segment {
    if (this.#own !== undefined && this.#own.state.words < this.#mostWords) return this.#own
    this.#lastNumber += 1
    this.#own = Segment.create(this.#directory, this.#lastNumber)
    this.#all.set(this.#own.number, this.#own)
    return this.#own
  }

  async #syncAll(): Promise<void> {
    const segments = [...this.#unsynced]
    this.#unsynced.clear()
    await Promise.all(segments.map(segment => segment.sync()))
    for (const segment of segments) if (segment.left === 0 && segment !== this.#own) this.delete(segment)
  }
}
