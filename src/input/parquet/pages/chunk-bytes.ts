import {damaged} from '../damaged.js'
import type {RandomBytes} from '../file-bytes.js'

/** Read at once, of however small pages: waiting for the disk costs more than memory does. */
const WINDOW_BYTES = 64 * 1024

/** The bytes of one column chunk, from front to back. Memory: one window, and what is asked for. */
export class ChunkBytes {
  readonly #file: RandomBytes
  #at: number
  readonly #end: number
  #window: Buffer = Buffer.alloc(0)

  constructor(file: RandomBytes, start: number, bytes: number) {
    this.#file = file
    this.#at = start
    this.#end = start + bytes
  }

  /** How many are left. */
  get left(): number {
    return this.#end - this.#at
  }

  /** So many of the next ones, or all that are left; they are not behind yet. */
  async peek(count: number): Promise<Buffer> {
    const wanted = Math.min(count, this.left)
    if (this.#window.length < wanted) {
      const length = Math.min(Math.max(wanted, WINDOW_BYTES), this.left)
      this.#window = await this.#file.readAt(this.#at, length)
    }
    return this.#window
  }

  skip(count: number): void {
    this.#window = this.#window.subarray(count)
    this.#at += count
  }

  /** The next ones, which are then behind. */
  async take(count: number): Promise<Buffer> {
    if (count > this.left) throw damaged('a page ends behind its column')
    const bytes = (await this.peek(count)).subarray(0, count)
    this.skip(count)
    return bytes
  }
}
