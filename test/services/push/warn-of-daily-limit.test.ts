import {expect, test} from 'vitest'
import {warnOfDailyLimit} from '../../../src/services/push/warn-before-push.js'

const portal = {timeZone: 'US/Eastern'}

test.each([
  ['HubSpot does not tell, as for OAuth apps', 1_000_000, {}],
  ['there are just enough calls left', 1000, {daily: 250_000, dailyRemaining: 10}],
  ['nothing is left to send', -5, {daily: 250_000, dailyRemaining: 0}],
])('nothing is said when %s', (_, rows, rate) => {
  expect(warnOfDailyLimit(rows, rate, portal)).toBeUndefined()
})

test('the warning names rows, requests, calls left and when the day ends', () => {
  expect(warnOfDailyLimit(1001, {daily: 250_000, dailyRemaining: 10}, portal)).toBe(
    "About 1001 rows need up to 11 requests, but only 10 of the portal's 250000 calls for today are left. " +
      "When they are used up, the push stops (DAILY_LIMIT); resume it after the portal's midnight (US/Eastern) with --resume.",
  )
  expect(warnOfDailyLimit(1001, {dailyRemaining: 10}, portal)).toContain("10 of the portal's calls for today are left")
})
