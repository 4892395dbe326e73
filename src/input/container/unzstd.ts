import {pipeline, Readable, type Transform} from 'node:stream'
import * as zlib from 'node:zlib'
import {AppError} from '../../errors/app-error.js'
import {type NextStep, shell} from '../../errors/next-step.js'

/** A stream of node:zlib, with how many of the bytes it was given it has used. */
type Unzstd = Transform & {readonly bytesWritten: number}

/** A frame whose last byte is missing. */
const CUT = Buffer.from('28b52ffd200211000061', 'hex')

/**
 * Undefined where Node has none, or one that takes a file that breaks off for a whole one: 22.15 to 22.23.3 and 24.0.0 do,
 * 24.21.0 and 26.10.0 do not.
 */
export function zstdOfNode(): (() => Unzstd) | undefined {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress')
  const unpack: unknown = Reflect.get(zlib, 'zstdDecompressSync')
  if (typeof create !== 'function' || typeof unpack !== 'function') return undefined
  try {
    unpack(CUT)
    return undefined
  } catch {
    return create as () => Unzstd
  }
}

/**
 * The content of all frames of a zstd file: some versions of Node (24.21) end at the first frame's end, some do not.
 * Throws FILE_UNREADABLE where it is damaged or breaks off, where anything else follows, and where a frame looks back
 * further than Node allows.
 */
export async function* unzstd(
  blocks: AsyncIterable<Uint8Array>,
  name: string,
  create: () => Unzstd,
): AsyncGenerator<Uint8Array> {
  const packed = new Unread(blocks)
  try {
    do yield* framesOf(packed, create())
    while (await packed.beginsFrame())
  } catch (error) {
    throw error instanceof AppError ? error : damaged(name, error)
  } finally {
    await packed.close()
  }
}

async function* framesOf(packed: Unread, unpacked: Unzstd): AsyncGenerator<Uint8Array> {
  let used = 0
  const note = (): void => {
    packed.used(unpacked.bytesWritten - used)
    used = unpacked.bytesWritten
  }
  // The error also reaches the loop below; without a callback it would be thrown at the process.
  pipeline(Readable.from(packed.read()), unpacked, () => undefined)
  try {
    for await (const block of unpacked) {
      note()
      if (block instanceof Uint8Array) yield block
    }
    note()
  } finally {
    unpacked.destroy()
  }
}

/** `28 B5 2F FD`, and the frames that readers pass over (RFC 8878). */
function isFrame(head: Buffer): boolean {
  if (head.length < 4) return false
  const magic = head.readUInt32LE(0)
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50
}

/** Bytes that are given out, and given out again from the first that was not used. */
class Unread {
  readonly #blocks: AsyncIterator<Uint8Array>
  readonly #given: Uint8Array[] = []
  /** Blocks before those. */
  #dropped = 0
  #isEnded = false

  constructor(blocks: AsyncIterable<Uint8Array>) {
    this.#blocks = blocks[Symbol.asyncIterator]()
  }

  /** A reader that was given up may still take a block: it is kept for the next one. */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let index = this.#dropped; ; index += 1) {
      while (index - this.#dropped >= this.#given.length) if ((await this.#next()) === undefined) return
      const block = this.#given[index - this.#dropped]
      if (block !== undefined) yield block
    }
  }

  used(count: number): void {
    let left = count
    while (left > 0) {
      const [first] = this.#given
      if (first === undefined) return
      if (left < first.length) this.#given[0] = first.subarray(left)
      else {
        this.#given.shift()
        this.#dropped += 1
      }
      left -= first.length
    }
  }

  /** Whether another frame follows; throws where something else does. */
  async beginsFrame(): Promise<boolean> {
    let head = Buffer.concat(this.#given)
    while (head.length < 4 && (await this.#next()) !== undefined) head = Buffer.concat(this.#given)
    if (head.length === 0) return false
    if (!isFrame(head)) throw new Error('other bytes follow the last frame')
    return true
  }

  async close(): Promise<void> {
    await this.#blocks.return?.()
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isEnded) return undefined
    const {value, done} = await this.#blocks.next()
    if (done === true) {
      this.#isEnded = true
      return undefined
    }
    this.#given.push(value)
    return value
  }
}

function damaged(name: string, error: unknown): AppError {
  const reason = error instanceof Error ? error.message : String(error)
  if (/too much memory/i.test(reason))
    return new AppError('FILE_UNREADABLE', `${name} is a zstd file with a larger window than Node reads.`, {
      cause: error,
      next: [{pipe: shell(['zstd', '-dc', '--long=31', name])}],
    })
  const isCut = reason === 'unexpected end of file'
  const next: readonly NextStep[] = [shell(['zstd', '-t', name], 'shows the same error')]
  return new AppError('FILE_UNREADABLE', `${name} is a damaged zstd file (${isCut ? 'its end is missing' : reason}).`, {
    cause: error,
    next,
  })
}
