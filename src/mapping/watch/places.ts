/** How many lines a warning names. */
const NAMED = 5

/** How often something was seen, and where first. */
export class Places {
  readonly #lines: number[] = []
  #count = 0
  #example: string | undefined

  add(line: number, example: string): void {
    this.#count += 1
    this.#example ??= example
    if (this.#lines.length < NAMED) this.#lines.push(line)
  }

  get count(): number {
    return this.#count
  }

  /** The first of them; '' before there is one. */
  get example(): string {
    return this.#example ?? ''
  }

  /** `line 3`, `lines 3, 4 and 9`, `lines 3, 4, 9, 12, 15, …`. */
  get lines(): string {
    const [first, ...others] = this.#lines
    if (others.length === 0) return `line ${first ?? 0}`
    if (this.#count > NAMED) return `lines ${this.#lines.join(', ')}, …`
    return `lines ${this.#lines.slice(0, -1).join(', ')} and ${this.#lines.at(-1)}`
  }
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
