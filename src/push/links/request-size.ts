import type {GatherPorts} from './gather.js'

/** What clients usually send. */
export const FIRST_SIZE = 100

/**
 * How many links, or records, a request carries: 100 at first, twice as many after each full request that was answered without an
 * error, and never more than HubSpot turned out to take. One request at a time until that is known.
 */
export class RequestSize {
  #size = FIRST_SIZE
  #most: number

  constructor(most: number) {
    this.#most = most
  }

  get size(): number {
    return Math.min(this.#size, this.#most)
  }

  get isFound(): boolean {
    return this.#size >= this.#most
  }

  /** A request was answered: with nothing refused, or not. */
  answered(count: number, isClean: boolean): void {
    if (!isClean) this.#size = Math.max(FIRST_SIZE, Math.floor(this.#size / 2))
    else if (count >= this.size) this.#size = Math.min(this.#most, this.#size * 2)
  }

  /** A request of so many was too long; `most`: what HubSpot said it takes. */
  tooMany(count: number, most: number = Math.floor(count / 2)): void {
    this.#most = Math.max(1, Math.min(this.#most, most))
    this.#size = this.#most
  }

  /** For requests that are gathered. */
  bounds(mostUnderWay: () => number): Pick<GatherPorts<never, never>, 'most' | 'mostUnderWay'> {
    return {most: () => this.size, mostUnderWay: () => (this.isFound ? mostUnderWay() : 1)}
  }
}

/** As many requests as carry them while requests grow. */
export function requestsFor(count: number, most: number): number {
  const size = new RequestSize(most)
  let requests = 0
  for (let left = count; left > 0; requests += 1) {
    const carried = Math.min(size.size, left)
    size.answered(carried, true)
    left -= carried
  }
  return requests
}
