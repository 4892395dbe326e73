import {createLimiter, type Limiter} from '../../../src/hubspot/rate/limiter.js'
import type {SharedWindow} from '../../../src/hubspot/rate/take-turn.js'
import {type SteppedClock, steppedClock} from '../support/clocks.js'

/** A machine that sends all the time from `fromMs` to `untilMs`; it shares nothing with the others. */
export interface Machine {
  readonly fromMs: number
  readonly untilMs: number
  /** Requests a second that it wants; default: as many as it may. */
  readonly wants?: number
}

export interface Portal {
  readonly max: number
  readonly intervalMs: number
  readonly latencyMs: readonly [number, number]
  /** From leaving to being counted by HubSpot. */
  readonly travelMs: readonly [number, number]
}

export interface Played {
  /** When requests were accepted, and whose they were. */
  readonly accepted: readonly {readonly atMs: number; readonly by: number}[]
  readonly refused: readonly {readonly atMs: number; readonly by: number}[]
}

/** A generator of numbers from 0 to 1: the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Plays machines on one portal with HubSpot's rolling window, by a clock that takes no time. */
export async function playMachines(
  machines: readonly Machine[],
  portal: Portal,
  seed: number,
  /** Processes of one machine instead. */
  oneMachine?: {readonly clock: SteppedClock; readonly open: () => SharedWindow},
): Promise<Played> {
  const clock = oneMachine?.clock ?? steppedClock(0)
  const random = randomOf(seed)
  const between = ([least, most]: readonly [number, number]): number => least + random() * (most - least)
  const accepted: {atMs: number; by: number}[] = []
  const refused: {atMs: number; by: number}[] = []
  let counted: number[] = []

  function take(by: number): {isRefused: boolean; remaining: number} {
    const atMs = clock.now()
    counted = counted.filter(at => at > atMs - portal.intervalMs)
    const isRefused = counted.length >= portal.max
    ;(isRefused ? refused : accepted).push({atMs, by})
    if (!isRefused) counted.push(atMs)
    return {isRefused, remaining: portal.max - counted.length}
  }

  async function call(limiter: Limiter, by: number): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const permit = await limiter.acquire(attempt, {})
      const leftMs = clock.now()
      await clock.sleep(between(portal.travelMs))
      const {isRefused, remaining} = take(by)
      const latencyMs = isRefused ? between([5, 60]) : between(portal.latencyMs)
      await clock.sleep(latencyMs)
      const delayMs = Math.min(10_000, 500 * 2 ** attempt) * (1 + random() / 10)
      limiter.learn({max: portal.max, intervalMs: portal.intervalMs, remaining}, permit)
      limiter.observeLatency(clock.now() - leftMs)
      if (!isRefused) return
      limiter.refused(permit, delayMs)
      await clock.sleep(delayMs)
    }
  }

  async function run({fromMs, untilMs, wants}: Machine, by: number): Promise<void> {
    await clock.sleep(fromMs)
    const limiter = createLimiter(oneMachine === undefined ? {clock} : {clock, shared: oneMachine.open()})
    for (let index = 0; index < 4; index++) await call(limiter, by) // what a push asks before it writes
    let inFlight = 0
    const free: (() => void)[] = []
    while (clock.now() < untilMs) {
      if (wants !== undefined) await clock.sleep(1000 / wants)
      if (inFlight >= limiter.concurrency()) await new Promise<void>(resolve => free.push(resolve))
      inFlight += 1
      void call(limiter, by).then(() => {
        inFlight -= 1
        free.shift()?.()
      })
    }
  }

  const running = machines.map(run)
  await clock.run()
  await Promise.all(running)
  return {accepted, refused}
}
