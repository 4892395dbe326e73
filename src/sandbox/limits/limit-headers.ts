/** Where an app and its portal stand after a request. */
export interface LimitUse {
  readonly max: number
  readonly intervalMs: number
  /** Requests of the app in the interval, this one included. */
  readonly used: number
  readonly usedThisSecond: number
  /** Absent for OAuth tokens. */
  readonly daily: {readonly limit: number; readonly used: number} | undefined
  readonly isSearch: boolean
}

/**
 * Names and case as recorded (grouparoo 2022, sensadrome 2024). Search replies carry the daily pair alone;
 * the secondly pair is deprecated, never enforced outside search, and still sent: a tenth of the burst limit.
 */
export function limitHeaders({
  max,
  intervalMs,
  used,
  usedThisSecond,
  daily,
  isSearch,
}: LimitUse): Record<string, string> {
  const dailyPair = daily && {
    'X-HubSpot-RateLimit-Daily': String(daily.limit),
    'X-HubSpot-RateLimit-Daily-Remaining': String(Math.max(0, daily.limit - daily.used)),
  }
  if (isSearch) return {...dailyPair}
  const secondly = Math.max(1, Math.floor(max / 10))
  return {
    ...dailyPair,
    'X-HubSpot-RateLimit-Interval-Milliseconds': String(intervalMs),
    'X-HubSpot-RateLimit-Max': String(max),
    'X-HubSpot-RateLimit-Remaining': String(Math.max(0, max - used)),
    'X-HubSpot-RateLimit-Secondly': String(secondly),
    'X-HubSpot-RateLimit-Secondly-Remaining': String(Math.max(0, secondly - usedThisSecond)),
  }
}
