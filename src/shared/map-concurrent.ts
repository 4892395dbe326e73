/**
 * Results in source order, at most `limit()` calls under way; item n is not read before result n - limit was taken. The limit is asked for
 * before each item: it may change meanwhile.
 * On a failure or an early end it waits for what is under way, then closes the source.
 */
export async function* mapConcurrent<T, R>(
  source: AsyncIterable<T>,
  limit: () => number,
  fn: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const inFlight: Promise<R>[] = []
  let done = false
  try {
    while (true) {
      while (!done && inFlight.length < Math.max(1, limit())) {
        const next = await iterator.next()
        if (next.done === true) {
          done = true
          break
        }
        const result = fn(next.value)
        result.catch(() => {}) // awaited below, in order; until then Node must not call it unhandled
        inFlight.push(result)
      }
      const head = inFlight.shift()
      if (head === undefined) return
      yield await head
    }
  } finally {
    await Promise.allSettled(inFlight)
    await iterator.return?.()
  }
}
