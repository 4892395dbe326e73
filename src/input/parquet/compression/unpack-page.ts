import {brotliDecompressSync, gunzipSync} from 'node:zlib'
import {damaged, UnreadParquet} from '../damaged.js'
import type {ByteCursor} from '../encodings/byte-cursor.js'
import type {Codec} from '../footer/parquet-types.js'
import {mayLz4, unpackHadoopLz4, unpackLz4} from './lz4.js'
import {SlidingSnappy} from './sliding-snappy.js'
import {maySnappy, unpackSnappy} from './snappy.js'
import {openZstd} from './zstd.js'

/** How the pages of a column are unpacked. */
export interface PageCodec {
  /** Whether so many bytes can hold a page of that size, before memory is taken for it. */
  readonly mayHold: (packedBytes: number, size: number) => boolean
  /** Fills `out`, and takes no more memory than once that. Throws where the page has another length. */
  readonly unpack: (packed: Buffer, out: Buffer) => void
  /** The page a piece at a time, in memory of SLIDING_BYTES. Absent: only as a whole. */
  readonly slide?: (packed: Buffer, size: number, memory: Buffer) => ByteCursor
}

/** Throws UnreadParquet; what it returns, DamagedParquet. */
export async function openCodec(codec: Codec): Promise<PageCodec> {
  switch (codec) {
    case 'none':
      return {mayHold: (bytes, size) => bytes === size, unpack: (packed, out) => void packed.copy(out)}
    case 'snappy':
      return {
        mayHold: maySnappy,
        unpack: unpackSnappy,
        slide: (packed, size, memory) => new SlidingSnappy(packed, size, memory),
      }
    case 'lz4':
      return {mayHold: mayLz4, unpack: unpackLz4}
    case 'lz4-hadoop':
      return {mayHold: mayLz4, unpack: unpackHadoopLz4}
    case 'lzo':
      throw new UnreadParquet('it is compressed with LZO')
    default:
      return {mayHold: () => true, unpack: copied(await libraryOf(codec))}
  }
}

type Library = (packed: Buffer, size: number) => Uint8Array

/** In one piece: pieces would be put together in memory of their own. */
async function libraryOf(codec: 'gzip' | 'brotli' | 'zstd'): Promise<Library> {
  if (codec === 'zstd') return openZstd()
  const unpack = codec === 'gzip' ? gunzipSync : brotliDecompressSync
  return (packed, size) => unpack(packed, {maxOutputLength: size, chunkSize: Math.max(size, LEAST_PIECE)})
}

/** Of node:zlib. */
const LEAST_PIECE = 64

/** What a library throws, in our words. Its memory is free at once; `out` lives for many rows. */
function copied(unpack: Library): PageCodec['unpack'] {
  return (packed, out) => {
    const page = sound(unpack, packed, out.length)
    if (page.length !== out.length) throw damaged('a page has another length than it says')
    out.set(page)
  }
}

function sound(unpack: Library, packed: Buffer, size: number): Uint8Array {
  try {
    return unpack(packed, size)
  } catch (error) {
    throw damaged(`a page cannot be unpacked (${error instanceof Error ? error.message : String(error)})`)
  }
}
