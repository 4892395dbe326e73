/** Runs work that concerns the same things one after the other, in the order in which it comes, and all else at once. */
export class InOrder {
  /** Thing → the work that concerns it last. */
  readonly #lastOf = new Map<string, Promise<unknown>>()

  /** `onWait`: it has to wait for other work. */
  run<R>(things: ReadonlySet<string>, work: () => Promise<R>, onWait: () => void): Promise<R> {
    const before = new Set([...things].flatMap(thing => this.#lastOf.get(thing) ?? []))
    if (before.size > 0) onWait()
    const done = before.size === 0 ? work() : Promise.all(before).then(work)
    for (const thing of things) this.#lastOf.set(thing, done)
    const forget = (): void => {
      for (const thing of things) if (this.#lastOf.get(thing) === done) this.#lastOf.delete(thing)
    }
    done.then(forget, forget)
    return done
  }
}
