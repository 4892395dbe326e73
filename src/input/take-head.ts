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
