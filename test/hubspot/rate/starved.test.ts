import {expect, test} from 'vitest'
import {createLimiter} from '../../../src/hubspot/rate/limiter.js'
import {emptyWindow, type RateWindow} from '../../../src/hubspot/rate/rate-window.js'
import {type SharedWindow, takeTurn, takeTurns} from '../../../src/hubspot/rate/take-turn.js'
import {type SteppedClock, steppedClock} from '../support/clocks.js'
import {playMachines, randomOf} from './machines.js'

const PORTAL = {max: 190, intervalMs: 10_000, latencyMs: [150, 1500], travelMs: [1, 60]} as const
const PER_SECOND = 19
/** As the window file has it: whoever waits longer for the lock is on its own for a while. */
const LOCK_MS = 250
const ALONE_MS = 10_000

/** The window of a machine without a free processor: to agree takes long, and one at a time does so. */
function slowWindow(clock: SteppedClock, [least, most]: readonly [number, number]): () => SharedWindow {
  let common: RateWindow | undefined
  let heldUntilMs = 0
  const random = randomOf(7)
  return () => {
    let aloneUntilMs = -1
    return {
      update: async change => {
        const askedMs = clock.now()
        if (askedMs < aloneUntilMs) return undefined
        while (clock.now() < heldUntilMs) {
          if (clock.now() - askedMs > LOCK_MS) {
            aloneUntilMs = clock.now() + ALONE_MS
            return undefined
          }
          await clock.sleep(25)
        }
        const takesMs = least + random() ** 3 * (most - least) // mostly short, now and then very long
        heldUntilMs = clock.now() + takesMs
        await clock.sleep(takesMs / 2)
        const changed = change(common)
        common = changed.common
        await clock.sleep(takesMs / 2)
        return changed
      },
    }
  }
}

test.each<[processes: number, cycleMs: [number, number], share: number]>([
  [1, [1, 2], 0.97],
  [2, [1, 2], 0.97],
  [1, [20, 300], 0.93], // one turn at a time: 0.52
  [2, [10, 100], 0.96],
  [2, [20, 300], 0.88],
  [1, [50, 500], 0.88], // one turn at a time: 0.30
])(
  '%i processes of a machine that takes %j ms to agree use more than %d × %d of the limit',
  async (processes, cycleMs, share) => {
    const clock = steppedClock(0)
    const machines = Array.from({length: processes}, (_, at) => ({fromMs: at * 100, untilMs: 80_000}))
    const {accepted, refused} = await playMachines(machines, PORTAL, 1, {clock, open: slowWindow(clock, cycleMs)})
    const counted = accepted.filter(({atMs}) => atMs >= 20_000 && atMs < 80_000).length
    expect(counted / 60 / PER_SECOND).toBeGreaterThan(share)
    expect(refused.length / (refused.length + accepted.length)).toBeLessThan(0.01)
  },
)

/** A window in which the even pace has begun. */
function busyWindow(): RateWindow {
  const window = {...emptyWindow(), max: 190, sent: [{atMs: 0, count: 95}]}
  return takeTurn(window, window, 1000).common
}

test('turns are taken together as far ahead as asked for, each where it would be if it were taken alone', () => {
  const window = busyWindow()
  const turns = takeTurns(window, window, {nowMs: 1000, most: 9, aheadMs: 400})
  const one = takeTurn(window, window, 1000)
  const two = takeTurn(one.common, one.own, 1000)
  expect(turns.slice(0, 2)).toEqual([one, two])
  expect(turns.length).toBeGreaterThan(2)
  expect(turns.at(-1)?.delayMs).toBeLessThanOrEqual(400)
  expect(takeTurns(window, window, {nowMs: 1000, most: 2, aheadMs: 400})).toHaveLength(2)
  expect(takeTurns(window, window, {nowMs: 1000, most: 9, aheadMs: 3})).toEqual([one])
})

test('turns that were taken together are not used once nothing may be sent', async () => {
  const clock = steppedClock(0)
  const [shared] = [slowWindow(clock, [200, 200])()]
  const limiter = createLimiter({clock, shared})
  limiter.learn({max: 190, intervalMs: 10_000}, {ownCount: 0, atMs: 0})
  const leftMs: number[] = []
  const sends = Array.from({length: 130}, async () => {
    leftMs.push((await limiter.acquire(1, {})).atMs)
    if (leftMs.length === 110) limiter.close(5000)
  })
  await clock.run()
  await Promise.all(sends)
  const closedMs = leftMs[109] ?? 0
  expect(leftMs.slice(110).every(atMs => atMs >= closedMs + 5000)).toBe(true)
})
