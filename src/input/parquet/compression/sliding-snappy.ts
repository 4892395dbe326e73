import {damaged} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'
import {copyWithin, FEW, snappyCopy, snappyLiteral, unpackSnappy} from './snappy.js'

/** How far back encoders look, of which none is bound to it. */
const HISTORY = 64 * 1024
const MOST_COPIED = 64

/** Memory for a page of any size. */
export const SLIDING_BYTES = 4 * HISTORY

/**
 * The bytes of a Snappy block as they are read, unpacked a piece at a time. Where a value is longer than the memory, or
 * a copy looks back further, the whole block is unpacked after all. Throws DamagedParquet.
 */
export class SlidingSnappy extends ByteCursor {
  readonly #packed: ByteCursor
  readonly #size: number
  readonly #history: number
  /** Place in the block of the first byte in memory. */
  #base = 0
  /** Of a literal, how many bytes are still to be copied. */
  #literal = 0

  constructor(packed: Buffer, size: number, memory: Buffer, history = HISTORY) {
    super(memory, 0, 0)
    this.#packed = new ByteCursor(packed)
    this.#size = size
    this.#history = history
    if (this.#packed.varint() !== size) throw damaged('a page has another length than it says')
  }

  protected override fill(count: number): void {
    if (!(count >= 0 && count <= this.#size - this.#base - this.at)) throw damaged('its values are cut off')
    this.#slide()
    const isEnough = this.at + count <= this.bytes.length - MOST_COPIED
    if (!isEnough || !this.#unpack()) this.#unpackWhole()
    if (this.limit - this.at < count) throw damaged('a page is shorter than it says')
  }

  /** Forgets what is read and too far behind to be copied. */
  #slide(): void {
    const from = Math.max(0, Math.min(this.at, this.limit - this.#history))
    this.bytes.copyWithin(0, from, this.limit)
    this.#base += from
    this.at -= from
    this.limit -= from
  }

  /** Fills the memory; false where a copy looks back further than it goes. */
  #unpack(): boolean {
    const packed = this.#packed
    const end = this.bytes.length - MOST_COPIED
    while (this.limit < end && (this.#literal > 0 || packed.at < packed.bytes.length)) {
      if (this.#literal === 0) {
        const tag = packed.byte()
        if ((tag & 3) !== 0) {
          const {length, offset} = snappyCopy(tag, packed)
          if (offset > this.limit && offset <= this.#base + this.limit) return false
          this.limit = copyWithin(this.bytes, this.limit, offset, length)
          continue
        }
        this.#literal = snappyLiteral(tag, packed)
      }
      const length = Math.min(this.#literal, this.bytes.length - this.limit)
      const start = packed.skip(length)
      const {bytes, limit} = this
      if (length > FEW) packed.bytes.copy(bytes, limit, start, start + length)
      else for (let step = 0; step < length; step += 1) bytes[limit + step] = packed.bytes[start + step] ?? 0
      this.limit += length
      this.#literal -= length
    }
    return true
  }

  #unpackWhole(): void {
    const whole = Buffer.allocUnsafe(this.#size)
    unpackSnappy(this.#packed.bytes, whole)
    this.bytes = whole
    this.at += this.#base
    this.#base = 0
    this.limit = whole.length
  }
}
