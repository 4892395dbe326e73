import {closeSync, fdatasync, fstatSync, ftruncateSync, openSync, readSync} from 'node:fs'
import {storageError} from '../../shared/files/storage-trouble.js'
import {appendWhole} from '../../shared/files/whole-pieces.js'

/**
 * A file that only grows, 0600. Text is kept until it is flushed; `bytes` is the length that the file has or will have
 * then.
 */
export class AppendFile {
  readonly #file: number
  readonly #path: string
  #pending: string[] = []
  #bytes: number
  /** How many bytes were written, and how many of them the disk has for sure. */
  #writtenBytes: number
  #syncedBytes = 0

  /** `found`: how long the file was, whose bytes may be in memory alone. */
  private constructor(file: number, options: {path: string; bytes: number; found: number}) {
    this.#file = file
    this.#writtenBytes = options.found
    this.#path = options.path
    this.#bytes = options.bytes
  }

  /** Opens or makes the file and cuts it to `bytes`. */
  static async open(path: string, bytes: number): Promise<AppendFile> {
    const file = openSync(path, 'a', 0o600)
    const found = fstatSync(file).size
    ftruncateSync(file, bytes)
    return new AppendFile(file, {path, bytes, found})
  }

  /** Opens or makes the file to go on at its end, on a line of its own should the last one be torn. */
  static async openAtEnd(path: string): Promise<AppendFile> {
    const file = openSync(path, 'a+', 0o600)
    const {size} = fstatSync(file)
    const opened = new AppendFile(file, {path, bytes: size, found: size})
    const last = Buffer.alloc(1)
    if (readSync(file, last, {position: Math.max(0, size - 1)}) === 1 && last[0] !== 0x0a) opened.append('\n')
    return opened
  }

  get bytes(): number {
    return this.#bytes
  }

  append(text: string): void {
    this.#pending.push(text)
    this.#bytes += Buffer.byteLength(text)
  }

  /**
   * Writes what was appended; with `sync` also waits until the disk has it. Throws AppError DISK_FULL, DISK_READ_ONLY.
   */
  async flush(sync: boolean): Promise<void> {
    this.flushNow()
    const written = this.#writtenBytes
    if (!sync || this.#syncedBytes === written) return
    try {
      await onDisk(this.#file)
      this.#syncedBytes = written
    } catch (error) {
      throw storageError(`${this.#path} could not be written`, error) ?? error
    }
  }

  /** Without waiting for the disk: for a line at a time, this costs less than to ask another thread for it. */
  flushNow(): void {
    if (this.#pending.length === 0) return
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#writtenBytes += bytes.length
    try {
      appendWhole(this.#file, bytes)
    } catch (error) {
      throw storageError(`${this.#path} could not be written`, error) ?? error
    }
  }

  async close(): Promise<void> {
    closeSync(this.#file)
  }
}

function onDisk(file: number): Promise<void> {
  return new Promise((resolve, reject) => fdatasync(file, error => (error === null ? resolve() : reject(error))))
}
