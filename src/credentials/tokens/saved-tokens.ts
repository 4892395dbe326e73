import type {TokenSource} from '../../hubspot/call-types.js'
import type {OAuthClient, TokenFacts} from '../../hubspot/oauth/oauth-client.js'
import type {Clock} from '../../shared/clock.js'
import {notLoggedIn} from '../choose-credential.js'
import {checkSameHost} from '../endpoints.js'
import {tokenCommand} from '../login-command.js'
import type {CredentialStore} from '../store/credential-store.js'
import type {Profile} from '../store/profile.js'
import {RefreshingToken} from './refreshing-token.js'
import {staticToken} from './static-token.js'

export interface SavedTokensPorts {
  readonly store: CredentialStore
  readonly oauth: OAuthClient
  readonly clock: Clock
  /** Where the tokens would be sent. */
  readonly apiUrl: string
}

export interface CredentialInUse {
  readonly tokens: TokenSource
  /** The same for every process that HubSpot counts together: one app of one portal. May hold the token. */
  readonly countedAs: string
  /** Undefined where HubSpot does not tell. */
  facts(): Promise<TokenFacts | undefined>
}

/** The saved login of a profile, ready for use. Throws NOT_LOGGED_IN, and what its store throws. */
export async function savedTokens(name: string, ports: SavedTokensPorts): Promise<CredentialInUse> {
  const login = await ports.store.find(name)
  if (login === undefined) throw notLoggedIn(name)
  const {profile, secret} = login
  checkSameHost(name, profile.apiUrl, ports.apiUrl)
  if (secret.kind === 'token') return savedStaticToken(name, {profile, token: secret.accessToken}, ports)
  const tokens = new RefreshingToken(
    name,
    {profile, secret},
    {
      read: () => ports.store.find(name),
      save: renewed => ports.store.saveSecret(name, renewed),
      exclusively: work => ports.store.exclusively(name, work),
      refresh: ports.oauth.refresh,
      clock: ports.clock,
    },
  )
  const countedAs = `${profile.apiUrl} ${profile.portalId} ${secret.clientId}`
  return {tokens, countedAs, facts: async () => ports.oauth.introspect(secret, await tokens.accessToken())}
}

function savedStaticToken(
  name: string,
  {profile, token}: {profile: Profile; token: string},
  {oauth}: SavedTokensPorts,
): CredentialInUse {
  const next = [tokenCommand(name, {store: profile.store})]
  return {
    tokens: staticToken({token, origin: `profile ${name} (${profile.store})`, next}),
    countedAs: `${profile.apiUrl} ${token}`,
    facts: () => oauth.describeStaticToken(token),
  }
}
