import fc from 'fast-check'
import {expect, test} from 'vitest'
import {NOBODY, type Others, othersAt, ourPart, type Sighting, seeOthers} from '../../../src/hubspot/rate/others.js'

const LIMIT = {max: 190, intervalMs: 10_000}

/** A reply every 200 ms: what they and we had in the window, as functions of the time. */
function watch(untilMs: number, count: (atMs: number) => number, own: (atMs: number) => number): Others {
  let others = NOBODY
  for (let atMs = 0; atMs <= untilMs; atMs += 200)
    others = seeOthers(others, {...LIMIT, atMs, count: count(atMs), ownCount: own(atMs), isLast: false})
  return others
}

/** What may be ours of the window, a moment after the last reply. */
function partAt(others: Others, atMs: number, ownCount: number): number | undefined {
  return ourPart(others, {...LIMIT, ownCount, nowMs: atMs + 100})
}

test('beside one who uses as much, half of the limit is ours, whatever the replies say', () => {
  for (const wobble of [-4, -1, 0, 2]) {
    const others = watch(
      30_000,
      atMs => 94 + (atMs % 400 === 0 ? wobble : 0),
      () => 94,
    )
    expect(partAt(others, 30_000, 94)).toBeGreaterThanOrEqual(95)
    expect(partAt(others, 30_000, 94)).toBeLessThan(99)
  }
})

test('beside one who uses little, nearly all the rest is ours', () => {
  const others = watch(
    30_000,
    () => 7,
    () => 170,
  )
  expect(partAt(others, 30_000, 170)).toBeGreaterThan(180)
  expect(partAt(others, 30_000, 170)).toBeLessThan(183)
})

test('who has been seen for a moment may want half: it is left to him, if we have not got it yet', () => {
  const others = watch(
    1000,
    atMs => 3 + atMs / 500,
    atMs => 4 + atMs / 100,
  )
  expect(partAt(others, 1000, 14)).toBe(95)
  expect(partAt(others, 1000, 96)).toBeGreaterThan(150)
})

test('to one who takes what is offered more is left, until both have as much', () => {
  const parts = [4000, 6000, 11_500].map(untilMs =>
    partAt(
      watch(
        untilMs,
        atMs => 3 + 8 * (atMs / 1000),
        atMs => 180 - 8 * (atMs / 1000),
      ),
      untilMs,
      180 - 8 * (untilMs / 1000),
    ),
  )
  expect(parts[0]).toBeLessThan(155) // of 148
  expect(parts[1]).toBeLessThan(120)
  expect(parts[2]).toBe(95)
})

test('from one who leaves the limit is taken back while their requests go', () => {
  const left = watch(
    26_000,
    atMs => (atMs < 20_000 ? 94 : 94 - (atMs - 20_000) * 0.0094),
    () => 94,
  )
  expect(partAt(left, 26_000, 140)).toBeGreaterThan(148)
  const gone = watch(
    32_000,
    atMs => Math.max(0, atMs < 20_000 ? 94 : 94 - (atMs - 20_000) * 0.0094),
    () => 94,
  )
  expect(gone).toEqual(NOBODY)
})

test('where others have more than half, no part of it is ours', () => {
  const others = watch(
    20_000,
    () => 127,
    () => 60,
  )
  expect(partAt(others, 20_000, 60)).toBeUndefined()
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
      isLast: fc.boolean(),
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
        if (others === NOBODY || others === before) continue
        expect(others.rate).toBeGreaterThan(0)
        if (others.untilMs > 0) expect(others.rate).toBeLessThanOrEqual(sighting.max / sighting.intervalMs)
        const part = ourPart(others, {...sighting, nowMs: sighting.atMs})
        if (part !== undefined) expect(part).toBeGreaterThanOrEqual(sighting.max / 2)
        if (part !== undefined) expect(part).toBeLessThanOrEqual(sighting.max)
        expect(othersAt(others, sighting.atMs + 500, sighting.intervalMs)).toBeGreaterThanOrEqual(0)
      }
    }),
    {numRuns: 60},
  )
})
