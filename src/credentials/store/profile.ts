import {AppError} from '../../errors/app-error.js'
import {isObject} from '../../shared/json.js'

export type StoreKind = 'keychain' | 'file'

/** What config.json keeps of a login: everything but its secrets. */
export interface Profile {
  readonly kind: 'oauth' | 'token'
  readonly store: StoreKind
  /** Origin of the API that the login was made with: its secrets are sent nowhere else. */
  readonly apiUrl: string
  readonly portalId: number
  /** ISO 8601 */
  readonly savedAt: string
  /** As granted at login; absent where HubSpot did not tell. */
  readonly scopes?: readonly string[]
}

/** An OAuth login. Times are milliseconds since the epoch as HubSpot's clock tells them. */
export interface OAuthSecret {
  readonly kind: 'oauth'
  readonly clientId: string
  readonly clientSecret: string
  readonly refreshToken: string
  readonly accessToken: string
  readonly expiresAt: number
  /** Whole life of the access token. */
  readonly lifeMs: number
  /** HubSpot's clock minus this machine's when the token was issued. */
  readonly clockOffsetMs: number
}

/** A private-app token or service key: it does not expire by itself. */
export interface TokenSecret {
  readonly kind: 'token'
  readonly accessToken: string
}

export type Secret = OAuthSecret | TokenSecret

export interface Login {
  readonly profile: Profile
  readonly secret: Secret
}

export const DEFAULT_PROFILE = 'default'
/** Built in: it needs no login. */
export const SANDBOX_PROFILE = 'sandbox'

/** Most names: for them the tables of Unicode, which cost a start milliseconds, are never made. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * The name as given; throws USAGE for one that could not name a file or a keychain entry, or that would be misread as a
 * flag.
 */
export function checkProfileName(name: string): string {
  if ((PLAIN_NAME.test(name) || /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) && !(name in {})) return name
  throw new AppError(
    'USAGE',
    `"${name}" cannot be the name of a profile: use up to 64 letters, digits, dots, - and _, beginning with a letter or digit.`,
  )
}

/** Undefined for anything that is not a profile of this version. */
export function parseProfile(value: unknown): Profile | undefined {
  if (!isObject(value)) return undefined
  const {kind, store, apiUrl, portalId, savedAt, scopes} = value
  if (kind !== 'oauth' && kind !== 'token') return undefined
  if (store !== 'keychain' && store !== 'file') return undefined
  if (typeof apiUrl !== 'string' || typeof portalId !== 'number' || typeof savedAt !== 'string') return undefined
  return {kind, store, apiUrl, portalId, savedAt, ...(isTexts(scopes) && {scopes})}
}

/** Undefined for anything that is not a secret of this version. */
export function parseSecret(value: unknown): Secret | undefined {
  if (!isObject(value)) return undefined
  const {kind, accessToken, clientId, clientSecret, refreshToken, expiresAt, lifeMs, clockOffsetMs} = value
  if (typeof accessToken !== 'string') return undefined
  if (kind === 'token') return {kind, accessToken}
  if (
    kind !== 'oauth' ||
    typeof clientId !== 'string' ||
    typeof clientSecret !== 'string' ||
    typeof refreshToken !== 'string'
  )
    return undefined
  if (typeof expiresAt !== 'number' || typeof lifeMs !== 'number' || typeof clockOffsetMs !== 'number') return undefined
  return {kind, accessToken, clientId, clientSecret, refreshToken, expiresAt, lifeMs, clockOffsetMs}
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(entry => typeof entry === 'string')
}
