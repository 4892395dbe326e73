import * as zlib from 'node:zlib'

/** Unpacks frames of Zstandard into at most `size` bytes. Throws, or returns fewer bytes, where they are damaged. */
export type UnpackZstd = (packed: Buffer, size: number) => Uint8Array

type Native = (packed: Buffer, options: {readonly maxOutputLength: number}) => Buffer

/** By Node itself since 22.15; before, by the reference implementation compiled to WebAssembly. */
export async function openZstd(): Promise<UnpackZstd> {
  const native: Native | undefined = Reflect.get(zlib, 'zstdDecompressSync')
  if (native !== undefined) return (packed, size) => native(packed, {maxOutputLength: size})
  const {ZSTDDecoder} = await import('zstddec')
  const decoder = new ZSTDDecoder()
  await decoder.init()
  return (packed, size) => decoder.decode(packed, size)
}
