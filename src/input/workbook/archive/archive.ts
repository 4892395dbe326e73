import {crc32} from 'node:zlib'
import yauzl, {type Entry, type ZipFile} from 'yauzl'
import {AppError} from '../../../errors/app-error.js'
import type {InputFile} from '../../input-file.js'
import {type Damage, damaged} from '../workbook-error.js'
import {FileReader} from './file-reader.js'

/** A workbook has some dozens; an archive of millions would fill memory with their names. */
const MOST_PARTS = 20_000

/** What compresses better is no table that a program wrote: rows of nothing but formats reach a thirtieth. */
const MOST_RATIO = 250
/** Below this, the ratio does no harm. */
const HARMLESS_BYTES = 64 * 1024 * 1024

/** The parts of a zip file, by their names without regard to case, which office programs do not regard either. */
export class Archive {
  readonly #file: InputFile
  readonly #name: string
  readonly #reader: FileReader
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(
    opened: {readonly file: InputFile; readonly name: string; readonly reader: FileReader},
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
  ) {
    this.#file = opened.file
    this.#name = opened.name
    this.#reader = opened.reader
    this.#zip = zip
    this.#entries = entries
  }

  /** Throws FILE_UNREADABLE for what is no whole zip file. */
  static async open(file: InputFile, name: string): Promise<Archive> {
    const reader = new FileReader(file)
    try {
      const zip = await yauzl.fromRandomAccessReaderPromise(reader, file.bytes, {autoClose: false})
      return new Archive({file, name, reader}, zip, await entriesOf(zip))
    } catch (error) {
      throw await asDamage(file, name, error)
    }
  }

  get name(): string {
    return this.#name
  }

  /** Its file was closed by whoever read it: what is missing is no damage. */
  get isClosed(): boolean {
    return this.#file.isClosed
  }

  names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  has(part: string): boolean {
    return this.#entries.has(part.toLowerCase())
  }

  /** As it lies in the file, compressed. */
  packedBytes(part: string): number {
    return this.#entries.get(part.toLowerCase())?.compressedSize ?? 0
  }

  /** Of all parts, compressed. */
  bytesRead(): number {
    return this.#reader.bytesRead
  }

  /**
   * The content of a part, block by block. Throws FILE_UNREADABLE where it is missing, encrypted or damaged, and
   * FILE_CHANGED where the file was written to meanwhile. Ends early where the file was closed.
   */
  async *read(part: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(part.toLowerCase())
    if (entry === undefined) throw damaged(this.#name, {what: `it has no part ${part}`})
    try {
      forbidUnreadable(entry)
      let sum = 0
      for await (const block of await this.#zip.openReadStreamPromise(entry)) {
        sum = crc32(block, sum)
        yield block
      }
      if (sum !== entry.crc32) throw new Error(`the content of ${part} is not what was stored`)
      const changed = await this.#file.changed()
      if (changed !== undefined) throw changed
    } catch (error) {
      if (this.#file.isClosed) return
      throw await asDamage(this.#file, this.#name, error)
    }
  }

  /** Reads it to its end, so that no damage shows when its first rows are sent already. Throws as `read` does. */
  async verify(part: string): Promise<void> {
    for await (const _ of this.read(part));
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase()
    if (entries.has(name)) throw new Error(`it contains ${entry.fileName} twice`)
    entries.set(name, entry)
    if (entries.size > MOST_PARTS) throw new Error(`it contains more than ${MOST_PARTS} files`)
  }
  return entries
}

function forbidUnreadable(entry: Entry): void {
  const {fileName, uncompressedSize, compressedSize} = entry
  if (entry.isEncrypted()) throw new Error(`${fileName} in it is encrypted`)
  if (uncompressedSize > HARMLESS_BYTES && uncompressedSize > compressedSize * MOST_RATIO)
    throw new Error(
      `${fileName} in it would take ${uncompressedSize} bytes, though it is compressed to ${compressedSize}`,
    )
}

/** The file may have been written to, which explains it better. */
async function asDamage(file: InputFile, name: string, error: unknown): Promise<AppError> {
  if (error instanceof AppError) return error
  const changed = await file.changed().catch(() => undefined)
  return changed ?? damaged(name, asDamageText(error))
}

function asDamageText(error: unknown): Damage {
  const message = error instanceof Error ? error.message : String(error)
  const isCutOff = /^end of central directory record signature not found/i.test(message)
  return {what: isCutOff ? 'it is not a whole zip archive' : message.replace(/\.$/, ''), cause: error}
}
