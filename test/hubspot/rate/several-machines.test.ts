import {expect, test} from 'vitest'
import {createLimiter} from '../../../src/hubspot/rate/limiter.js'
import type {RateWindow} from '../../../src/hubspot/rate/rate-window.js'
import type {SharedWindow} from '../../../src/hubspot/rate/take-turn.js'
import {type SteppedClock, steppedClock} from '../support/clocks.js'
import {type Machine, type Played, playMachines} from './machines.js'

/** A portal as it is; half of the requests travel for longer than the time between two of them. */
const PORTAL = {max: 190, intervalMs: 10_000, latencyMs: [150, 1500], travelMs: [1, 60]} as const
const PER_SECOND = 19
const SEEDS = [1, 2, 3]

function during({accepted}: Played, fromMs: number, untilMs: number, by?: number) {
  return accepted.filter(one => one.atMs >= fromMs && one.atMs < untilMs && (by === undefined || one.by === by))
}

function shareOf(played: Played, fromMs: number, untilMs: number, by?: number): number {
  return during(played, fromMs, untilMs, by).length / ((untilMs - fromMs) / 1000) / PER_SECOND
}

function refusedOf({accepted, refused}: Played): number {
  return refused.length / (refused.length + accepted.length)
}

/** The first requests ask what the portal holds, one after the other. */
const firstWriteMs = ({accepted}: Played): number => accepted[8]?.atMs ?? 0

test.each(SEEDS)('two machines that begin together use the limit, in equal parts (seed %i)', async seed => {
  const machines: Machine[] = [
    {fromMs: 0, untilMs: 60_000},
    {fromMs: 200, untilMs: 60_000},
  ]
  const played = await playMachines(machines, PORTAL, seed)
  expect(shareOf(played, firstWriteMs(played), 60_000)).toBeGreaterThan(0.95)
  expect(refusedOf(played)).toBeLessThan(0.01)
  for (const by of [0, 1])
    expect(during(played, 0, 60_000, by).length / during(played, 0, 60_000).length).toBeGreaterThan(0.42)
})

test('whatever the chances, two machines use nearly all of the limit, and few requests are refused', async () => {
  const machines: Machine[] = [
    {fromMs: 0, untilMs: 45_000},
    {fromMs: 200, untilMs: 45_000},
  ]
  const played = await Promise.all(Array.from({length: 11}, (_, seed) => playMachines(machines, PORTAL, seed)))
  const shares = played.map(one => shareOf(one, firstWriteMs(one), 45_000)).toSorted((a, b) => a - b)
  expect(shares[1]).toBeGreaterThan(0.97) // one in ten has less
  expect(shares[5]).toBeGreaterThan(0.98)
  expect(played.map(refusedOf).toSorted((a, b) => a - b)[9]).toBeLessThan(0.005)
})

test.each(SEEDS)('one that comes later gets its half, and leaves it again (seed %i)', async seed => {
  const machines: Machine[] = [
    {fromMs: 0, untilMs: 110_000},
    {fromMs: 20_000, untilMs: 70_000},
  ]
  const played = await playMachines(machines, PORTAL, seed)
  expect(shareOf(played, 20_000, 70_000)).toBeGreaterThan(0.9)
  expect(shareOf(played, 55_000, 70_000, 1)).toBeGreaterThan(0.4)
  const leftMs = played.accepted.filter(({by}) => by === 1).at(-1)?.atMs ?? 0
  expect(shareOf(played, leftMs + 10_000, leftMs + 30_000)).toBeGreaterThan(0.95)
  expect(refusedOf(played)).toBeLessThan(0.01)
})

test.each(SEEDS)('three machines share, and none is left out (seed %i)', async seed => {
  const machines: Machine[] = [
    {fromMs: 0, untilMs: 90_000},
    {fromMs: 300, untilMs: 90_000},
    {fromMs: 10_000, untilMs: 90_000},
  ]
  const played = await playMachines(machines, PORTAL, seed)
  expect(shareOf(played, 20_000, 90_000)).toBeGreaterThan(0.9)
  expect(refusedOf(played)).toBeLessThan(0.03)
  for (const by of [0, 1, 2]) expect(shareOf(played, 50_000, 90_000, by)).toBeGreaterThan(0.2)
})

test('a machine alone is held up by nobody', async () => {
  const played = await playMachines([{fromMs: 0, untilMs: 60_000}], PORTAL, 1)
  expect(shareOf(played, 20_000, 60_000)).toBeGreaterThan(0.97)
  expect(played.refused).toEqual([])
})

test('beside a trickle of others nearly all of the limit is used', async () => {
  const machines: Machine[] = [
    {fromMs: 0, untilMs: 60_000},
    {fromMs: 10_000, untilMs: 60_000, wants: 0.7},
  ]
  expect(shareOf(await playMachines(machines, PORTAL, 1), 30_000, 60_000)).toBeGreaterThan(0.95)
})

/** A window of one machine that could not be locked between two times. */
function sharedBut(clock: SteppedClock, fromMs: number, untilMs: number): () => SharedWindow {
  let common: RateWindow | undefined
  return () => ({
    update: async change => {
      if (clock.now() >= fromMs && clock.now() < untilMs) return undefined
      const changed = change(common)
      common = changed.common
      return changed
    },
  })
}

test('processes of one machine that were on their own for a while are not strangers to each other afterwards', async () => {
  const clock = steppedClock(0)
  const open = sharedBut(clock, 20_000, 30_000)
  const machine: Machine = {fromMs: 0, untilMs: 80_000}
  const played = await playMachines([machine, {...machine, fromMs: 100}], PORTAL, 1, {clock, open})
  expect(shareOf(played, 50_000, 80_000)).toBeGreaterThan(0.95)
  expect(refusedOf(played)).toBeLessThan(0.01)
})

test('a short command beside a long push of the same machine starts within 300 ms', async () => {
  const clock = steppedClock(0)
  let common: RateWindow | undefined
  const shared: SharedWindow = {
    update: async change => {
      const changed = change(common)
      common = changed.common
      return changed
    },
  }
  const busy = createLimiter({clock, shared})
  busy.learn({max: 190, intervalMs: 10_000}, {ownCount: 0, atMs: 0})
  const waits: number[] = []
  async function push(): Promise<void> {
    for (let sent = 0; sent < 900; sent++) await busy.acquire(1, {})
  }
  async function commands(): Promise<void> {
    for (let one = 0; one < 40; one++) {
      await clock.sleep(1000)
      const startMs = clock.now()
      await createLimiter({clock, shared}).acquire(1, {})
      waits.push(clock.now() - startMs)
    }
  }
  const both = Promise.all([push(), commands()])
  await clock.run()
  await both
  expect(Math.max(...waits)).toBeLessThanOrEqual(300)
})
