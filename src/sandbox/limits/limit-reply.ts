import type {RatePolicy} from '../faults/fault-rule.js'
import type {Principal, SandboxReply} from '../sandbox-types.js'

export interface RefusedByRate {
  readonly policy: RatePolicy
  readonly principal: Principal | undefined
  readonly portalId: number
  readonly requestId: string
  /** HubSpot documents none on a 429; a switch and the faults can add it. */
  readonly retryAfterSeconds: number | undefined
}

/**
 * Bodies of the three policies: DAILY as documented, TEN_SECONDLY_ROLLING as observed, SECONDLY as recorded from search
 * (which names `category` in place of `errorType` and no policy). The group's name is known for private apps alone.
 */
export function limitReply({policy, principal, portalId, requestId, retryAfterSeconds}: RefusedByRate): SandboxReply {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : {'retry-after': String(retryAfterSeconds)}
  return {status: 429, headers, body: {status: 'error', ...bodyOf(policy, {principal, portalId, requestId})}}
}

function bodyOf(
  policy: RatePolicy,
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
export function spentHeaders(policy: RatePolicy, headers: Readonly<Record<string, string>>): Record<string, string> {
  const remaining = policy === 'DAILY' ? 'X-HubSpot-RateLimit-Daily-Remaining' : 'X-HubSpot-RateLimit-Remaining'
  return policy !== 'SECONDLY' && remaining in headers ? {[remaining]: '0'} : {}
}
