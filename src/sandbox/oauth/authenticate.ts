import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import type {TokenStore} from './token-store.js'

const NO_CREDENTIALS =
  'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview'

/** Who asks, or the 401 that HubSpot gives instead (docs/hubspot-api.md#oauth). */
export function authenticate(request: SandboxRequest, tokens: TokenStore, nowMs: number): Principal | SandboxReply {
  const token = bearerToken(request)
  if (token === undefined) return noCredentialsReply()
  // The placeholder of an SDK's README reads as a token that expired with the epoch (docs/hubspot-api.md#oauth).
  if (token === 'access-token') return expiredReply(0, nowMs)
  const found = tokens.find(token)
  if (found.state === 'expired') return expiredReply(found.expiredAtMs, nowMs)
  // What HubSpot says of a token it does not know was not captured: its answer to no token is the nearest known.
  return found.state === 'live' ? found.principal : noCredentialsReply()
}

export function bearerToken({headers}: Pick<SandboxRequest, 'headers'>): string | undefined {
  return /^Bearer\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '')?.[1]
}

export function noCredentialsReply(): SandboxReply {
  return {status: 401, body: {status: 'error', message: NO_CREDENTIALS, category: 'INVALID_AUTHENTICATION'}}
}

export function expiredReply(expiredAtMs: number, nowMs: number): SandboxReply {
  return {
    status: 401,
    body: {
      status: 'error',
      message: `The OAuth token used to make this call expired ${ageOf(nowMs - expiredAtMs)} ago.`,
      category: 'EXPIRED_AUTHENTICATION',
      context: {'expire time': [new Date(expiredAtMs).toISOString()]},
    },
  }
}

function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} day(s)`
  if (seconds >= 3_600) return `${Math.floor(seconds / 3_600)} hour(s)`
  return seconds >= 60 ? `${Math.floor(seconds / 60)} minute(s)` : `${seconds} second(s)`
}
