import {AppError} from '../errors/app-error.js'
import type {ByteSource} from './input-file.js'

/** Standard input, or what stands in for it. */
export interface ByteStream extends AsyncIterable<Uint8Array | string> {
  destroy?(): unknown
}

export function streamBytes(stream: ByteStream): ByteSource {
  const state = {isClosed: false}
  return {
    blocks: readStream(stream, state),
    close: async () => {
      state.isClosed = true
      stream.destroy?.()
    },
  }
}

async function* readStream(stream: ByteStream, state: {readonly isClosed: boolean}): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  } catch (error) {
    if (state.isClosed) return // by the reader: nobody waits for more
    throw new AppError(
      'FILE_UNREADABLE',
      `Standard input broke off (${error instanceof Error ? error.message : String(error)}).`,
      {
        cause: error,
      },
    )
  }
}
