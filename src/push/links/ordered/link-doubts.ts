import {AppError} from '../../../errors/app-error.js'
import type {LinkDirection, Pair} from '../../../hubspot/associations/association-calls.js'
import type {HubSpotReply} from '../../../hubspot/call-types.js'
import {type DoubtfulRows, NO_ROW} from '../../../runs/journal/journal-line.js'
import {pairName} from './pair-name.js'

export interface LinkDoubtsPorts {
  /** Ms by the monotonic clock. */
  readonly now: () => number
  /** Says that it waits, and does. */
  readonly wait: (ms: number) => Promise<void>
  /** How long after its end an attempt that was given up may still take effect, in ms. */
  readonly lateCommitMs: number
}

/** What an earlier process of the run left in doubt, in ms by the monotonic clock; 0: nothing. */
export interface EarlierLinkDoubts {
  /** Links of any row. */
  readonly untilMs: number
  /** It was cut off: links of the rows that this process begins with. */
  readonly cutOffUntilMs: number
}

/**
 * A request about links that timed out, was cut off or got a 5xx may take effect late: after it was sent again, and after
 * a later one about the same links. Sent again it says the same, so it does harm only to what was
 * written since: that waits until nothing can come any more.
 */
export class LinkDoubts {
  readonly #ports: LinkDoubtsPorts
  readonly #untilOf = new Map<string, number>()
  #latestMs: number
  readonly #earlier: EarlierLinkDoubts
  /** Records linked by this process while what the process before sent may still take effect. */
  readonly #linked = new Set<string>()

  constructor(ports: LinkDoubtsPorts, earlier: EarlierLinkDoubts) {
    this.#ports = ports
    this.#earlier = earlier
    this.#latestMs = Math.max(earlier.untilMs, earlier.cutOffUntilMs)
  }

  /** `send`, whose pairs are in doubt when an attempt of it was given up. */
  noting<P extends Pair>(direction: LinkDirection, send: (pairs: readonly P[]) => Promise<HubSpotReply>): typeof send {
    return async pairs => {
      try {
        const reply = await send(pairs)
        if (reply.fateUnknown) this.#note(direction, pairs)
        return reply
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'UNREACHABLE') this.#note(direction, pairs)
        throw error
      }
    }
  }

  /** To be called before these pairs are written, or removed, once more. Undefined where nothing is in doubt. */
  outlast(direction: LinkDirection, pairs: readonly Pair[]): Promise<void> | undefined {
    if (this.#untilOf.size === 0) return undefined
    const untilMs = Math.max(0, ...pairs.map(pair => this.#untilOf.get(nameOf(direction, pair)) ?? 0))
    return untilMs > this.#ports.now() ? this.#waitUntil(untilMs) : undefined
  }

  /**
   * To be called before the links of these records are looked at, each named once a row. Of a record with one row, and
   * of no other's links, the process before has sent the same.
   */
  async outlastEarlier(recordIds: readonly string[], mayBeNamedByOthers: boolean): Promise<void> {
    const {untilMs, cutOffUntilMs} = this.#earlier
    if (this.#ports.now() >= Math.max(untilMs, cutOffUntilMs)) return
    const before = this.#linked.size
    for (const id of recordIds) this.#linked.add(id)
    const isRepeated = this.#linked.size - before < recordIds.length
    await this.#waitUntil(isRepeated || mayBeNamedByOthers ? Math.max(untilMs, cutOffUntilMs) : untilMs)
  }

  /** For the journal: the next run waits so long. */
  left(): readonly DoubtfulRows[] {
    return this.#latestMs > this.#ports.now() ? [[NO_ROW, this.#latestMs]] : []
  }

  #note(direction: LinkDirection, pairs: readonly Pair[]): void {
    const {now, lateCommitMs} = this.#ports
    if (this.#latestMs <= now()) this.#untilOf.clear()
    this.#latestMs = now() + lateCommitMs
    for (const pair of pairs) this.#untilOf.set(nameOf(direction, pair), this.#latestMs)
  }

  async #waitUntil(untilMs: number): Promise<void> {
    const delayMs = untilMs - this.#ports.now()
    if (delayMs > 0) await this.#ports.wait(delayMs)
  }
}

/** Records of one object may be linked from either end. */
function nameOf({from: fromType, to: toType}: LinkDirection, {from, to}: Pair): string {
  return `${toType} ${fromType === toType ? pairName(from, to) : `${from} ${to}`}`
}
