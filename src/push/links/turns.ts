export interface LinkTurn {
  readonly comes: Promise<void>
  /** The next one's turn may come; may be said again. */
  readonly pass: () => unknown
}

/** Turns in the order in which they are taken, for work that may be done beforehand at different speeds. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  take(): LinkTurn {
    const comes = this.#last
    let pass = (): void => {}
    this.#last = new Promise(resolve => {
      pass = resolve
    })
    return {comes, pass: () => comes.then(pass)}
  }
}
