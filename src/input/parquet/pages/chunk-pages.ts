import {crc32} from 'node:zlib'
import {SLIDING_BYTES} from '../compression/sliding-snappy.js'
import {openCodec, type PageCodec} from '../compression/unpack-page.js'
import {damaged, UnreadParquet} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'
import {readDictionary} from '../encodings/dictionary.js'
import type {Value} from '../encodings/values.js'
import type {RandomBytes} from '../file-bytes.js'
import type {ColumnChunk} from '../footer/parquet-types.js'
import {ChunkBytes} from './chunk-bytes.js'
import {type DataPage, firstVersion, type PageSpec, secondVersion} from './data-page.js'
import {type PageHeader, readPageHeader} from './page-header.js'
import type {PageMemory} from './page-memory.js'

/** A header may hold the least and the greatest value as statistics, of any length. */
const HEADER_WINDOWS = [1024, 64 * 1024, 16 * 1024 * 1024] as const

/** Of one page, unpacked. DuckDB writes up to 100 MB, others 1 MB. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024

/** As DuckDB writes them, for some hundred thousand rows: smaller ones are unpacked as a whole. */
const SLIDING_FROM = 2 * SLIDING_BYTES
const PLAIN = 0

/** What pages are read into. */
export interface ReadingMemory {
  /** Of the file, whose columns are read one after the other: a page as it is in the file. */
  readonly packed: PageMemory
  /** Of the column: what is read of the file to find its pages. */
  readonly window: PageMemory
  /** Of the column: the page whose values are read. */
  readonly page: PageMemory
  /** Of the column: a piece of a large page. */
  readonly sliding: PageMemory
}

/** The data pages of one column chunk, one at a time. Memory: that page, and the dictionary. */
export class ChunkPages {
  readonly #bytes: ChunkBytes
  readonly #codec: PageCodec
  readonly #spec: PageSpec
  readonly #memory: ReadingMemory
  #left: number
  #dictionary: readonly Value[] | undefined

  private constructor(bytes: ChunkBytes, codec: PageCodec, spec: PageSpec, {memory, values}: Extent) {
    this.#bytes = bytes
    this.#codec = codec
    this.#spec = spec
    this.#memory = memory
    this.#left = values
  }

  /** Throws DamagedParquet, UnreadParquet. */
  static async open(file: RandomBytes, chunk: ColumnChunk, spec: PageSpec, memory: ReadingMemory): Promise<ChunkPages> {
    if (chunk.isElsewhere) throw new UnreadParquet('its values are in another file')
    if (chunk.isEncrypted) throw new UnreadParquet('it is encrypted')
    if (!(chunk.start >= 0 && chunk.start + chunk.bytes <= file.bytes)) throw damaged('its values are outside the file')
    const codec = await openCodec(chunk.codec)
    return new ChunkPages(new ChunkBytes(file, chunk, memory.window), codec, spec, {memory, values: chunk.values})
  }

  /** Undefined once all values of the chunk were in pages. */
  async next(): Promise<DataPage | undefined> {
    while (this.#left > 0) {
      if (this.#bytes.left <= 0) throw damaged('its last page is missing')
      const header = await this.#header()
      if (header.unpackedBytes > MAX_PAGE_BYTES)
        throw new UnreadParquet(`one of its pages has ${Math.round(header.unpackedBytes / 1024 / 1024)} MB`)
      const bytes = await this.#bytes.take(header.packedBytes, this.#memory.packed)
      if (header.crc !== undefined && crc32(bytes) !== header.crc) throw damaged('the checksum of a page is wrong')
      if (header.kind === 'dictionary') this.#readDictionary(bytes, header)
      else if (header.kind !== 'index') return this.#page(bytes, header)
    }
    return undefined
  }

  async #header(): Promise<PageHeader> {
    for (const window of HEADER_WINDOWS) {
      const bytes = await this.#bytes.peek(window)
      const isAll = bytes.length >= this.#bytes.left || window === HEADER_WINDOWS.at(-1)
      try {
        const header = readPageHeader(bytes.subarray(0, isAll ? undefined : window))
        this.#bytes.skip(header.bytes)
        return header
      } catch (error) {
        if (isAll) throw error
      }
    }
    throw damaged('a page has no header')
  }

  /** Its values are texts at once: its memory is free again. */
  #readDictionary(bytes: Buffer, {values, unpackedBytes}: PageHeader): void {
    const {physical, width, from} = this.#spec
    const page = this.#unpack(bytes, this.#memory.page.take(this.#checked(bytes.length, unpackedBytes)))
    this.#dictionary = readDictionary(new ByteCursor(page), {count: values, physical, width}, from)
  }

  #page(bytes: Buffer, header: PageHeader): DataPage {
    if (header.values > this.#left) throw damaged('its pages have more values than it says')
    this.#left -= header.values
    if (header.kind === 'data')
      return firstVersion(this.#read(bytes, header.unpackedBytes, header), header, this.#spec, this.#dictionary)
    const {levels, values} = this.#parts(bytes, header)
    return secondVersion({levels, values}, header, this.#spec, this.#dictionary)
  }

  /** Of the second version only the values are packed. */
  #parts(bytes: Buffer, header: PageHeader): {readonly levels: Buffer; readonly values: ByteCursor} {
    const levelBytes = header.repetitionBytes + header.definitionBytes
    const size = header.unpackedBytes - levelBytes
    if (levelBytes > bytes.length || size < 0) throw damaged('the levels of a page are cut off')
    const levels = Buffer.from(bytes.subarray(0, levelBytes))
    return {levels, values: this.#read(bytes.subarray(levelBytes), size, header)}
  }

  /** What is in the packed bytes, in memory that is the column's own. */
  #read(packed: Buffer, size: number, {encoding, isPacked}: PageHeader): ByteCursor {
    const {page, sliding} = this.#memory
    const {slide} = this.#codec
    if (!isPacked && packed.length !== size) throw damaged('a page has another length than it says')
    if (isPacked) this.#checked(packed.length, size)
    if (isPacked && slide !== undefined && encoding === PLAIN && size >= SLIDING_FROM)
      return slide(copied(packed, page.take(packed.length)), size, sliding.take(SLIDING_BYTES))
    const memory = page.take(size)
    return new ByteCursor(isPacked ? this.#unpack(packed, memory) : copied(packed, memory))
  }

  /** The size, where a page of so many bytes may have it. */
  #checked(packedBytes: number, size: number): number {
    if (size > 0 && !this.#codec.mayHold(packedBytes, size))
      throw damaged('a page says that it is longer than it can be')
    return size
  }

  #unpack(packed: Buffer, out: Buffer): Buffer {
    if (out.length > 0) this.#codec.unpack(packed, out)
    return out
  }
}

function copied(bytes: Buffer, into: Buffer): Buffer {
  bytes.copy(into)
  return into
}

interface Extent {
  readonly memory: ReadingMemory
  readonly values: number
}
