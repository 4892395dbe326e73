import {type BatchRow, PAUSE} from '../../push/line/batch.js'
import type {SourceRow} from '../../rows/rows.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'

type QueuedRow = SourceRow | BatchRow

/** As much waits here as keeps the run busy until the reader is asked for more. */
const MAX_ROWS = 1000
const MAX_CHARS = 4_000_000
/** Rows that came are sent without waiting for others once none has come for so long. */
const IDLE_MS = 1000
/** Where they only trickle, no row waits longer than this for a batch to fill. */
const TRICKLE_MS = 10_000
const FEW_ROWS = 100

/** Between who reads records and the run that sends them: rows as they come, and a PAUSE when none do. */
export class RowQueue {
  readonly #clock: Clock
  #rows: QueuedRow[] = []
  #chars = 0
  #isClosed = false
  #isStopped = false
  #isPauseAsked = false
  #wakeReader: () => void = () => {}
  #wakeWriters: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Undefined while there is room for more, otherwise a promise that there is. `chars`: about how many it holds. */
  add(row: QueuedRow, chars: number): Promise<void> | undefined {
    this.#rows.push(row)
    this.#chars += chars
    this.#wakeReader()
    if (this.#rows.length < MAX_ROWS && this.#chars < MAX_CHARS) return undefined
    return this.#isStopped ? undefined : new Promise(resolve => this.#wakeWriters.push(resolve))
  }

  /** No more will come: the rows end behind those that did. */
  close(): void {
    this.#isClosed = true
    this.#wakeReader()
  }

  /** The rows end here; those that wait are dropped. */
  stop(): void {
    this.#isStopped = true
    this.#rows = []
    this.close()
    this.#makeRoom()
  }

  /** Sends what came without waiting for a batch to fill. */
  flush(): void {
    this.#isPauseAsked = true
    this.#wakeReader()
  }

  /** To be read once. */
  async *chunks(): AsyncGenerator<readonly QueuedRow[], void, undefined> {
    const trickle = new Trickle(this.#clock)
    let mayWait = false // rows in a batch that is not full yet
    for (;;) {
      const rows = this.#take()
      if (rows.length > 0) {
        yield rows
        mayWait = !trickle.isOver(rows.length)
        if (!mayWait) yield PAUSE
      } else if (this.#isClosed) return
      else if (this.#isPauseAsked || (mayWait && !(await this.#cameWithin(IDLE_MS)))) {
        this.#isPauseAsked = false
        mayWait = false
        yield PAUSE
      } else if (!mayWait) await this.#came()
    }
  }

  #take(): QueuedRow[] {
    const rows = this.#rows
    if (rows.length === 0) return rows
    this.#rows = []
    this.#chars = 0
    this.#makeRoom()
    return rows
  }

  #makeRoom(): void {
    const waiting = this.#wakeWriters
    this.#wakeWriters = []
    for (const wake of waiting) wake()
  }

  /** False where nothing happened for so long. */
  async #cameWithin(ms: number): Promise<boolean> {
    const ended = new AbortController()
    const slept = this.#clock.sleep(ms, ended.signal).then(
      () => false,
      () => true,
    )
    const came = await Promise.race([slept, this.#came().then(() => true)])
    ended.abort()
    return came
  }

  /** Something happened: a row, an end, or that a pause is asked for. */
  #came(): Promise<void> {
    return new Promise(resolve => {
      this.#wakeReader = resolve
      if (this.#rows.length > 0 || this.#isClosed || this.#isPauseAsked) resolve()
    })
  }
}

/** Whether rows come so slowly that the first of a batch would wait for long. */
class Trickle {
  readonly #clock: Clock
  #rows = 0
  #beganMs: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#beganMs = monotonicNow(clock)
  }

  isOver(rows: number): boolean {
    const nowMs = monotonicNow(this.#clock)
    this.#rows += rows
    if (nowMs - this.#beganMs < TRICKLE_MS) return false
    const isOver = this.#rows < FEW_ROWS
    this.#rows = 0
    this.#beganMs = nowMs
    return isOver
  }
}
