/**
 * Who may come in: the pages and endpoints that give out tokens (here), the tokens themselves (token-store.ts), and whose
 * a request's token is (authenticate.ts). A *grant* is what a user agreed to, an *installation* the portal and the app.
 */

import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import {methodNotAllowedReply} from '../basics/replies.js'
import {answerAuthorize} from './authorize.js'
import type {Installation} from './oauth-options.js'
import {exchangeKey} from './personal-access-key.js'
import {answerTokenRequest, type TokenRequest} from './token-endpoint.js'
import {accessTokenMetadata, introspect, privateAppTokenInfo, refreshTokenMetadata, revoke} from './token-metadata.js'
import type {TokenStore} from './token-store.js'

export interface OAuthSite {
  readonly installation: Installation
  readonly tokens: TokenStore
  readonly redirectUrls: readonly string[] | undefined
  readonly grantableScopes: readonly string[]
  readonly rotateRefreshTokens: () => boolean
  readonly clock: {now(): number}
}

type Methods = Readonly<Record<string, (request: SandboxRequest, site: OAuthSite, part: string) => SandboxReply>>

/** 2026-03 and 2026-09 are v3 under other names. */
const ROUTES: readonly (readonly [RegExp, Methods])[] = [
  [/^\/oauth\/(?:(\d+)\/)?authorize\/?$/, {GET: authorize, POST: authorize}],
  [/^\/oauth\/(v1|v3|2026-03|2026-09)\/token$/, {POST: token}],
  [
    /^\/oauth\/(?:v3|2026-03|2026-09)\/token\/introspect$/,
    {POST: (request, site) => introspect(questionOf(request, site))},
  ],
  [/^\/oauth\/(?:v3|2026-03|2026-09)\/token\/revoke$/, {POST: (request, site) => revoke(questionOf(request, site))}],
  [
    /^\/oauth\/v1\/access-tokens\/([^/]+)$/,
    {GET: (request, site, part) => accessTokenMetadata(part, questionOf(request, site))},
  ],
  [
    /^\/oauth\/v1\/refresh-tokens\/([^/]+)$/,
    {GET: (_, site, part) => refreshTokenMetadata(part, site), DELETE: forgetRefreshToken},
  ],
  [
    /^\/oauth\/v2\/private-apps\/get\/access-token-info$/,
    {POST: (request, site) => privateAppTokenInfo(request.body, site)},
  ],
  [/^\/localdevauth\/v1\/auth\/refresh$/, {POST: exchangeKey}],
]

/** Answers what needs no token: the pages and endpoints that give them out. Undefined: not one of these. */
export function answerOAuth(request: SandboxRequest, site: OAuthSite): SandboxReply | undefined {
  for (const [pattern, methods] of ROUTES) {
    const match = pattern.exec(request.path)
    if (match === null) continue
    const answer = methods[request.method]
    return answer === undefined ? methodNotAllowedReply(Object.keys(methods)) : answer(request, site, match[1] ?? '')
  }
  return undefined
}

function authorize(request: SandboxRequest, site: OAuthSite, part: string): SandboxReply {
  const {installation, tokens, redirectUrls, grantableScopes} = site
  const {clientId, portalId, hubDomain} = installation
  return answerAuthorize(request, {
    rules: {clientId, portalId, redirectUrls, grantableScopes},
    portalName: hubDomain,
    tokens,
    portalInPath: part === '' ? undefined : part,
  })
}

function token(request: SandboxRequest, site: OAuthSite, version: string): SandboxReply {
  const {installation, tokens, rotateRefreshTokens, clock} = site
  const isLegacy = version === 'v1'
  const asked: TokenRequest = {
    form: isLegacy ? new URLSearchParams([...formOf(request), ...request.query]) : formOf(request),
    installation,
    tokens,
    rotateRefreshTokens: rotateRefreshTokens(),
    isLegacy,
    nowMs: clock.now(),
  }
  return answerTokenRequest(asked)
}

function forgetRefreshToken(_: SandboxRequest, {tokens}: OAuthSite, part: string): SandboxReply {
  tokens.revoke(part)
  return {status: 204}
}

function questionOf(request: SandboxRequest, {installation, tokens, clock}: OAuthSite) {
  return {form: formOf(request), installation, tokens, nowMs: clock.now()}
}

/** A form only: parameters in JSON count as missing, and from v3 on those of the query do too. */
function formOf({headers, body}: SandboxRequest): URLSearchParams {
  const isForm = (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
  return new URLSearchParams(isForm ? body : '')
}
