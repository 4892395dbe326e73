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
    if (state.isClosed) return // by the reader: nothing waits for more
    throw new AppError(
      'FILE_UNREADABLE',
      `Standard input was interrupted (${error instanceof Error ? error.message : String(error)}).`,
      {
        cause: error,
      },
    )
  }
}

/** The first bytes of a stream, for sniffing, and the whole stream including them. */
export interface Headed {
  /** At least `minBytes`, unless the stream is shorter. */
  readonly head: Uint8Array
  readonly blocks: AsyncGenerator<Uint8Array>
}

export async function takeHead(stream: AsyncIterable<Uint8Array>, minBytes: number): Promise<Headed> {
  const iterator = stream[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let bytes = 0
  while (bytes < minBytes) {
    const next = await iterator.next()
    if (next.done === true) break
    first.push(next.value)
    bytes += next.value.length
  }
  const head = first.length === 1 && first[0] !== undefined ? first[0] : Buffer.concat(first)
  return {head, blocks: headThenRest(head, iterator)}
}

async function* headThenRest(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** The same stream without its first bytes; they lie within its first block. */
export async function* withoutFirst(blocks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let isFirst = true
  for await (const block of blocks) {
    yield isFirst ? block.subarray(bytes) : block
    isFirst = false
  }
}
