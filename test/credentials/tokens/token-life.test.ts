import {expect, test} from 'vitest'
import {isExpired, isFresh} from '../../../src/credentials/tokens/refreshing-token.js'
import {clockOffsetMs} from '../../../src/hubspot/oauth/oauth-client.js'

const S = 1000
const halfHour = {expiresAt: 1800 * S, lifeMs: 1800 * S, clockOffsetMs: 0}
const tenMinutes = {expiresAt: 600 * S, lifeMs: 600 * S, clockOffsetMs: 0}
const twoSeconds = {expiresAt: 2 * S, lifeMs: 2 * S, clockOffsetMs: 0}

test.each([
  ['at once', halfHour, 0, true],
  ['a moment before the last two minutes', halfHour, 1680 * S - 1, true],
  ['in the last two minutes', halfHour, 1680 * S, false],
  ['of a short life, a moment before the last tenth', tenMinutes, 540 * S - 1, true],
  ['of a short life, in the last tenth', tenMinutes, 540 * S, false],
  ['of a life of seconds, a moment before the last hundredth', twoSeconds, 1980 - 1, true],
  ['of a life of seconds, in the last hundredth', twoSeconds, 1980, false],
  ['by a clock that is an hour behind HubSpot’s', {...halfHour, clockOffsetMs: 3600 * S}, -3600 * S, true],
  ['spent, by a clock that is an hour behind HubSpot’s', {...halfHour, clockOffsetMs: 3600 * S}, -1900 * S, false],
  ['after the clock was set back to before its issue', halfHour, -3600 * S, false],
])('a token is fresh %s: %#', (_, token, now, expected) => {
  expect(isFresh(token, now)).toBe(expected)
})

test('a token is expired from its very end on', () => {
  expect([isExpired(twoSeconds, 1999), isExpired(twoSeconds, 2000)]).toEqual([false, true])
})

const NOON = Date.parse('2026-11-23T12:00:00Z')

test.each([
  ['the same second', NOON + 100, NOON + 300, 0],
  ['a second that began before the request', NOON + 990, NOON + 1010, 0],
  ['a clock five seconds behind', NOON - 5_000, NOON - 4_900, 4_900],
  ['a clock an hour ahead', NOON + 3_600_000, NOON + 3_600_050, -3_599_001],
])('the clocks differ as little as the Date header allows: %s', (_, sentAt, receivedAt, expected) => {
  expect(clockOffsetMs({date: 'Mon, 23 Nov 2026 12:00:00 GMT', sentAt, receivedAt})).toBe(expected)
})

test.each([undefined, 'yesterday'])('without a usable Date header (%s) the clocks count as equal', date => {
  expect(clockOffsetMs({date, sentAt: 1, receivedAt: 2})).toBe(0)
})
