import {closeSync, fdatasync, fstatSync, ftruncateSync, openSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {readWhole, writeWhole} from '../shared/files/whole-pieces.js'
import {Block} from './block.js'

const PLACES = 2 ** 32
/** Most blocks have fewer words: one reading is enough for them. */
const USUAL_WORDS = 2560

/** What is kept of a segment between two runs. */
export interface SegmentState {
  readonly number: number
  readonly words: number
  /** Entries that were written, and those of them that were not removed since. */
  readonly written: number
  readonly left: number
}

/** A file of blocks, one behind the other; a place says which file, and how many words are before the block. */
export class Segment {
  readonly number: number
  readonly #path: string
  readonly #file: number
  #words: number
  written = 0
  left = 0

  private constructor(path: string, file: number, {number, words}: {readonly number: number; readonly words: number}) {
    this.#path = path
    this.#file = file
    this.number = number
    this.#words = words
  }

  static create(directory: string, number: number): Segment {
    const path = pathOf(directory, number)
    return new Segment(path, openSync(path, 'wx+', 0o600), {number, words: 0})
  }

  /** Throws the errors of node:fs. */
  static open(directory: string, number: number): Segment {
    const path = pathOf(directory, number)
    const file = openSync(path, 'r+')
    return new Segment(path, file, {number, words: Math.floor(fstatSync(file).size / 4)})
  }

  /** Whether the file is as long as it was; then what was known of it holds. */
  isAs(known: SegmentState | undefined): boolean {
    if (known?.number !== this.number || known.words !== this.#words) return false
    this.written = known.written
    this.left = known.left
    return true
  }

  static numberOf(name: string): number | undefined {
    const [, number] = /^blocks-(\d{1,6})$/.exec(name) ?? []
    return number === undefined ? undefined : Number(number)
  }

  static numberAt(place: number): number {
    return Math.floor(place / PLACES)
  }

  /** The place of its first block. */
  get start(): number {
    return this.number * PLACES
  }

  /** The place of the next block. */
  get end(): number {
    return this.start + this.#words
  }

  get state(): SegmentState {
    const {number, written, left} = this
    return {number, words: this.#words, written, left}
  }

  /** Returns its place. */
  append(words: Int32Array): number {
    const place = this.end
    writeWhole(this.#file, words, this.#words * 4)
    this.#words += words.length
    return place
  }

  /** `room`: where its words go, if they are not too many. */
  blockAt(place: number, room: Int32Array = new Int32Array(USUAL_WORDS)): Block | undefined {
    const at = place % PLACES
    const piece = room.subarray(0, Math.max(0, this.#words - at))
    readWhole(this.#file, piece, at * 4)
    const length = Block.lengthIn(piece)
    if (length === undefined || at + length > this.#words) return undefined
    if (length <= piece.length) return new Block(place, piece.subarray(0, length))
    const words = new Int32Array(length)
    readWhole(this.#file, words, at * 4)
    return new Block(place, words)
  }

  overwrite({place, words}: Block): void {
    writeWhole(this.#file, words, (place % PLACES) * 4)
  }

  /** From a place of it on. What a crash has left behind the last whole block is cut off. */
  *blocksFrom(place: number): Generator<Block, void, undefined> {
    let at = place % PLACES
    while (at < this.#words) {
      const block = this.blockAt(this.start + at)
      if (block === undefined) break
      yield block
      at += block.words.length
    }
    if (at === this.#words) return
    ftruncateSync(this.#file, at * 4)
    this.#words = at
  }

  sync(): Promise<void> {
    return promisify(fdatasync)(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }

  delete(): void {
    closeSync(this.#file)
    rmSync(this.#path, {force: true})
  }
}

function pathOf(directory: string, number: number): string {
  return join(directory, `blocks-${String(number).padStart(6, '0')}`)
}
