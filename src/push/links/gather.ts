/** What a request of a kind takes, and how it is sent. */
export interface GatherPorts<T, R> {
  /** Most items of the next request. */
  readonly most: () => number
  /** Most requests in flight. */
  readonly mostUnderWay: () => number
  /** One result an item, in their order. What it throws ends the run. */
  readonly send: (items: readonly T[]) => Promise<readonly R[]>
}

interface Group<T, R> {
  readonly items: readonly T[]
  readonly results: R[]
  /** Items that are sent. */
  sent: number
  /** Items that are not answered. */
  open: number
  readonly resolve: (results: readonly R[]) => void
  readonly reject: (error: unknown) => void
}

interface Slice<T, R> {
  readonly group: Group<T, R>
  readonly start: number
  readonly count: number
}

/**
 * Fills requests with what several batches bring. A request leaves when it is full, or when a caller that knows that
 * nothing more will come says so (`flush`).
 */
export class Gather<T, R> {
  readonly #ports: GatherPorts<T, R>
  /** Groups with items that are not sent, oldest first. */
  readonly #queue: Group<T, R>[] = []
  #waiting = 0
  /** Of those, how many leave although they fill no request. */
  #due = 0
  #underWay = 0
  #left = 0
  #failure: {readonly error: unknown} | undefined

  constructor(ports: GatherPorts<T, R>) {
    this.#ports = ports
  }

  /** Items that are not sent yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** Requests that have left. */
  get left(): number {
    return this.#left
  }

  /** Resolves when all are answered. */
  add(items: readonly T[]): Promise<readonly R[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error)
    if (items.length === 0) return Promise.resolve([])
    const results = new Promise<readonly R[]>((resolve, reject) => {
      this.#queue.push({items, results: [], sent: 0, open: items.length, resolve, reject})
    })
    this.#waiting += items.length
    this.#pump()
    return results
  }

  /** What waits now leaves as soon as it may. */
  flush(): void {
    this.#due = this.#waiting
    this.#pump()
  }

  /** Nothing more is sent: what waits, and what comes, fails. */
  fail(error: unknown): void {
    this.#failure ??= {error}
    for (const group of this.#queue.splice(0)) group.reject(error)
    this.#waiting = this.#due = 0
  }

  #pump(): void {
    while (this.#waiting > 0 && this.#underWay < Math.max(1, this.#ports.mostUnderWay())) {
      const most = Math.max(1, this.#ports.most())
      if (this.#due === 0 && this.#waiting < most) return
      void this.#send(this.#take(most))
    }
  }

  #take(most: number): Slice<T, R>[] {
    const slices: Slice<T, R>[] = []
    let room = most
    while (room > 0) {
      const group = this.#queue[0]
      if (group === undefined) break
      const count = Math.min(room, group.items.length - group.sent)
      slices.push({group, start: group.sent, count})
      group.sent += count
      room -= count
      if (group.sent === group.items.length) this.#queue.shift()
    }
    this.#waiting -= most - room
    this.#due = Math.max(0, this.#due - (most - room))
    return slices
  }

  async #send(slices: readonly Slice<T, R>[]): Promise<void> {
    this.#underWay += 1
    this.#left += 1
    try {
      const items = slices.flatMap(({group, start, count}) => group.items.slice(start, start + count))
      deliver(slices, await this.#ports.send(items))
    } catch (error) {
      for (const {group} of slices) group.reject(error)
      this.fail(error)
    } finally {
      this.#underWay -= 1
    }
    this.#pump()
  }
}

function deliver<T, R>(slices: readonly Slice<T, R>[], results: readonly R[]): void {
  let at = 0
  for (const {group, start, count} of slices) {
    for (let index = 0; index < count; index += 1) {
      const result = results[at]
      if (result === undefined)
        throw new Error('A request left an item without a result: this is a bug in hubspot-push.')
      group.results[start + index] = result
      at += 1
    }
    group.open -= count
    if (group.open === 0) group.resolve(group.results)
  }
}
