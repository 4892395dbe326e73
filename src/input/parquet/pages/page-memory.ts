/** Memory that is used again: what lives for many rows is swept late, and new pages would pile up meanwhile. */
export class PageMemory {
  #bytes: Buffer = Buffer.alloc(0)

  /** So many bytes, which hold anything; what was taken before is overwritten. */
  take(length: number): Buffer {
    if (this.#bytes.length < length) this.#bytes = Buffer.allocUnsafeSlow(length)
    return this.#bytes.subarray(0, length)
  }
}
