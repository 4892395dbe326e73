import {gunzip} from './gunzip.js'
import type {Container} from './sniff-container.js'
import {unzstd, zstdOfNode} from './unzstd.js'

/** What text files are compressed with that is read here; the names of the programs, too. */
export type Packing = 'gzip' | 'zstd'

type Unpack = (blocks: AsyncIterable<Uint8Array>, name: string) => AsyncGenerator<Uint8Array>

/** How the content of such a file is read. Undefined for anything else, and where this Node cannot. */
export function unpackerOf(container: Container): {readonly packing: Packing; readonly unpack: Unpack} | undefined {
  if (container === 'gzip') return {packing: container, unpack: gunzip}
  const create = container === 'zstd' ? zstdOfNode() : undefined
  return create && {packing: 'zstd', unpack: (blocks, name) => unzstd(blocks, name, create)}
}
