import {Readable} from 'node:stream'
import yauzl from 'yauzl'
import type {InputFile} from '../../input-file.js'
import {BLOCK_BYTES} from '../../limits.js'

/** How the library for zip files reads one that is open. */
export class FileReader extends yauzl.RandomAccessReader {
  readonly #file: InputFile
  /** Of the content of parts. */
  bytesRead = 0
  /** What was read last around the parts: they are described one after the other. */
  #window: {readonly from: number; readonly bytes: Buffer} = {from: 0, bytes: Buffer.alloc(0)}

  constructor(file: InputFile) {
    super()
    this.#file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#blocks(start, end), {objectMode: false, highWaterMark: BLOCK_BYTES})
  }

  /** Of what is around the parts. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#around(position, length).then(
      bytes => {
        bytes.copy(buffer, offset)
        callback(bytes.length === length ? null : new Error('it ends too early'))
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null) // the file is its owner's to close
  }

  async #around(position: number, length: number): Promise<Buffer> {
    const {from, bytes} = this.#window
    if (position < from || position + length > from + bytes.length) {
      const window = Buffer.alloc(Math.max(length, BLOCK_BYTES))
      const read = await this.#file.readAt(window, position)
      this.#window = {from: position, bytes: window.subarray(0, read)}
    }
    return this.#window.bytes.subarray(position - this.#window.from).subarray(0, length)
  }

  async *#blocks(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; ) {
      const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, end - at))
      const bytes = await this.#file.readAt(block, at)
      if (bytes === 0) throw new Error('it ends too early')
      at += bytes
      this.bytesRead += bytes
      yield block.subarray(0, bytes)
    }
  }
}
