import fc from 'fast-check'
import {expect, test} from 'vitest'
import {type ConcurrencyBounds, mapConcurrent} from '../../src/shared/map-concurrent.js'

/** Promises that are settled in an order of the test's own. */
class Gates {
  readonly #open = new Map<number, () => void>()

  wait(name: number): Promise<void> {
    return new Promise(resolve => this.#open.set(name, resolve))
  }

  open(name: number): void {
    this.#open.get(name)?.()
    this.#open.delete(name)
  }

  get waiting(): number[] {
    return [...this.#open.keys()]
  }
}

async function* numbers(count: number, onRead: (item: number) => void = () => {}): AsyncGenerator<number> {
  for (let item = 0; item < count; item++) {
    onRead(item)
    yield item
  }
}

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const result of results) all.push(result)
  return all
}

function atMost(limit: number): ConcurrencyBounds {
  return {underWay: () => limit, kept: limit}
}

/** Lets everything run that waits for nothing but other promises. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

test('results come in source order, never more are under way or kept than allowed', async () => {
  const scenarios = fc.record({
    count: fc.nat(30),
    limits: fc.array(fc.integer({min: 0, max: 5}), {minLength: 1}),
    kept: fc.integer({min: 1, max: 8}),
    picks: fc.infiniteStream(fc.nat()),
  })
  await fc.assert(
    fc.asyncProperty(scenarios, async ({count, limits, kept, picks}) => {
      const gates = new Gates()
      const seen = {asked: 0, underWay: 0, taken: 0, allowed: 1, problems: [] as string[]}
      const underWay = (): number => {
        seen.allowed = Math.max(1, limits[seen.asked++ % limits.length] ?? 1)
        return seen.allowed
      }
      const onRead = (item: number): void => {
        if (item - seen.taken >= kept)
          seen.problems.push(`item ${item} was read with ${seen.taken} taken and ${kept} to be kept`)
        if (seen.underWay >= seen.allowed)
          seen.problems.push(`item ${item} was read with ${seen.underWay} under way of ${seen.allowed}`)
      }
      const results: number[] = []
      const done = (async () => {
        const all = mapConcurrent(numbers(count, onRead), {underWay, kept}, async item => {
          seen.underWay += 1
          await gates.wait(item)
          seen.underWay -= 1
          return item
        })
        for await (const result of all) {
          results.push(result)
          seen.taken += 1
        }
      })()
      let isDone = false
      void done.then(() => {
        isDone = true
      })
      for (const pick of picks) {
        await settle()
        if (isDone) break
        const {waiting} = gates
        if (waiting.length > 0) gates.open(waiting[pick % waiting.length] ?? 0)
      }
      await done
      expect(results).toEqual(Array.from({length: count}, (_, index) => index))
      expect(seen.problems).toEqual([])
    }),
    {numRuns: 60},
  )
})

test('a slow call holds up no more than what is kept behind it', async () => {
  const gates = new Gates()
  const begun: number[] = []
  const all = collect(
    mapConcurrent(numbers(9), {underWay: () => 2, kept: 5}, async item => {
      begun.push(item)
      if (item === 0) await gates.wait(0)
      return item
    }),
  )
  await settle()
  expect(begun).toEqual([0, 1, 2, 3, 4])
  gates.open(0)
  expect(await all).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

test('a result is handed on while the source has nothing to give', async () => {
  const gates = new Gates()
  async function* slow(): AsyncGenerator<string> {
    yield 'first'
    await gates.wait(1)
    yield 'second'
  }
  const results = mapConcurrent(slow(), atMost(4), async item => item)
  expect(await results.next()).toEqual({done: false, value: 'first'})
  gates.open(1)
  expect(await collect(results)).toEqual(['second'])
})

test('a failure comes after the results before it, and what is under way is waited for', async () => {
  const gates = new Gates()
  const log: string[] = []
  const results: number[] = []
  const done = (async () => {
    const all = mapConcurrent(numbers(3), atMost(3), async item => {
      await gates.wait(item)
      log.push(`${item} settled`)
      if (item === 1) throw new Error('item 1 failed')
      return item
    })
    for await (const result of all) results.push(result)
  })()
  done.catch(() => log.push('ended'))
  for (const item of [1, 0]) {
    await settle()
    gates.open(item)
  }
  await settle()
  expect(log).toEqual(['1 settled', '0 settled'])
  gates.open(2)
  await expect(done).rejects.toThrow('item 1 failed')
  expect({results, log}).toEqual({results: [0], log: ['1 settled', '0 settled', '2 settled', 'ended']})
})

test('behind a failure nothing more is read, though older results are yet to come', async () => {
  const gates = new Gates()
  const begun: number[] = []
  const all = collect(
    mapConcurrent(numbers(9), {underWay: () => 2, kept: 5}, async item => {
      begun.push(item)
      if (item === 1) throw new Error('item 1 failed')
      await gates.wait(item)
      return item
    }),
  )
  all.catch(() => {})
  await settle()
  gates.open(0)
  await expect(all).rejects.toThrow('item 1 failed')
  expect(begun).toEqual([0, 1])
})

test('a failure does not wait for a source that has nothing to give, which is closed once it has', async () => {
  const gates = new Gates()
  let isClosed = false
  async function* source(): AsyncGenerator<number> {
    try {
      yield 0
      await gates.wait(1)
      yield 1
    } finally {
      isClosed = true
    }
  }
  const all = mapConcurrent(source(), atMost(4), () => Promise.reject(new Error('no')))
  await expect(collect(all)).rejects.toThrow('no')
  gates.open(1)
  await settle()
  expect(isClosed).toBe(true)
})

test('a source that fails ends it after the results of what it gave', async () => {
  async function* source(): AsyncGenerator<number> {
    yield 0
    throw new Error('the source failed')
  }
  const results: number[] = []
  const all = mapConcurrent(source(), atMost(4), async item => item)
  await expect(
    (async () => {
      for await (const result of all) results.push(result)
    })(),
  ).rejects.toThrow('the source failed')
  expect(results).toEqual([0])
})

test('who stops early is answered once what is under way has settled', async () => {
  const gates = new Gates()
  let isClosed = false
  async function* source(): AsyncGenerator<number> {
    try {
      yield* [0, 1]
    } finally {
      isClosed = true
    }
  }
  const all = mapConcurrent(source(), atMost(2), async item => {
    await gates.wait(item)
    return item
  })
  const first = all.next()
  await settle()
  gates.open(0)
  await first
  const ended = all.return()
  await settle()
  expect(isClosed).toBe(false)
  gates.open(1)
  await ended
  expect(isClosed).toBe(true)
})
