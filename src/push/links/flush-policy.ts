/** Something that fills requests. */
interface Gatherer {
  readonly waiting: number
  /** Requests that have left: with each, another item is the oldest. */
  readonly left: number
  flush(): void
  fail(error: unknown): void
}

interface Watched {
  readonly gatherer: Gatherer
  /** A request leaves unfilled once so many batches came after its first item. */
  readonly mostBatches: number
  /** The batch that came last when its oldest item did; undefined where nothing waits. */
  since: number | undefined
  /** How many requests had left then. */
  left: number
}

export interface FlushPorts {
  readonly sleep: (ms: number) => Promise<void>
}

/**
 * Shorter, and a busy machine that reads the file while nothing is sent would cost requests (121 reads of 100,000 records
 * at 25 ms); longer, and people would notice it. The end of the file does not wait for it.
 */
const QUIET_MS = 150

/**
 * Decides when a request leaves that is not full: when no batch is being written that could bring more, at the end, or
 * when batches have waited for it too long, since the window holds only so many.
 */
export class FlushPolicy {
  readonly #ports: FlushPorts
  readonly #watched: Watched[] = []
  #batches = 0
  #beingWritten = 0
  #quietSince = 0
  #isQuiet = false
  #isScheduled = false

  constructor(ports: FlushPorts) {
    this.#ports = ports
  }

  watch(gatherer: Gatherer, mostBatches: number): void {
    this.#watched.push({gatherer, mostBatches, since: undefined, left: 0})
  }

  /** A batch begins to be written; call what it returns when it ends. */
  writing(): () => void {
    this.#beingWritten += 1
    this.#isQuiet = false
    this.#quietSince += 1
    return () => {
      this.#beingWritten -= 1
      if (this.#beingWritten === 0) void this.#becomeQuiet(this.#quietSince)
    }
  }

  /** No batch will be written any more. */
  ended(): void {
    this.#isQuiet = true
    this.stir()
  }

  /** A written batch begins to be linked. */
  batchCame(): void {
    this.#batches += 1
    for (const each of this.#watched) {
      renew(each)
      if (each.gatherer.waiting === 0) each.since = undefined
      else if (this.#batches - (each.since ?? this.#batches) >= each.mostBatches) this.#flush(each)
    }
  }

  /** Items were added. */
  stir(): void {
    for (const each of this.#watched) {
      renew(each)
      if (each.gatherer.waiting > 0) each.since ??= this.#batches
    }
    if (this.#isQuiet) this.flushSoon()
  }

  /** What waits leaves now, together with what others are about to add. */
  flushSoon(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      for (const each of this.#watched) if (each.gatherer.waiting > 0) this.#flush(each)
    })
  }

  /** Nothing is sent any more: all that wait fail. */
  fail(error: unknown): void {
    for (const {gatherer} of this.#watched) gatherer.fail(error)
  }

  #flush(each: Watched): void {
    each.since = undefined
    each.gatherer.flush()
  }

  async #becomeQuiet(since: number): Promise<void> {
    await this.#ports.sleep(QUIET_MS).catch(() => {})
    if (this.#quietSince !== since || this.#beingWritten > 0) return
    this.#isQuiet = true
    this.flushSoon()
  }
}

/** A request that was full has taken the oldest item along: what is left came later. */
function renew(each: Watched): void {
  if (each.left === each.gatherer.left) return
  each.left = each.gatherer.left
  each.since = undefined
}
