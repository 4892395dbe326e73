import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createPortalDay, createUtcOffset} from '../../../src/sandbox/basics/portal-day.js'

const HOUR_MS = 3_600_000

test.each([
  ['US/Eastern', '2026-11-29T18:00:00Z', '2026-11-29T05:00:00Z', 24],
  ['US/Eastern', '2026-07-10T03:59:59Z', '2026-07-09T04:00:00Z', 24],
  ['US/Eastern', '2026-03-08T12:00:00Z', '2026-03-08T05:00:00Z', 23],
  ['US/Eastern', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00Z', 25],
  ['Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-28T23:00:00Z', 23],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', '2025-12-31T18:15:00Z', 24],
  ['UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 24],
])('in %s the day of %s begins at %s and has %i hours', (zone, now, start, hours) => {
  const {startMs, endMs} = createPortalDay(zone)(Date.parse(now))
  expect([new Date(startMs).toISOString().replace('.000', ''), (endMs - startMs) / HOUR_MS]).toEqual([start, hours])
})

test('any time is in its day, in whatever order times are asked about', () => {
  const dayOf = createPortalDay('America/New_York')
  const time = fc.integer({min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1)})
  fc.assert(
    fc.property(fc.array(time, {minLength: 1, maxLength: 5}), times => {
      for (const now of times) {
        const day = dayOf(now)
        expect(now).toBeGreaterThanOrEqual(day.startMs)
        expect(now).toBeLessThan(day.endMs)
        expect(dayOf(day.endMs).startMs).toBe(day.endMs)
      }
    }),
  )
})

test('a zone is known with its summer time, and an unknown one is named', () => {
  const offset = createUtcOffset('Europe/Berlin')
  expect([offset(Date.UTC(2026, 0, 1)), offset(Date.UTC(2026, 6, 1))]).toEqual([HOUR_MS, 2 * HOUR_MS])
  expect(createUtcOffset('America/St_Johns')(Date.UTC(2026, 0, 1))).toBe(-3.5 * HOUR_MS)
  expect(() => createPortalDay('Mars/Olympus')).toThrow('There is no time zone "Mars/Olympus".')
})
