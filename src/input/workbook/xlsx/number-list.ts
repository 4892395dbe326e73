/** Numbers by their position, eight bytes each: millions of them are no burden for the collector of garbage. */
export class NumberList {
  #numbers = new Float64Array(256)
  #length = 0

  get length(): number {
    return this.#length
  }

  add(number: number): void {
    if (this.#length === this.#numbers.length) {
      const grown = new Float64Array(this.#length * 2)
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    this.#numbers[this.#length++] = number
  }

  /** 0 behind the last. */
  at(position: number): number {
    return position < this.#length ? (this.#numbers[position] ?? 0) : 0
  }
}
