import {pipeline, Readable, type Transform} from 'node:stream'
import * as zlib from 'node:zlib'
import {AppError} from '../../errors/app-error.js'
import {type NextStep, shell} from '../../errors/next-step.js'

/** A stream of node:zlib, with how many of the bytes it was given it has used. */
type Unzstd = Transform & {readonly bytesWritten: number}

/** Of Node 22.15 and newer; undefined before. */
export function zstdOfNode(): (() => Unzstd) | undefined {
  return Reflect.get(zlib, 'createZstdDecompress')
}

/**
 * The content of all frames of a zstd file. Throws FILE_UNREADABLE where it is damaged or breaks off, where anything
 * else follows, and where a frame looks back further than Node allows.
 */
export async function* unzstd(
  blocks: AsyncIterable<Uint8Array>,
  name: string,
  create: () => Unzstd,
): AsyncGenerator<Uint8Array> {
  const given = {bytes: 0}
  const unpacked = create()
  // The error also reaches the loop below; without a callback it would be thrown at the process.
  pipeline(Readable.from(counted(blocks, given)), unpacked, () => undefined)
  try {
    for await (const block of unpacked) if (block instanceof Uint8Array) yield block
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged(name, error)
  }
  if (unpacked.bytesWritten < given.bytes) throw damaged(name, new Error('other bytes follow the last frame'))
}

async function* counted(blocks: AsyncIterable<Uint8Array>, given: {bytes: number}): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) {
    given.bytes += block.length
    yield block
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
