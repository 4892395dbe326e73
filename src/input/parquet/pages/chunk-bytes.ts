import {damaged} from '../damaged.js'
import type {RandomBytes} from '../file-bytes.js'
import type {PageMemory} from './page-memory.js'

/** Read at once, of however small pages: waiting for the disk costs more than memory does. */
const WINDOW_BYTES = 32 * 1024

/** The bytes of one column chunk, from front to back. Memory: one window, and what is asked for. */
export class ChunkBytes {
  readonly #file: RandomBytes
  #at: number
  readonly #end: number
  readonly #memory: PageMemory
  #window: Buffer = Buffer.alloc(0)

  /** `memory`: of the window. */
  constructor(file: RandomBytes, {start, bytes}: {readonly start: number; readonly bytes: number}, memory: PageMemory) {
    this.#file = file
    this.#at = start
    this.#end = start + bytes
    this.#memory = memory
  }

  /** How many are left. */
  get left(): number {
    return this.#end - this.#at
  }

  /** At least so many of the next ones, or all that are left; they are not behind yet. */
  async peek(count: number): Promise<Buffer> {
    const wanted = Math.min(count, this.left)
    if (this.#window.length < wanted) {
      const length = Math.min(Math.max(wanted, WINDOW_BYTES), this.left)
      this.#window = await this.#file.readAt(this.#at, this.#memory.take(length))
    }
    return this.#window
  }

  skip(count: number): void {
    this.#at += count
    this.#window = this.#window.length > count ? this.#window.subarray(count) : Buffer.alloc(0)
  }

  /** The next ones, which are then behind; those that are not read yet come into `memory`. */
  async take(count: number, memory: PageMemory): Promise<Buffer> {
    if (count > this.left) throw damaged('a page ends behind its column')
    const isRead = this.#window.length >= count
    const bytes = isRead ? this.#window.subarray(0, count) : await this.#file.readAt(this.#at, memory.take(count))
    this.skip(count)
    return bytes
  }
}
