import type {SandboxReply} from '../basics/messages.js'
import {notFoundReply} from '../basics/replies.js'
import type {Installation} from './oauth-options.js'
import {clientRefusal, tokenErrorReply} from './token-endpoint.js'
import type {TokenStore} from './token-store.js'

export interface TokenQuestion {
  readonly form: URLSearchParams
  readonly installation: Installation
  readonly tokens: TokenStore
  readonly nowMs: number
}

/** `POST /oauth/{version}/token/introspect`, of access and refresh tokens; what is not live is `{active: false}`. */
export function introspect({form, installation, tokens, nowMs}: TokenQuestion): SandboxReply {
  const refusal = clientRefusal(form, installation)
  if (refusal !== undefined) return refusal
  const token = form.get('token')
  if (token === null) return tokenErrorReply('BAD_TOKEN')
  const facts =
    accessTokenFacts(token, {installation, tokens, nowMs}) ?? refreshTokenFacts(token, {installation, tokens})
  return {status: 200, body: facts === undefined ? {active: false} : {active: true, ...facts}}
}

/**
 * `POST /oauth/{version}/token/revoke`. Unknown tokens are no error, as RFC 7009 has it; HubSpot's answer was not
 * captured.
 */
export function revoke({form, installation, tokens}: TokenQuestion): SandboxReply {
  const refusal = clientRefusal(form, installation)
  if (refusal !== undefined) return refusal
  const token = form.get('token')
  if (token === null) return tokenErrorReply('BAD_TOKEN')
  tokens.revoke(token)
  return {status: 204}
}

/** `GET /oauth/v1/access-tokens/{token}`: deprecated, needs no credentials but the token itself. */
export function accessTokenMetadata(token: string, question: Omit<TokenQuestion, 'form'>): SandboxReply {
  const facts = accessTokenFacts(token, question)
  if (facts === undefined) return notFoundReply()
  const {token_use: _, client_id: __, ...body} = facts
  return {status: 200, body}
}

/** `GET` and `DELETE /oauth/v1/refresh-tokens/{token}`. */
export function refreshTokenMetadata(token: string, question: Omit<TokenQuestion, 'form' | 'nowMs'>): SandboxReply {
  const facts = refreshTokenFacts(token, question)
  if (facts === undefined) return notFoundReply()
  const {token_use: _, app_id: __, ...body} = facts
  return {status: 200, body}
}

/**
 * `POST /oauth/v2/private-apps/get/access-token-info`, body `{"tokenKey": "pat-…"}`: static tokens, service keys
 * included.
 */
export function privateAppTokenInfo(
  body: string,
  {installation, tokens}: Omit<TokenQuestion, 'form' | 'nowMs'>,
): SandboxReply {
  const found = tokens.find(tokenKeyOf(body) ?? '')
  if (found.state !== 'live' || found.principal.tokenKind !== 'private-app') return notFoundReply()
  const {userId, portalId, appId} = installation
  return {status: 200, body: {userId, hubId: portalId, appId, scopes: found.principal.scopes}}
}

function tokenKeyOf(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && 'tokenKey' in parsed ? String(parsed.tokenKey) : undefined
  } catch {
    return undefined
  }
}

/** As introspection tells them; v1 leaves some out. */
function accessTokenFacts(token: string, {installation, tokens, nowMs}: Omit<TokenQuestion, 'form'>) {
  const found = tokens.find(token)
  if (found.state !== 'live' || found.expiresAtMs === undefined) return undefined
  return {
    token_use: 'access_token',
    expires_in: Math.floor((found.expiresAtMs - nowMs) / 1000),
    is_private_distribution: false,
    signed_access_token: signedFacts(found.expiresAtMs, {installation, scopes: found.principal.scopes}),
    ...installedFacts(token, {installation, scopes: found.principal.scopes}),
  }
}

function refreshTokenFacts(token: string, {installation, tokens}: Omit<TokenQuestion, 'form' | 'nowMs'>) {
  const grant = tokens.grantOfRefreshToken(token)
  if (grant === undefined) return undefined
  return {token_use: 'refresh_token', ...installedFacts(token, {installation, scopes: grant.scopes})}
}

function installedFacts(
  token: string,
  {installation, scopes}: {installation: Installation; scopes: readonly string[]},
) {
  const {portalId, hubDomain, user, userId, appId, clientId} = installation
  return {
    token,
    token_type: 'bearer',
    hub_id: portalId,
    hub_domain: hubDomain,
    user,
    user_id: userId,
    app_id: appId,
    client_id: clientId,
    scopes,
  }
}

/** The specification wants it; nothing in it is signed here. */
function signedFacts(
  expiresAt: number,
  {installation, scopes}: {installation: Installation; scopes: readonly string[]},
): object {
  const {portalId: hubId, userId, appId} = installation
  return {
    expiresAt,
    scopes: scopes.join(' '),
    hubId,
    userId,
    appId,
    signature: '',
    scopeToScopeGroupPks: '',
    newSignature: '',
    hublet: 'na1',
    trialScopes: '',
    trialScopeToScopeGroupPks: '',
    isUserLevel: false,
    installingUserId: userId,
    isServiceAccount: false,
    isPrivateDistribution: false,
    audience: 'PublicApi',
    appInstallId: '1',
  }
}
