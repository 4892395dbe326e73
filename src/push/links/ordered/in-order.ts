import type {LinkOrder} from './link-order.js'

/**
 * Runs work that concerns the same things one after the other, in the order in which it comes, and all else at once.
 */
export class InOrder {
  /** Thing → the work that concerns it last. */
  readonly #lastOf = new Map<string, Promise<unknown>>()

  /** `onWait`: it has to wait for other work. */
  run<R>({alone, after}: LinkOrder, work: () => Promise<R>, onWait: () => void): Promise<R> {
    const before = new Set<Promise<unknown>>()
    this.#addLast(before, alone)
    this.#addLast(before, after)
    if (before.size > 0) onWait()
    const done = before.size === 0 ? work() : Promise.all(before).then(work)
    for (const thing of alone) this.#lastOf.set(thing, done)
    const forget = (): void => {
      for (const thing of alone) if (this.#lastOf.get(thing) === done) this.#lastOf.delete(thing)
    }
    done.then(forget, forget)
    return done
  }

  #addLast(before: Set<Promise<unknown>>, things: ReadonlySet<string>): void {
    for (const thing of things) {
      const last = this.#lastOf.get(thing)
      if (last !== undefined) before.add(last)
    }
  }
}
