import {type FileHandle, open} from 'node:fs/promises'
import {storageError} from '../../shared/files/storage-trouble.js'
import {appendWhole} from '../../shared/files/whole-pieces.js'

/**
 * A file that only grows, 0600. Text is kept until it is flushed; `bytes` is the length that the file has or will have
 * then.
 */
export class AppendFile {
  readonly #handle: FileHandle
  readonly #path: string
  #pending: string[] = []
  #bytes: number

  private constructor(handle: FileHandle, options: {path: string; bytes: number}) {
    this.#handle = handle
    this.#path = options.path
    this.#bytes = options.bytes
  }

  /** Opens or makes the file and cuts it to `bytes`. */
  static async open(path: string, bytes: number): Promise<AppendFile> {
    const handle = await open(path, 'a', 0o600)
    await handle.truncate(bytes)
    return new AppendFile(handle, {path, bytes})
  }

  /** Opens or makes the file to go on at its end, on a line of its own should the last one be torn. */
  static async openAtEnd(path: string): Promise<AppendFile> {
    const handle = await open(path, 'a+', 0o600)
    const {size} = await handle.stat()
    const file = new AppendFile(handle, {path, bytes: size})
    const {buffer, bytesRead} = await handle.read({buffer: Buffer.alloc(1), position: Math.max(0, size - 1)})
    if (bytesRead === 1 && buffer[0] !== 0x0a) file.append('\n')
    return file
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
    const text = this.#pending.join('')
    this.#pending = []
    try {
      if (text !== '') await this.#handle.appendFile(text)
      if (sync) await this.#handle.datasync()
    } catch (error) {
      throw storageError(`${this.#path} could not be written`, error) ?? error
    }
  }

  /** Without waiting for the disk: for a line at a time, this costs less than to ask another thread for it. */
  flushNow(): void {
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    try {
      appendWhole(this.#handle.fd, bytes)
    } catch (error) {
      throw storageError(`${this.#path} could not be written`, error) ?? error
    }
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }
}
