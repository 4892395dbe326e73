import {crc32} from 'node:zlib'
import {openCodec} from '../compression/unpack-page.js'
import {damaged, UnreadParquet} from '../damaged.js'
import {ByteCursor} from '../encodings/byte-cursor.js'
import {readDictionary} from '../encodings/dictionary.js'
import type {Value} from '../encodings/values.js'
import type {RandomBytes} from '../file-bytes.js'
import type {ColumnChunk} from '../footer/parquet-types.js'
import {ChunkBytes} from './chunk-bytes.js'
import {type DataPage, firstVersion, type PageSpec, secondVersion} from './data-page.js'
import {type PageHeader, readPageHeader} from './page-header.js'

/** A header may hold the least and the greatest value as statistics, of any length. */
const HEADER_WINDOWS = [1024, 64 * 1024, 16 * 1024 * 1024] as const

/** Of one page, unpacked. DuckDB writes up to 100 MB, others 1 MB. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024

type Unpack = Awaited<ReturnType<typeof openCodec>>

/** The data pages of one column chunk, one at a time. Memory: that page, and the dictionary. */
export class ChunkPages {
  readonly #bytes: ChunkBytes
  readonly #unpack: Unpack
  readonly #spec: PageSpec
  #left: number
  #dictionary: readonly Value[] | undefined

  private constructor(bytes: ChunkBytes, unpack: Unpack, spec: PageSpec, values: number) {
    this.#bytes = bytes
    this.#unpack = unpack
    this.#spec = spec
    this.#left = values
  }

  /** Throws DamagedParquet, UnreadParquet. */
  static async open(file: RandomBytes, chunk: ColumnChunk, spec: PageSpec): Promise<ChunkPages> {
    if (chunk.isElsewhere) throw new UnreadParquet('its values are in another file')
    if (chunk.isEncrypted) throw new UnreadParquet('it is encrypted')
    if (!(chunk.start >= 0 && chunk.start + chunk.bytes <= file.bytes)) throw damaged('its values are outside the file')
    const unpack = await openCodec(chunk.codec)
    return new ChunkPages(new ChunkBytes(file, chunk.start, chunk.bytes), unpack, spec, chunk.values)
  }

  /** Undefined once all values of the chunk were in pages. */
  async next(): Promise<DataPage | undefined> {
    while (this.#left > 0) {
      if (this.#bytes.left <= 0) throw damaged('its last page is missing')
      const header = await this.#header()
      if (header.unpackedBytes > MAX_PAGE_BYTES)
        throw new UnreadParquet(`one of its pages has ${Math.round(header.unpackedBytes / 1024 / 1024)} MB`)
      const bytes = await this.#bytes.take(header.packedBytes)
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

  #readDictionary(bytes: Buffer, {values, unpackedBytes}: PageHeader): void {
    const {physical, width, from} = this.#spec
    const cursor = new ByteCursor(this.#unpack(bytes, unpackedBytes))
    this.#dictionary = readDictionary(cursor, {count: values, physical, width}, from)
  }

  #page(bytes: Buffer, header: PageHeader): DataPage {
    if (header.values > this.#left) throw damaged('its pages have more values than it says')
    this.#left -= header.values
    if (header.kind === 'data') {
      const page = this.#unpack(bytes, header.unpackedBytes)
      return firstVersion(page, header, this.#spec, this.#dictionary)
    }
    const levelBytes = header.repetitionBytes + header.definitionBytes
    if (levelBytes > bytes.length || levelBytes > header.unpackedBytes)
      throw damaged('the levels of a page are cut off')
    const packed = bytes.subarray(levelBytes)
    const size = header.unpackedBytes - levelBytes
    const values = header.isPacked ? this.#unpack(packed, size) : packed
    return secondVersion({levels: bytes.subarray(0, levelBytes), values}, header, this.#spec, this.#dictionary)
  }
}
