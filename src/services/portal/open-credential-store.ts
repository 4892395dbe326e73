import {isatty} from 'node:tty'
import {CredentialStore} from '../../credentials/store/credential-store.js'
import {Keychain} from '../../credentials/store/keychain.js'
import {systemClock} from '../../shared/system-clock.js'

/** Where the files are and what the environment says. */
export interface StorePlace {
  readonly env: NodeJS.ProcessEnv
  readonly dirs: {readonly data: string; readonly config: string; readonly cache: string}
}

export function openCredentialStore({env, dirs}: StorePlace): CredentialStore {
  const passphrase = env['HUBSPOT_PUSH_PASSPHRASE'] ?? ''
  const timeoutMs = isatty(0) ? 60_000 : 5_000 // the user may have to type the keychain's password
  return new CredentialStore({
    configDir: dirs.config,
    keychain: new Keychain({enabled: env['HUBSPOT_PUSH_KEYCHAIN'] !== '0', timeoutMs}),
    clock: systemClock,
    ...(passphrase !== '' && {passphrase}),
  })
}
