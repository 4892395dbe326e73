import type {OAuthClient} from '../hubspot/oauth-client.js'
import {notLoggedIn, TOKEN_VARIABLE} from './choose-credential.js'
import type {CredentialStore} from './credential-store.js'
import type {Login} from './profile.js'

export interface LogoutPorts {
  readonly store: CredentialStore
  readonly revoke: OAuthClient['revoke']
}

export interface LogoutResult {
  readonly profile: string
  readonly portalId: number
  /** Whether HubSpot ended the login as well. false: it could not be reached, or would not; null: a token of its own, which only HubSpot's settings can end. */
  readonly revoked: boolean | null
  readonly warnings: readonly string[]
}

/** Forgets a login. What HubSpot does about it cannot keep it here. Throws NOT_LOGGED_IN when there is none. */
export async function logout(name: string, {store, revoke}: LogoutPorts, env: NodeJS.ProcessEnv): Promise<LogoutResult> {
  const login = await store.find(name)
  if (login === undefined) throw notLoggedIn(name)
  const revoked = await revokeAtHubSpot(login, revoke)
  await store.remove(name)
  return {profile: name, portalId: login.profile.portalId, revoked, warnings: warningsOf(revoked, env)}
}

async function revokeAtHubSpot({secret}: Login, revoke: OAuthClient['revoke']): Promise<boolean | null> {
  return secret.kind === 'oauth' ? revoke(secret, secret.refreshToken) : null
}

function warningsOf(revoked: boolean | null, env: NodeJS.ProcessEnv): string[] {
  const elsewhere = {
    false: ['HubSpot could not be told: to end the login there as well, remove the app in its settings (Integrations → Connected apps).'],
    null: ['The token itself stays valid: delete or rotate it in HubSpot to end it.'],
    true: [],
  }[String(revoked) as 'true' | 'false' | 'null']
  return (env[TOKEN_VARIABLE] ?? '') === '' ? elsewhere : [...elsewhere, `${TOKEN_VARIABLE} is still set and is used from now on.`]
}
