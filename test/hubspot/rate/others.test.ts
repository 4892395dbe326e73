import fc from 'fast-check'
import {expect, test} from 'vitest'
import {NOBODY, type Others, othersAt, type Sighting, seeOthers} from '../../../src/hubspot/rate/others.js'

const LIMIT = {max: 190, intervalMs: 10_000}

/** A reply every 200 ms: what they and we had in the window, as functions of the time. */
function watch(untilMs: number, count: (atMs: number) => number, own: (atMs: number) => number): Others {
  let others = NOBODY
  for (let atMs = 0; atMs <= untilMs; atMs += 200)
    others = seeOthers(others, {...LIMIT, atMs, count: count(atMs), ownCount: own(atMs)})
  return others
}

const perSecond = ({rate}: Others): number => rate * 1000

test('beside one who uses as much, half of the limit is ours', () => {
  expect(
    perSecond(
      watch(
        30_000,
        () => 94,
        () => 94,
      ),
    ),
  ).toBeCloseTo(9.4, 1)
})

test('beside one who uses little, nearly all the rest is ours', () => {
  const others = watch(
    30_000,
    () => 7,
    () => 170,
  )
  expect(perSecond(others)).toBeGreaterThan(17.5)
  expect(perSecond(others)).toBeLessThan(18.2)
})

test('to one who takes what is offered more is offered, until both have as much', () => {
  const rates = [4000, 8000, 12_000, 16_000].map(untilMs =>
    perSecond(
      watch(
        untilMs,
        atMs => 3 + 8 * (atMs / 1000),
        atMs => 180 - 8 * (atMs / 1000),
      ),
    ),
  )
  for (const rate of rates) expect(rate).toBeLessThan(13)
  expect(rates.at(-1)).toBeCloseTo(9.4, 1)
})

test('from one who leaves the limit is taken back while their requests go', () => {
  const left = watch(
    26_000,
    atMs => (atMs < 20_000 ? 94 : 94 - (atMs - 20_000) * 0.0094),
    () => 94,
  )
  expect(perSecond(left)).toBeGreaterThan(16)
  const gone = watch(
    32_000,
    atMs => Math.max(0, atMs < 20_000 ? 94 : 94 - (atMs - 20_000) * 0.0094),
    () => 94,
  )
  expect(gone).toEqual(NOBODY)
})

test('a full window makes everyone slower, whoever is there', () => {
  const free = watch(
    20_000,
    () => 127,
    () => 58,
  )
  const full = watch(
    20_000,
    () => 127,
    () => 63,
  )
  expect(full.rate).toBeLessThan(free.rate)
})

test('what is foreseen is what was seen, less what is known to be old', () => {
  const others = watch(
    20_000,
    () => 94,
    () => 94,
  )
  expect(othersAt(others, 20_400, LIMIT.intervalMs)).toBeCloseTo(94, -1)
  expect(othersAt(others, 28_000, LIMIT.intervalMs)).toBeLessThan(60)
})

test('whatever the replies say, and in whatever order: the rate stays within the limit, and the value small', () => {
  const sightings = fc.array(
    fc.record({
      max: fc.integer({min: 1, max: 500}),
      intervalMs: fc.constantFrom(1000, 10_000),
      atMs: fc.integer({min: 0, max: 100_000}),
      count: fc.integer({min: -10, max: 500}),
      ownCount: fc.integer({min: 1, max: 500}),
    }),
    {maxLength: 300},
  )
  fc.assert(
    fc.property(sightings, (all: Sighting[]) => {
      let others = NOBODY
      for (const sighting of all) {
        const before = others
        others = seeOthers(others, sighting)
        if (sighting.atMs <= (before.arrivals.at(-1)?.atMs ?? -1)) expect(others).toBe(before)
        expect(others.arrivals.length).toBeLessThan(90)
        if (others === NOBODY) continue
        expect(others.rate).toBeGreaterThan(0)
        expect(Number.isFinite(others.rate + others.offer)).toBe(true)
        expect(othersAt(others, sighting.atMs + 500, sighting.intervalMs)).toBeGreaterThanOrEqual(0)
      }
    }),
    {numRuns: 60},
  )
})
