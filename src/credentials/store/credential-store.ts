import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import type {Clock} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {isObject} from '../../shared/json.js'
import {acquireFileLock, LockHeld} from '../../shared/locks/file-lock.js'
import {ownOf} from '../../shared/named.js'
import {loginCommand} from '../login-command.js'
import {EncryptedFile} from './encrypted-file.js'
import {type Login, type Profile, parseSecret, type StoreKind} from './profile.js'
import {type ProfileDefaults, parseDefaults} from './profile-defaults.js'
import {type Profiles, ProfilesFile} from './profiles-file.js'
import type {SecretStore} from './secret-store.js'

export interface CredentialStoreOptions {
  readonly configDir: string
  readonly keychain: SecretStore
  /** HUBSPOT_PUSH_PASSPHRASE, when it is set. */
  readonly passphrase?: string
  readonly clock: Clock
}

const LOCK_WAIT_MS = 20_000
/** Longer than one attempt of another process to renew the same login. */
const RENEWAL_WAIT_MS = 60_000

/** The saved logins: what they are in config.json, their secrets in the keychain or in the encrypted file. */
export class CredentialStore {
  readonly file: EncryptedFile
  readonly #options: CredentialStoreOptions
  readonly #profiles: ProfilesFile

  constructor(options: CredentialStoreOptions) {
    this.#options = options
    this.#profiles = new ProfilesFile(options.configDir)
    this.file = new EncryptedFile({
      configDir: options.configDir,
      ...defined({passphrase: options.passphrase}),
      exclusively: change => this.#locked('credentials', change),
    })
  }

  list(): Promise<Profiles> {
    return this.#profiles.read()
  }

  /** Throws AppError USAGE where they cannot be used. */
  async defaults(profile: string): Promise<ProfileDefaults> {
    return parseDefaults(await this.#profiles.readDefaults(profile), {path: this.#profiles.path, profile})
  }

  /** Sets one of them; undefined removes it. Others may be wrong: they are mended one by one. */
  changeDefault(profile: string, name: string, value: string | number | undefined): Promise<void> {
    return this.#locked('config', async () => {
      const stored = await this.#profiles.readDefaults(profile)
      const {[name]: _, ...others} = isObject(stored) ? stored : {}
      await this.#profiles.writeDefaults(profile, value === undefined ? others : {...others, [name]: value})
    })
  }

  /**
   * Undefined if there is no login of this name. A login whose secret cannot be read is an error, never "not logged
   * in".
   */
  async find(name: string): Promise<Login | undefined> {
    const profile = ownOf(await this.#profiles.read(), name)
    if (profile === undefined) return undefined
    const login = loginOf(profile, (await this.#secrets(profile.store).read(name)) ?? '')
    if (login !== undefined) return login
    const place = profile.store === 'keychain' ? 'the keychain' : this.file.path
    throw new AppError('NOT_LOGGED_IN', `Profile ${name} was saved in ${place}, but its secret is no longer there.`, {
      next: [loginCommand(name, {store: profile.store})],
    })
  }

  /**
   * The secret first, then its entry in config.json: a process killed in between leaves the old login or the new one.
   * Returns the store that still holds the replaced login's secret because it could not be reached.
   */
  save(name: string, login: Login): Promise<StoreKind | undefined> {
    return this.exclusively(name, async () => {
      const {store} = login.profile
      if (store === 'file') await this.file.usePassphrase()
      await this.saveSecret(name, login)
      const before = await this.#changeProfiles(profiles => ({...profiles, [name]: login.profile}))
      const oldStore = ownOf(before, name)?.store
      return oldStore === undefined || oldStore === store ? undefined : this.#leftIn(oldStore, name)
    })
  }

  /** Throws what would make a later `save` fail, before a user has gone through a login in vain. */
  async check(name: string, store: StoreKind): Promise<void> {
    await this.#profiles.read()
    await this.#secrets(store).read(name)
  }

  /** For a login that is there already, by the process that has exclusive access. */
  async saveSecret(name: string, login: Login): Promise<void> {
    await this.#secrets(login.profile.store).write(name, secretText(login))
  }

  /**
   * The entry goes first: a secret without one is never used. Returns the store that still holds the secret because it
   * could not be reached.
   */
  remove(name: string): Promise<StoreKind | undefined> {
    return this.exclusively(name, async () => {
      const before = await this.#changeProfiles(profiles => {
        const {[name]: _, ...others} = profiles
        return others
      })
      const store = ownOf(before, name)?.store
      return store === undefined ? undefined : this.#leftIn(store, name)
    })
  }

  /** Runs `work` while no other process renews, replaces or forgets this login. Throws LOCKED after a minute. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#locked(`refresh-${name}`, work, RENEWAL_WAIT_MS)
  }

  /** Deletes the secret of a login that moved or ended; the store that could not be reached for it, else undefined. */
  #leftIn(store: StoreKind, name: string): Promise<StoreKind | undefined> {
    return this.#secrets(store)
      .remove(name)
      .then(
        () => undefined,
        () => store,
      )
  }

  async #locked<T>(name: string, work: () => Promise<T>, waitMs = LOCK_WAIT_MS): Promise<T> {
    const path = join(this.#options.configDir, `${name}.lock`)
    const lock = await acquireFileLock(path, {waitMs, clock: this.#options.clock}).catch(error => {
      throw error instanceof LockHeld ? lockedOut(path, error) : error
    })
    try {
      return await work()
    } finally {
      await lock.release()
    }
  }

  #secrets(store: StoreKind): SecretStore {
    return store === 'keychain' ? this.#options.keychain : this.file
  }

  #changeProfiles(change: (profiles: Profiles) => Profiles): Promise<Profiles> {
    return this.#locked('config', async () => {
      const before = await this.#profiles.read()
      await this.#profiles.write(change(before))
      return before
    })
  }
}

function lockedOut(path: string, {holder}: LockHeld): AppError {
  return new AppError(
    'LOCKED',
    `Process ${holder.pid} has been changing the saved logins since ${holder.startedAt} (${path}).`,
    {
      next: [shell(['ps', '-p', String(holder.pid)])],
    },
  )
}

/**
 * What a secret store keeps: the secret with the portal and the address that it is for. config.json names them as well,
 * but a process killed between the two writes must not leave a new secret that is sent to where the old one belonged.
 */
function secretText({profile: {apiUrl, portalId}, secret}: Login): string {
  return JSON.stringify({...secret, apiUrl, portalId})
}

/** The login whose entry in config.json is `profile`. Undefined for a text that is not a secret of this version. */
function loginOf(profile: Profile, text: string): Login | undefined {
  const stored = parseObject(text)
  const secret = parseSecret(stored)
  const {apiUrl, portalId} = stored
  if (secret === undefined || typeof apiUrl !== 'string' || typeof portalId !== 'number') return undefined
  if (apiUrl === profile.apiUrl && portalId === profile.portalId && secret.kind === profile.kind)
    return {profile, secret}
  const {store, savedAt} = profile
  return {profile: {kind: secret.kind, store, apiUrl, portalId, savedAt}, secret}
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return Object(value)
  } catch {
    return {}
  }
}
