import {type FileHandle, open, rename, rm} from 'node:fs/promises'

const PIECE_CHARS = 64 * 1024

/** A file of any size that appears under its name when it is whole, and then replaces what was there. Readable by its owner alone (0600). */
export class NewFile {
  readonly #path: string
  readonly #temporary: string
  readonly #handle: FileHandle
  #piece = ''

  private constructor(path: string, temporary: string, handle: FileHandle) {
    this.#path = path
    this.#temporary = temporary
    this.#handle = handle
  }

  /** Throws the errors of node:fs. */
  static async open(path: string): Promise<NewFile> {
    const temporary = `${path}.${process.pid}.tmp`
    await rm(temporary, {force: true})
    return new NewFile(path, temporary, await open(temporary, 'wx', 0o600))
  }

  async write(text: string): Promise<void> {
    this.#piece += text
    if (this.#piece.length >= PIECE_CHARS) await this.#flush()
  }

  async finish(): Promise<void> {
    await this.#flush()
    await this.#handle.sync()
    await this.#handle.close()
    await rename(this.#temporary, this.#path)
  }

  /** After `finish` it does nothing. */
  async discard(): Promise<void> {
    await this.#handle.close()
    await rm(this.#temporary, {force: true})
  }

  async #flush(): Promise<void> {
    const piece = this.#piece
    this.#piece = ''
    await this.#handle.appendFile(piece)
  }
}
