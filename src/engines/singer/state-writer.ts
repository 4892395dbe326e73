import {type Clock, monotonicNow} from '../../shared/clock.js'

interface StateWriterPorts {
  /** Writes a line to standard output; its end is added. */
  readonly writeLine: (line: string) => void
  readonly clock: Clock
}

/** So many states are printed as they come; engines store each of them, which takes longer than to print it. */
const BURST = 100
/** From then on one in so many milliseconds, always the newest. */
const PACE_MS = 1000

/** Prints states as they become true, and of very many only some; the last one always. */
export class StateWriter {
  readonly #ports: StateWriterPorts
  #left = BURST
  #filledMs: number
  #held: string | undefined
  readonly #ended = new AbortController()

  constructor(ports: StateWriterPorts) {
    this.#ports = ports
    this.#filledMs = monotonicNow(ports.clock)
  }

  write(state: string): void {
    this.#refill()
    const waits = this.#held !== undefined
    this.#held = state
    if (this.#left >= 1) this.#print()
    else if (!waits) this.#printLater()
  }

  /** No state will come any more. */
  end(): void {
    this.#ended.abort()
    this.#print()
  }

  #refill(): void {
    const nowMs = monotonicNow(this.#ports.clock)
    this.#left = Math.min(BURST, this.#left + (nowMs - this.#filledMs) / PACE_MS)
    this.#filledMs = nowMs
  }

  #print(): void {
    if (this.#held === undefined) return
    this.#ports.writeLine(this.#held)
    this.#held = undefined
    this.#left -= 1
  }

  #printLater(): void {
    this.#ports.clock.sleep((1 - this.#left) * PACE_MS, this.#ended.signal).then(
      () => {
        this.#refill()
        this.#print()
      },
      () => {}, // ended
    )
  }
}
