export interface ConcurrencyBounds {
  /** Most calls in flight. Asked for before each item: it may change meanwhile. */
  readonly underWay: () => number
  /** Most results that are in flight or wait for an older one. */
  readonly kept: number
}

/**
 * Results in source order; item n is not read before result n - kept was taken. A result is handed on as soon as it and
 * those before it are there, also while the source has nothing to give.
 * When the source or a call fails, nothing more is read, and the results before the failure are handed on first. On a
 * failure or an early end it waits for what is in flight, then closes the source; one that is being read closes when it
 * next gives something.
 */
export async function* mapConcurrent<T, R>(
  source: AsyncIterable<T>,
  bounds: ConcurrencyBounds,
  fn: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const calls = new Calls<R>()
  let reading: Promise<IteratorResult<T>> | undefined
  let end: Promise<IteratorResult<T>> | undefined
  try {
    while (true) {
      if (end === undefined && calls.haveRoom(bounds)) reading ??= quietly(iterator.next())
      if (calls.oldest === undefined && reading === undefined) break
      const next = await firstOf(calls, reading)
      if (next === 'settled') {
        if (calls.isOldestSettled) yield await calls.takeOldest()
      } else {
        if (next === 'failed' || next.done === true) end = reading
        else calls.add(fn(next.value))
        reading = undefined
      }
    }
    await end
  } finally {
    await calls.allSettled()
    const closed = iterator.return?.().catch(() => {})
    if (reading === undefined) await closed // else it waits for the source, which may have nothing to give for ever
  }
}

/** What was read, or that a call has settled before. */
async function firstOf<T>(calls: Calls<unknown>, reading: Promise<T> | undefined): Promise<T | 'failed' | 'settled'> {
  if (calls.isOldestSettled) return 'settled'
  const settled = calls.oldest === undefined ? undefined : calls.nextSettled()
  const read = reading?.catch(() => 'failed' as const)
  if (read === undefined) return settled ?? 'settled'
  return settled === undefined ? read : Promise.race([settled, read])
}

/** Calls in the order of their items, from their beginning until their result is taken. */
class Calls<R> {
  readonly #calls: {readonly result: Promise<R>; isSettled: boolean}[] = []
  #unsettled = 0
  /** What comes behind a failure could never be handed on. */
  #hasFailed = false
  #tell: () => void = () => {}

  get oldest(): Promise<R> | undefined {
    return this.#calls[0]?.result
  }

  get isOldestSettled(): boolean {
    return this.#calls[0]?.isSettled === true
  }

  haveRoom({underWay, kept}: ConcurrencyBounds): boolean {
    return !this.#hasFailed && this.#calls.length < Math.max(1, kept) && this.#unsettled < Math.max(1, underWay())
  }

  add(result: Promise<R>): void {
    const call = {result: quietly(result), isSettled: false}
    this.#calls.push(call)
    this.#unsettled += 1
    const settle = (): void => {
      call.isSettled = true
      this.#unsettled -= 1
      this.#tell()
    }
    result.then(settle, () => {
      this.#hasFailed = true
      settle()
    })
  }

  takeOldest(): Promise<R> {
    const call = this.#calls.shift()
    if (call === undefined) throw new Error('No call is left to take the result of.')
    return call.result
  }

  /** Only the newest promise is told. */
  nextSettled(): Promise<'settled'> {
    return new Promise(resolve => {
      this.#tell = () => resolve('settled')
    })
  }

  async allSettled(): Promise<void> {
    await Promise.allSettled(this.#calls.map(({result}) => result))
  }
}

/** It is awaited later, in order; until then Node must not call its failure unhandled. */
function quietly<R>(result: Promise<R>): Promise<R> {
  result.catch(() => {})
  return result
}
