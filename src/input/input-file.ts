import type {BigIntStats} from 'node:fs'
import {type FileHandle, open, stat} from 'node:fs/promises'
import {extname} from 'node:path'
import {AppError} from '../errors/app-error.js'
import {gap, shell} from '../errors/next-step.js'
import {errorCodeOf} from '../shared/files/error-code.js'
import {said} from '../shared/files/storage-trouble.js'
import {BLOCK_BYTES} from './limits.js'

/** Bytes of one file or stream, read as they are asked for. */
export interface ByteSource {
  readonly totalBytes?: number
  readonly blocks: AsyncIterable<Uint8Array>
  /** Ends `blocks`, also while the next one is awaited. */
  close(): Promise<void>
}

/**
 * One file, opened once: however often it is read, and whatever is put under its name meanwhile, all readings are of
 * the same bytes.
 * A file that is written to while it is open ends the reading that notices, with FILE_CHANGED.
 */
export class InputFile {
  readonly path: string
  /** As it was when it was opened. */
  readonly bytes: number
  readonly #handle: FileHandle
  readonly #stats: BigIntStats

  private constructor(path: string, handle: FileHandle, stats: BigIntStats) {
    this.path = path
    this.bytes = Number(stats.size)
    this.#handle = handle
    this.#stats = stats
  }

  /** Throws FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY; nothing stays open then. */
  static async open(path: string): Promise<InputFile> {
    const named = await stat(path).catch(error => {
      throw unopenable(path, error)
    })
    forbidOtherThanFile(path, named) // to open a pipe would wait for its writer
    const handle = await open(path, 'r').catch(error => {
      throw unopenable(path, error)
    })
    try {
      const stats = await handle.stat({bigint: true}) // of what was opened: the name may be another file's now
      forbidOtherThanFile(path, stats)
      return new InputFile(path, handle, stats)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** From the beginning. `into`: all blocks are read into this memory, for a reader that keeps none. */
  read(into?: Buffer): ByteSource {
    const reading = {isEnded: false}
    const close = async (): Promise<void> => {
      reading.isEnded = true
    }
    return {totalBytes: this.bytes, blocks: this.#blocks(reading, into), close}
  }

  /** Up to so many bytes of its beginning. */
  async head(bytes: number): Promise<Buffer> {
    const {buffer, bytesRead} = await this.#handle.read(Buffer.alloc(Math.min(bytes, this.bytes)), 0, undefined, 0)
    return buffer.subarray(0, bytesRead)
  }

  /** Fills as much of the memory as there is from this place on; how many bytes that are. 0 once the file is closed. */
  async readAt(into: Uint8Array, position: number): Promise<number> {
    let filled = 0
    while (filled < into.length && !this.isClosed) {
      const {bytesRead} = await this.#handle.read(into, filled, into.length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  get isClosed(): boolean {
    return this.#handle.fd < 0 // a closed handle has the descriptor -1
  }

  /** FILE_CHANGED where it was written to since it was opened; undefined where it was not. */
  async changed(): Promise<AppError | undefined> {
    if (this.isClosed) return undefined
    return this.#refuseChanged(this.bytes).then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error : undefined),
    )
  }

  /** Whether its name still stands for this file, unwritten since. */
  async isStill(): Promise<boolean> {
    const now = await stat(this.path, {bigint: true}).catch(() => undefined)
    return now !== undefined && now.dev === this.#stats.dev && now.ino === this.#stats.ino && this.#isUnwritten(now)
  }

  /** Ends every reading. */
  async close(): Promise<void> {
    if (!this.isClosed) await this.#handle.close()
  }

  /** Stops at the size the file had when it was opened: what is written meanwhile may be half a row. */
  async *#blocks(reading: {readonly isEnded: boolean}, into: Buffer | undefined): AsyncGenerator<Uint8Array> {
    try {
      for (let offset = 0; offset < this.bytes && !reading.isEnded; ) {
        const block = into ?? Buffer.allocUnsafe(Math.min(BLOCK_BYTES, this.bytes - offset))
        const {bytesRead} = await this.#handle.read(block, 0, Math.min(block.length, this.bytes - offset), offset)
        offset += bytesRead
        if (bytesRead === 0 || offset === this.bytes) await this.#refuseChanged(offset)
        if (reading.isEnded) return
        yield block.subarray(0, bytesRead)
      }
    } catch (error) {
      if (reading.isEnded || this.isClosed) return // closed by the reader: nothing waits for more
      throw error instanceof AppError ? error : unreadable(this.path, error)
    }
  }

  /** Asked before the last block is given out, so that no cut-off last row is. */
  async #refuseChanged(offset: number): Promise<void> {
    const now = await this.#handle.stat({bigint: true})
    if (offset === this.bytes && this.#isUnwritten(now)) return
    const what =
      now.size === this.#stats.size ? 'was written to' : `changed from ${this.#stats.size} to ${now.size} bytes`
    throw new AppError(
      'FILE_CHANGED',
      `${this.path} ${what} while it was being read. Wait until it is complete, or push a copy.`,
      {
        next: [shell(['cp', this.path, `rows-to-push${extname(this.path)}`])],
      },
    )
  }

  #isUnwritten({size, mtimeNs}: BigIntStats): boolean {
    return size === this.#stats.size && mtimeNs === this.#stats.mtimeNs
  }
}

/** Does `work` with a file that is open already, or is opened for it alone. */
export async function withInputFile<T>(file: string | InputFile, work: (file: InputFile) => Promise<T>): Promise<T> {
  if (file instanceof InputFile) return work(file)
  const opened = await InputFile.open(file)
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}

interface Kind {
  readonly size: number | bigint
  isFile(): boolean
  isDirectory(): boolean
}

/** What a shell makes of `<(COMMAND)` is there for one command alone. */
const OF_THE_SHELL = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/\d+$/

/** Throws FILE_UNREADABLE or FILE_EMPTY for what holds no rows. */
function forbidOtherThanFile(path: string, stats: Kind): void {
  if (stats.isDirectory())
    throw new AppError('FILE_UNREADABLE', `${path} is a directory. Name a file in it.`, {
      next: [shell(['ls', path])],
    })
  if (!stats.isFile()) {
    throw new AppError(
      'FILE_UNREADABLE',
      `${path} is a pipe or device, not a regular file. Pass its rows on standard input.`,
      {
        next: [
          OF_THE_SHELL.test(path) ? {pipe: shell([gap('COMMAND')]), note: 'with the command from <( )'} : {feed: path},
        ],
      },
    )
  }
  if (Number(stats.size) === 0)
    throw new AppError('FILE_EMPTY', `${path} is empty (0 bytes).`, {next: [shell(['ls', '-l', path])]})
}

function unopenable(path: string, error: unknown): AppError {
  const code = errorCodeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', `${path} does not exist.`, {cause: error, next: [shell(['ls'])]})
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('FILE_UNREADABLE', `This user is not allowed to read ${path}.`, {
      cause: error,
      next: [shell(['ls', '-l', path])],
    })
  }
  return new AppError('FILE_UNREADABLE', `${path} cannot be opened (${said(error)}).`, {cause: error})
}

function unreadable(path: string, error: unknown): AppError {
  return new AppError('FILE_UNREADABLE', `${path} cannot be read any further (${said(error)}).`, {cause: error})
}
