import {CredentialStore} from '../../../src/credentials/store/credential-store.js'
import type {Login, OAuthSecret, Profile, TokenSecret} from '../../../src/credentials/store/profile.js'
import type {SecretStore} from '../../../src/credentials/store/secret-store.js'
import {systemClock} from '../../../src/shared/system-clock.js'
import {APP, PORTAL_ID} from './fake-hubspot.js'

/** A keychain in memory. */
export function memoryKeychain(): SecretStore & {readonly entries: Map<string, string>} {
  const entries = new Map<string, string>()
  return {
    entries,
    read: async profile => entries.get(profile),
    write: async (profile, secret) => void entries.set(profile, secret),
    remove: async profile => void entries.delete(profile),
  }
}

export function openStore(
  configDir: string,
  options: {passphrase?: string; keychain?: SecretStore} = {},
): CredentialStore {
  return new CredentialStore({configDir, keychain: memoryKeychain(), clock: systemClock, ...options})
}

export function tokenLogin(changes: Partial<Profile & Pick<TokenSecret, 'accessToken'>> = {}): Login {
  const {accessToken = 'pat-na1-secret-token', ...profile} = changes
  return {
    profile: {
      kind: 'token',
      store: 'file',
      apiUrl: 'https://api.hubapi.com',
      portalId: PORTAL_ID,
      savedAt: '2026-11-23T12:00:00.000Z',
      ...profile,
    },
    secret: {kind: 'token', accessToken},
  }
}

/** Expired long ago unless said otherwise. */
export function oauthLogin(apiUrl: string, changes: Partial<OAuthSecret> = {}): Login & {secret: OAuthSecret} {
  return {
    profile: {kind: 'oauth', store: 'file', apiUrl, portalId: PORTAL_ID, savedAt: '2026-11-23T12:00:00.000Z'},
    secret: {
      kind: 'oauth',
      ...APP,
      accessToken: 'old',
      refreshToken: 'refresh-0',
      expiresAt: 0,
      lifeMs: 1_800_000,
      clockOffsetMs: 0,
      ...changes,
    },
  }
}
