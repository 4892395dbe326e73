import {type FileHandle, open, realpath, rename, rm, stat} from 'node:fs/promises'

const PIECE_CHARS = 64 * 1024
const PIECE_BYTES = 64 * 1024

/**
 * A file of any size that appears under its name when it is whole, and then replaces what was there. Readable by its
 * owner alone (0600).
 */
export class NewFile {
  readonly #path: string
  readonly #temporary: string
  readonly #handle: FileHandle
  readonly #encode: ((text: string) => Uint8Array) | undefined
  #piece = ''

  private constructor(path: string, temporary: string, handle: FileHandle, encode?: (text: string) => Uint8Array) {
    this.#encode = encode
    this.#path = path
    this.#temporary = temporary
    this.#handle = handle
  }

  /**
   * Through links: it is their file that is replaced. Throws the errors of node:fs, and for a device, a pipe or a
   * directory. `encode`: what texts are as bytes, UTF-8 without it.
   */
  static async open(named: string, encode?: (text: string) => Uint8Array): Promise<NewFile> {
    const path = await targetOf(named)
    const temporary = `${path}.${process.pid}.tmp`
    await rm(temporary, {force: true})
    return new NewFile(path, temporary, await open(temporary, 'wx', 0o600), encode)
  }

  async write(text: string): Promise<void> {
    this.#piece += text
    if (this.#piece.length >= PIECE_CHARS) await this.#flush()
  }

  async writeBytes(bytes: Uint8Array): Promise<void> {
    await this.#flush()
    await this.#handle.appendFile(bytes)
  }

  /**
   * Whether there is a file in whose place this one comes, and it holds something else: an empty one has nothing to
   * lose.
   */
  async replacesOther(): Promise<boolean> {
    await this.#flush()
    const existing = await open(this.#path).catch(() => undefined)
    // there, but not to be read
    if (existing === undefined) return (await stat(this.#path).catch(() => undefined)) !== undefined
    const written = await open(this.#temporary)
    try {
      return (await existing.stat()).size > 0 && !(await holdTheSame(existing, written))
    } finally {
      await existing.close()
      await written.close()
    }
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
    await this.#handle.appendFile(this.#encode?.(piece) ?? piece)
  }
}

async function holdTheSame(one: FileHandle, other: FileHandle): Promise<boolean> {
  const {size} = await one.stat()
  if (size !== (await other.stat()).size) return false
  for (let position = 0; position < size; position += PIECE_BYTES) {
    if (!(await pieceAt(one, position)).equals(await pieceAt(other, position))) return false
  }
  return true
}

async function pieceAt(file: FileHandle, position: number): Promise<Buffer> {
  const {buffer, bytesRead} = await file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, position)
  return buffer.subarray(0, bytesRead)
}

/** A rename would put a plain file in the place of `/dev/stdout` or a link. */
async function targetOf(named: string): Promise<string> {
  try {
    const path = await realpath(named)
    if ((await stat(path)).isFile()) return path
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return named
    throw error
  }
  throw new Error('it is not a regular file')
}
