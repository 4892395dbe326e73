import {brotliDecompressSync, gunzipSync} from 'node:zlib'
import {damaged, UnreadParquet} from '../damaged.js'
import type {Codec} from '../footer/parquet-types.js'
import {unpackHadoopLz4, unpackLz4} from './lz4.js'
import {unpackSnappy} from './snappy.js'
import {openZstd} from './zstd.js'

/** A page as it was before it was compressed, `size` bytes long. None takes more memory than that. */
type Unpack = (packed: Buffer, size: number) => Uint8Array

/**
 * How the pages of a column are unpacked. The function throws DamagedParquet where a page has another length than its
 * header says; this one throws UnreadParquet.
 */
export async function openCodec(codec: Codec): Promise<(packed: Buffer, size: number) => Buffer> {
  const unpack = await unpackerOf(codec)
  return (packed, size) => {
    const page = size === 0 ? packed.subarray(0, 0) : sound(unpack, packed, size)
    if (page.length !== size) throw damaged('a page has another length than it says')
    return Buffer.from(page.buffer, page.byteOffset, page.length)
  }
}

async function unpackerOf(codec: Codec): Promise<Unpack> {
  switch (codec) {
    case 'none':
      return packed => packed
    case 'snappy':
      return unpackSnappy
    case 'lz4':
      return unpackLz4
    case 'lz4-hadoop':
      return unpackHadoopLz4
    case 'gzip':
      return (packed, size) => gunzipSync(packed, {maxOutputLength: size})
    case 'brotli':
      return (packed, size) => brotliDecompressSync(packed, {maxOutputLength: size})
    case 'zstd':
      return openZstd()
    case 'lzo':
      throw new UnreadParquet('it is compressed with LZO')
  }
}

/** What the libraries throw, in our words. */
function sound(unpack: Unpack, packed: Buffer, size: number): Uint8Array {
  try {
    return unpack(packed, size)
  } catch (error) {
    throw damaged(`a page cannot be unpacked (${error instanceof Error ? error.message : String(error)})`)
  }
}
