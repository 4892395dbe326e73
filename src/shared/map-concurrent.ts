/**
 * Results in source order, at most `limit()` calls under way; item n is not read before result n - limit was taken. The limit is asked for
 * before each item: it may change meanwhile. A result is handed on as soon as it and those before it are there, also while the source has
 * nothing to give.
 * When the source or a call fails, the results before the failure are handed on first. On a failure or an early end it waits for what is
 * under way, then closes the source; one that is being read closes when it next gives something.
 */
export async function* mapConcurrent<T, R>(
  source: AsyncIterable<T>,
  limit: () => number,
  fn: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const inFlight: Promise<R>[] = []
  let reading: Promise<IteratorResult<T>> | undefined
  let end: Promise<IteratorResult<T>> | undefined
  try {
    while (true) {
      if (end === undefined && inFlight.length < Math.max(1, limit())) reading ??= quietly(iterator.next())
      const [head] = inFlight
      if (head === undefined && reading === undefined) break
      const next = await firstOf(head, reading)
      if (next === undefined) {
        inFlight.shift()
        if (head !== undefined) yield await head
      } else {
        if (next === 'failed' || next.done === true) end = reading
        else inFlight.push(quietly(fn(next.value)))
        reading = undefined
      }
    }
    await end
  } finally {
    await Promise.allSettled(inFlight)
    const closed = iterator.return?.().catch(() => {})
    if (reading === undefined) await closed // else it waits for the source, which may have nothing to give for ever
  }
}

/** What was read, or undefined when the oldest result is there before, as it is or failed. */
async function firstOf<T>(head: Promise<unknown> | undefined, reading: Promise<T> | undefined): Promise<T | 'failed' | undefined> {
  const headIsThere = head?.then(nothing, nothing)
  const read = reading?.catch(() => 'failed' as const)
  if (read === undefined) return headIsThere
  return headIsThere === undefined ? read : Promise.race([headIsThere, read])
}

function nothing(): undefined {}

/** It is awaited later, in order; until then Node must not call its failure unhandled. */
function quietly<R>(result: Promise<R>): Promise<R> {
  result.catch(() => {})
  return result
}
