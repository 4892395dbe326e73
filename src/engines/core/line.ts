/** First in, first out, however long it is. */
export class Line<T> {
  #items: (T | undefined)[] = []
  #from = 0

  get first(): T | undefined {
    return this.#items[this.#from]
  }

  push(item: T): void {
    this.#items.push(item)
  }

  /** What has left is let go at once, and its place now and then. */
  shift(): void {
    this.#items[this.#from] = undefined
    this.#from += 1
    if (this.#from < 1000 || this.#from * 2 < this.#items.length) return
    this.#items = this.#items.slice(this.#from)
    this.#from = 0
  }
}
