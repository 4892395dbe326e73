import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import {ownOf} from '../../shared/named.js'
import {mayCarrySecrets} from '../../shared/text/secret-address.js'
import {profileName, TOKEN_VARIABLE} from '../choose-credential.js'
import type {CredentialStore} from '../store/credential-store.js'
import {type Login, type OAuthSecret, SANDBOX_PROFILE, type StoreKind} from '../store/profile.js'

const MOST_STEPS = 3

export interface LogoutRequest {
  readonly profile?: string
  /** --portal: the login of any other portal is kept. */
  readonly portalId?: number
}

export interface LogoutPorts {
  readonly store: CredentialStore
  /** At an address that secrets may be sent to. False when HubSpot could not be reached or would not. */
  readonly revoke: (apiUrl: string, secret: OAuthSecret) => Promise<boolean>
}

export interface LogoutResult {
  readonly profile: string
  readonly portalId: number
  /**
   * Whether HubSpot ended the login as well. false: it could not be reached, or would not; null: a token of its own,
   * which only HubSpot's settings can end.
   */
  readonly revoked: boolean | null
  readonly warnings: readonly string[]
}

/**
 * Forgets a login. What HubSpot does about it cannot keep it here. Throws NOT_LOGGED_IN when there is none,
 * WRONG_PORTAL for another one.
 */
export async function logout(
  request: LogoutRequest,
  env: NodeJS.ProcessEnv,
  {store, revoke}: LogoutPorts,
): Promise<LogoutResult> {
  const name = profileName(env, request.profile)
  if (name === SANDBOX_PROFILE)
    throw new AppError('USAGE', `The profile ${SANDBOX_PROFILE} is built in and has no login to delete.`)
  const saved = await store.list()
  const entry = ownOf(saved, name)
  if (entry === undefined) throw nothingToForget(name, Object.keys(saved), env)
  // Whatever keeps the secret from being read is no reason to keep a login that is no longer wanted.
  const login = await store.find(name).catch(() => undefined)
  const {kind, portalId} = login?.profile ?? entry
  if (request.portalId !== undefined && request.portalId !== portalId) {
    const message = `--portal is ${request.portalId}, but profile ${name} belongs to portal ${portalId}. Nothing was deleted.`
    throw new AppError('WRONG_PORTAL', message, {next: [ours(['whoami'])]})
  }
  const revoked = kind === 'token' ? null : await revokeAtHubSpot(login, revoke)
  const left = await store.remove(name)
  return {
    profile: name,
    portalId,
    revoked,
    warnings: [...warningsOf(revoked, env), ...(left === undefined ? [] : [leftBehind(name, left)])],
  }
}

/** A user who logs out is not told to log in. */
function nothingToForget(name: string, saved: readonly string[], env: NodeJS.ProcessEnv): AppError {
  const isTokenSet = (env[TOKEN_VARIABLE] ?? '') !== ''
  const others = saved.length === 0 ? '' : ` Saved profiles: ${saved.join(', ')}.`
  const token = isTokenSet ? ` ${TOKEN_VARIABLE} is set and needs no login.` : ''
  const next = [
    ...(isTokenSet ? [shell(['unset', TOKEN_VARIABLE])] : []),
    ...saved.map(other => ours(['logout', '--profile', other])),
  ]
  return new AppError('NOT_LOGGED_IN', `Profile ${name} has no saved login.${others}${token}`, {
    next: next.length > 0 ? next.slice(0, MOST_STEPS) : [ours(['logout', '--help'])],
  })
}

/** At the address that is sealed with the secret: config.json may have been changed by another hand. */
async function revokeAtHubSpot(login: Login | undefined, revoke: LogoutPorts['revoke']): Promise<boolean> {
  if (login?.secret.kind !== 'oauth' || !mayCarrySecrets(login.profile.apiUrl)) return false
  return revoke(login.profile.apiUrl, login.secret)
}

function leftBehind(name: string, store: StoreKind): string {
  const place = store === 'keychain' ? `the keychain (service hubspot-push, account ${name})` : 'credentials.enc'
  return `Its secret could not be deleted from ${place}. It is no longer used; delete it there.`
}

function warningsOf(revoked: boolean | null, env: NodeJS.ProcessEnv): string[] {
  const elsewhere = {
    false: [
      'HubSpot could not be reached. To end the login there as well, remove the app in its settings (Integrations → Connected apps).',
    ],
    null: ['The token itself stays valid until you delete or rotate it in HubSpot.'],
    true: [],
  }[String(revoked) as 'true' | 'false' | 'null']
  return (env[TOKEN_VARIABLE] ?? '') === ''
    ? elsewhere
    : [...elsewhere, `${TOKEN_VARIABLE} is still set and will be used from now on.`]
}
