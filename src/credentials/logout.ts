import {AppError} from '../errors/app-error.js'
import {notLoggedIn, profileName, TOKEN_VARIABLE} from './choose-credential.js'
import type {CredentialStore} from './credential-store.js'
import {type Login, type OAuthSecret, SANDBOX_PROFILE} from './profile.js'

export interface LogoutRequest {
  readonly profile?: string
  /** --portal: the login of any other portal is kept. */
  readonly portalId?: number
}

export interface LogoutPorts {
  readonly store: CredentialStore
  /** At the address where the login was made. False when HubSpot could not be reached or would not. */
  readonly revoke: (apiUrl: string, secret: OAuthSecret) => Promise<boolean>
}

export interface LogoutResult {
  readonly profile: string
  readonly portalId: number
  /** Whether HubSpot ended the login as well. false: it could not be reached, or would not; null: a token of its own, which only HubSpot's settings can end. */
  readonly revoked: boolean | null
  readonly warnings: readonly string[]
}

/** Forgets a login. What HubSpot does about it cannot keep it here. Throws NOT_LOGGED_IN when there is none, WRONG_PORTAL for another one. */
export async function logout(request: LogoutRequest, env: NodeJS.ProcessEnv, {store, revoke}: LogoutPorts): Promise<LogoutResult> {
  const name = profileName(env, request.profile)
  if (name === SANDBOX_PROFILE) throw new AppError('USAGE', `The profile ${SANDBOX_PROFILE} is built in: there is no login to forget.`)
  const login = await store.find(name)
  if (login === undefined) throw notLoggedIn(name)
  const {portalId} = login.profile
  if (request.portalId !== undefined && request.portalId !== portalId) {
    const message = `--portal ${request.portalId} was asked for, but profile ${name} belongs to portal ${portalId}. Nothing was forgotten.`
    throw new AppError('WRONG_PORTAL', message, {next: ['hubspot-push whoami']})
  }
  const revoked = await revokeAtHubSpot(login, revoke)
  await store.remove(name)
  return {profile: name, portalId, revoked, warnings: warningsOf(revoked, env)}
}

async function revokeAtHubSpot({profile, secret}: Login, revoke: LogoutPorts['revoke']): Promise<boolean | null> {
  return secret.kind === 'oauth' ? revoke(profile.apiUrl, secret) : null
}

function warningsOf(revoked: boolean | null, env: NodeJS.ProcessEnv): string[] {
  const elsewhere = {
    false: ['HubSpot could not be told: to end the login there as well, remove the app in its settings (Integrations → Connected apps).'],
    null: ['The token itself stays valid: delete or rotate it in HubSpot to end it.'],
    true: [],
  }[String(revoked) as 'true' | 'false' | 'null']
  return (env[TOKEN_VARIABLE] ?? '') === '' ? elsewhere : [...elsewhere, `${TOKEN_VARIABLE} is still set and is used from now on.`]
}
