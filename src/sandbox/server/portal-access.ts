import type {SandboxRequest} from '../basics/messages.js'
import {createCorrelationIds} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import {APP_ID} from '../limits/limit-reply.js'
import {bearerToken} from '../oauth/authenticate.js'
import {ALL_SCOPES} from '../oauth/grantable-scopes.js'
import type {OAuthSite} from '../oauth/oauth-routes.js'
import {isKeyPath, keyIn} from '../oauth/personal-access-key.js'
import {createTokenStore} from '../oauth/token-store.js'
import type {SandboxIdentity} from '../ownership/identity.js'
import type {PortalOptions} from './running-sandbox.js'

interface SiteParts {
  readonly options: PortalOptions
  readonly identity: SandboxIdentity
  readonly portalId: number
  readonly switches: Partial<SandboxSwitches>
  readonly clock: {now(): number}
  /** Of the tokens that are given out; undefined: they are random. */
  readonly tokenSeed: number | undefined
}

/** Whose tokens and apps a portal lets in. */
export function oauthSite({options, identity, portalId, switches, clock, tokenSeed}: SiteParts): OAuthSite {
  const {clientId, clientSecret, token} = identity
  const tokens = new Map([
    [token, options.scopes ?? ALL_SCOPES],
    ...(options.tokens ?? []).map(each => [each.token, each.scopes] as const),
  ])
  return {
    installation: {
      portalId,
      hubDomain: 'sandbox.example.com',
      user: 'admin@example.com',
      userId: 9_586_504,
      appId: APP_ID,
      clientId,
      clientSecret,
    },
    tokens: createTokenStore({
      ...{tokens, clock, newId: createCorrelationIds(tokenSeed)},
      codeLifeMs: options.codeLifeMs ?? 60_000,
      tokenLifeMs: () => completeSwitches(switches).tokenLifeMs,
    }),
    redirectUrls: options.redirectUrls,
    grantableScopes: options.grantableScopes ?? ALL_SCOPES,
    rotateRefreshTokens: () => completeSwitches(switches).rotateRefreshTokens,
    clock,
  }
}

/** By the token it carries; requests for tokens carry the app's id, or a token or code, in their parameters or path. */
export function isOf(
  {path, query, headers, body}: SandboxRequest,
  {oauth, clientId}: {readonly oauth: OAuthSite; readonly clientId: string},
): boolean {
  const bearer = bearerToken({headers})
  if (bearer !== undefined) return oauth.tokens.find(bearer).state !== 'unknown'
  if (isKeyPath(path)) return isToken(keyIn(body), oauth)
  if (!path.startsWith('/oauth/')) return false
  if (query.get('client_id') === clientId || new URLSearchParams(body).get('client_id') === clientId) return true
  const named = [path.split('/').at(-1) ?? '', body.slice(0, 500)]
  return named.some(text => isToken(text, oauth) || isToken(tokenKeyOf(text), oauth))
}

function isToken(text: string, {tokens}: OAuthSite): boolean {
  return tokens.find(text).state !== 'unknown' || tokens.grantOfRefreshToken(text) !== undefined
}

/** Of `{"tokenKey": "pat-…"}`. */
function tokenKeyOf(body: string): string {
  return /"tokenKey"\s*:\s*"([^"]*)"/.exec(body)?.[1] ?? ''
}
