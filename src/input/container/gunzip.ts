import {pipeline, Readable} from 'node:stream'
import {createGunzip, type Gunzip} from 'node:zlib'
import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {BLOCK_BYTES} from '../limits.js'

/**
 * The content of all members of a gzip file. Zero bytes between them are padding; Node's own reader takes them for the
 * end. Throws FILE_UNREADABLE where the archive breaks off, or holds anything else.
 */
export async function* gunzip(blocks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const packed = new PackedBytes(blocks[Symbol.asyncIterator]())
  try {
    do {
      const unpacked = createGunzip({chunkSize: BLOCK_BYTES})
      yield* contentOf(packed.feed(), unpacked, name)
      packed.giveBack(unpacked.bytesWritten)
    } while (await packed.skipZeros())
  } finally {
    await packed.close()
  }
}

async function* contentOf(
  packed: AsyncGenerator<Uint8Array>,
  unpacked: Gunzip,
  name: string,
): AsyncGenerator<Uint8Array> {
  // The error also reaches the loop below; without a callback it would be thrown at the process.
  pipeline(Readable.from(packed), unpacked, () => undefined)
  try {
    for await (const block of unpacked) if (block instanceof Uint8Array) yield block
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged(name, error)
  }
}

function damaged(name: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error)
  const isCut = reason === 'unexpected end of file'
  return new AppError('FILE_UNREADABLE', `${name} is a damaged gzip file (${isCut ? 'its end is missing' : reason}).`, {
    cause: error,
    next: [
      shell(['gzip', '-t', name], 'shows the same error'),
      ...(isCut ? [] : [{pipe: shell(['gzip', '-dc', name]), note: 'if only the part after the rows is damaged'}]),
    ],
  })
}

/** The compressed bytes, of which a reader may give back what it did not use. */
class PackedBytes {
  readonly #source: AsyncIterator<Uint8Array>
  /** Given out since the last giving back, oldest first. */
  #given: Uint8Array[] = []
  #givenBytes = 0
  #keptBytes = 0
  #left: Uint8Array = new Uint8Array(0)
  #isDone = false

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source
  }

  async *feed(): AsyncGenerator<Uint8Array> {
    for (let block = await this.#next(); block !== undefined; block = await this.#next()) {
      this.#given.push(block)
      this.#givenBytes += block.length
      this.#keptBytes += block.length
      while (this.#keptBytes - (this.#given[0]?.length ?? 0) > KEPT_BYTES)
        this.#keptBytes -= this.#given.shift()?.length ?? 0
      yield block
    }
  }

  /** `used`: how many of the bytes given out were. */
  giveBack(used: number): void {
    const unused = this.#givenBytes - used
    this.#left = unused > 0 ? Buffer.concat(this.#given).subarray(-unused) : new Uint8Array(0)
    this.#given = []
    this.#givenBytes = 0
    this.#keptBytes = 0
  }

  /** Whether anything else follows. */
  async skipZeros(): Promise<boolean> {
    for (let block = await this.#next(); block !== undefined; block = await this.#next()) {
      const at = block.findIndex(byte => byte !== 0)
      if (at < 0) continue
      this.#left = block.subarray(at)
      return true
    }
    return false
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#left.length > 0) {
      const left = this.#left
      this.#left = new Uint8Array(0)
      return left
    }
    if (this.#isDone) return undefined
    const next = await this.#source.next()
    this.#isDone = next.done === true
    return next.done === true ? undefined : next.value
  }
}

/** More than a stream takes in before it uses the first of them. */
const KEPT_BYTES = 512 * 1024
