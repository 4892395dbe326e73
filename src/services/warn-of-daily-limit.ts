import type {RateStatus} from '../hubspot/call/call-types.js'
import type {AccountDetails} from '../hubspot/portal/portal-types.js'
import {BATCH_LIMITS} from '../push/line/batch.js'

/**
 * What to say before a push whose rows may need more calls than the portal has left today; undefined where they do not,
 * or HubSpot did not tell.
 */
export function warnOfDailyLimit(
  rows: number,
  {daily, dailyRemaining}: RateStatus,
  {timeZone}: Pick<AccountDetails, 'timeZone'>,
): string | undefined {
  const requests = Math.ceil(rows / BATCH_LIMITS.maxKeys)
  if (dailyRemaining === undefined || requests <= dailyRemaining) return undefined
  const ofToday = daily === undefined ? 'calls of today' : `${daily} calls of today`
  return (
    `About ${rows} rows need up to ${requests} requests, and ${dailyRemaining} of the portal's ${ofToday} are left. ` +
    `Should they run out, the push stops (DAILY_LIMIT), and the same command with --resume goes on after the portal's midnight (${timeZone}).`
  )
}
