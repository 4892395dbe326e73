import type {SandboxReply} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import type {LimitPolicy} from '../faults/fault-rule.js'

export interface RefusedByRate {
  readonly policy: LimitPolicy
  readonly principal: Principal | undefined
  readonly portalId: number
  readonly requestId: string
  /** HubSpot documents none on a 429; a switch and the faults can add it. */
  readonly retryAfterSeconds: number | undefined
}

/**
 * Bodies of the three policies: DAILY as documented, TEN_SECONDLY_ROLLING as observed, SECONDLY as recorded from search
 * (which names `category` in place of `errorType` and no policy). The group's name is known for private apps alone.
 * Source: docs/hubspot-api.md#rate-limits.
 */
export function limitReply({policy, principal, portalId, requestId, retryAfterSeconds}: RefusedByRate): SandboxReply {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : {'retry-after': String(retryAfterSeconds)}
  return {status: 429, headers, body: {status: 'error', ...bodyOf(policy, {principal, portalId, requestId})}}
}

function bodyOf(
  policy: LimitPolicy,
  {principal, portalId, requestId}: Pick<RefusedByRate, 'principal' | 'portalId' | 'requestId'>,
): object {
  switch (policy) {
    case 'DAILY':
      return {message: 'You have reached your daily limit.', errorType: 'RATE_LIMIT', policyName: policy, requestId}
    case 'SECONDLY':
      return {message: 'You have reached your secondly limit.', category: 'RATE_LIMITS'}
    case 'TEN_SECONDLY_ROLLING':
      return {
        message: 'You have reached your ten_secondly_rolling limit.',
        errorType: 'RATE_LIMIT',
        policyName: policy,
        ...(principal?.tokenKind === 'private-app'
          ? {groupName: `publicapi:private_app-api-calls-ten-secondly:${portalId}:${APP_ID}`}
          : {}),
      }
  }
}

/** Number of the sandbox's own app. */
export const APP_ID = 1_024_001

/** What a policy's headers say once it refuses; for a 429 that is a fault and did not come from the counts. */
export function spentHeaders(policy: LimitPolicy, headers: Readonly<Record<string, string>>): Record<string, string> {
  const remaining = policy === 'DAILY' ? 'X-HubSpot-RateLimit-Daily-Remaining' : 'X-HubSpot-RateLimit-Remaining'
  return policy !== 'SECONDLY' && remaining in headers ? {[remaining]: '0'} : {}
}

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
 * Names and case as recorded (docs/hubspot-api.md#rate-limits). Search replies carry the daily pair alone;
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
