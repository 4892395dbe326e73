/** Work that is done one after the other, in the order of coming. */
export class WaitingLine {
  #last: Promise<void> = Promise.resolve()
  #length = 0

  /** Who waits, the one whose turn it is included. */
  get length(): number {
    return this.#length
  }

  /** Rejects with the signal's reason as soon as it aborts. */
  join<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    this.#length += 1
    const turn = afterTurnOf(this.#last, signal).then(work)
    // One who gives up keeps his place until the one before him has gone: those behind must not pass.
    this.#last = Promise.allSettled([this.#last, turn]).then(() => {
      this.#length -= 1
    })
    return turn
  }
}

/** Resolves with `before`, or rejects as soon as the signal aborts. */
function afterTurnOf(before: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return before
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, {once: true})
    before.then(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    })
  })
}
