import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import {noCredentialsReply} from './authenticate.js'
import type {Installation} from './oauth-options.js'
import type {TokenStore} from './token-store.js'

/** Where HubSpot's command line gets its tokens (docs/hubspot-api.md#oauth). */
export function isKeyPath(path: string): boolean {
  return path === '/localdevauth/v1/auth/refresh'
}

interface KeySite {
  readonly installation: Installation
  readonly tokens: TokenStore
  readonly clock: {now(): number}
}

/** A token for half an hour, for a personal access key; every static token of the sandbox is one, too. */
export function exchangeKey(
  {body}: Pick<SandboxRequest, 'body'>,
  {installation, tokens, clock}: KeySite,
): SandboxReply {
  const key = keyIn(body)
  const found = tokens.find(key)
  if (found.state !== 'live' || found.principal.tokenKind !== 'private-app') return noCredentialsReply()
  const {scopes} = found.principal
  const {accessToken, lifeMs} = tokens.exchange({scopes})
  return {
    status: 200,
    body: {
      hubId: installation.portalId,
      userId: installation.userId,
      hubName: installation.hubDomain,
      accountType: 'DEVELOPER_TEST',
      oauthAccessToken: accessToken,
      expiresAtMillis: clock.now() + lifeMs,
      encodedOAuthRefreshToken: key,
      scopeGroups: scopes,
      enabledFeatures: {},
    },
  }
}

/** `{"encodedOAuthRefreshToken": "…"}`; '' where there is none. */
export function keyIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body)
    const key = typeof parsed === 'object' && parsed !== null && Reflect.get(parsed, 'encodedOAuthRefreshToken')
    return typeof key === 'string' ? key : ''
  } catch {
    return ''
  }
}
