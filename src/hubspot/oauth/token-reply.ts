import {isObject, type JsonObject} from '../../shared/json.js'
import {ownOf} from '../../shared/named.js'
/** Tokens just issued. */
export interface TokenGrant {
  readonly accessToken: string
  /** Absent when the one that was sent stays valid. */
  readonly refreshToken?: string
  readonly lifeMs: number
  readonly portalId?: number
  readonly scopes?: readonly string[]
}

/**
 * Why the token endpoint said no:
 * grant: the code or the refresh token is invalid, expired or revoked · client: id or secret of the app ·
 * redirect: the redirect URL is not the app's · other: anything else, such as a portal that is gone.
 */
export type RefusalReason = 'grant' | 'client' | 'redirect' | 'other'

export interface OAuthRefusal {
  readonly reason: RefusalReason
  /** HubSpot's own name for it (`BAD_REFRESH_TOKEN`), else the standard's (`invalid_grant`), else the HTTP status. */
  readonly name: string
  /** HubSpot's sentence; '' without one. */
  readonly message: string
}

export type TokenReply =
  | {readonly kind: 'granted'; readonly grant: TokenGrant}
  | {readonly kind: 'refused'; readonly refusal: OAuthRefusal}
  | {readonly kind: 'unreachable'; readonly why: string}

/**
 * HubSpot's names for refusals. Since early 2026 bodies carry the standard's `error` and HubSpot's `status` at once,
 * older ones only the latter.
 * Source: docs/hubspot-api.md#oauth.
 */
const REASON_BY_STATUS: Readonly<Record<string, RefusalReason>> = {
  BAD_REFRESH_TOKEN: 'grant',
  BAD_AUTH_CODE: 'grant',
  EXPIRED_AUTH_CODE: 'grant',
  BAD_CLIENT_ID: 'client',
  BAD_CLIENT_SECRET: 'client',
  BAD_REDIRECT_URI: 'redirect',
  MISMATCH_REDIRECT_URI_AUTH_CODE: 'redirect',
}
const REASON_BY_ERROR: Readonly<Record<string, RefusalReason>> = {invalid_grant: 'grant', invalid_client: 'client'}

/**
 * Only a refusal in HubSpot's own words counts as one: a gateway's page, a 429 or a 5xx says nothing about the login.
 */
export function readTokenReply(status: number, text: string): TokenReply {
  const body = parseObject(text)
  if (status >= 200 && status < 300) {
    const grant = body && readGrant(body)
    return grant ? {kind: 'granted', grant} : {kind: 'unreachable', why: `it answered ${status} without a token`}
  }
  const refusal =
    body && status >= 400 && status < 500 && status !== 429 && status !== 408 ? readRefusal(body, status) : undefined
  return refusal ? {kind: 'refused', refusal} : {kind: 'unreachable', why: `it answered ${status}`}
}

function readGrant(body: Record<string, unknown>): TokenGrant | undefined {
  const {access_token: accessToken, refresh_token: refreshToken, expires_in: seconds, hub_id: portalId, scopes} = body
  if (typeof accessToken !== 'string' || accessToken === '') return undefined
  if (typeof seconds !== 'number' || !(seconds > 0)) return undefined
  return {
    accessToken,
    lifeMs: seconds * 1000,
    ...(typeof refreshToken === 'string' && refreshToken !== '' && {refreshToken}),
    ...(typeof portalId === 'number' && {portalId}),
    ...(Array.isArray(scopes) && {scopes: scopes.filter(scope => typeof scope === 'string')}),
  }
}

function readRefusal(body: Record<string, unknown>, httpStatus: number): OAuthRefusal | undefined {
  const {error, status, error_description: description, message} = body
  const hubspotName = typeof status === 'string' && status !== 'error' ? status : undefined
  const standardName = typeof error === 'string' ? error : undefined
  const said = [message, description].find(text => typeof text === 'string')
  if (hubspotName === undefined && standardName === undefined && said === undefined) return undefined
  return {
    reason: ownOf(REASON_BY_STATUS, hubspotName ?? '') ?? ownOf(REASON_BY_ERROR, standardName ?? '') ?? 'other',
    name: hubspotName ?? standardName ?? String(httpStatus),
    message: typeof said === 'string' ? said : '',
  }
}

export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
