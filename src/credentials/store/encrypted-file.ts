import {randomBytes} from 'node:crypto'
import {readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {gap, type NextStep, ours, shell} from '../../errors/next-step.js'
import {removeTemporaries, writeFileAtomically} from '../../shared/files/atomic-write.js'
import {ownOf} from '../../shared/named.js'
import {deriveKey, type KeySource, newPassphraseSource, parseSealed, type Sealed, seal, unseal} from './seal.js'
import type {SecretStore} from './secret-store.js'

export interface EncryptedFileOptions {
  readonly configDir: string
  /** HUBSPOT_PUSH_PASSPHRASE; without one the key lies in a file beside the credentials. */
  readonly passphrase?: string
  /** Runs a change while no other process makes one. */
  readonly exclusively: <T>(change: () => Promise<T>) => Promise<T>
}

type Secrets = Readonly<Record<string, string>>

/** `credentials.enc`: the secrets of all profiles, sealed as one. */
export class EncryptedFile implements SecretStore {
  readonly path: string
  readonly keyPath: string
  readonly #options: EncryptedFileOptions
  #derived: {readonly salt: string; readonly key: Promise<Buffer>} | undefined

  constructor(options: EncryptedFileOptions) {
    this.#options = options
    this.path = join(options.configDir, 'credentials.enc')
    this.keyPath = join(options.configDir, 'credentials.key')
  }

  /** How the file is closed, for people. */
  describe(): string {
    return this.#options.passphrase === undefined
      ? `The login is stored in ${this.path}, encrypted with a key next to it (${this.keyPath}): anyone who can read this user's files can use it. To protect it with a passphrase instead, set HUBSPOT_PUSH_PASSPHRASE when you log in.`
      : `The login is stored in ${this.path}, encrypted with the passphrase: HUBSPOT_PUSH_PASSPHRASE must be set to use it.`
  }

  async read(profile: string): Promise<string | undefined> {
    return ownOf((await this.#unsealAll()).secrets, profile)
  }

  async write(profile: string, secret: string): Promise<void> {
    await this.#options.exclusively(async () => {
      const {secrets, source} = await this.#unsealAll()
      await this.#sealAll({...secrets, [profile]: secret}, source ?? this.#newSource())
    })
  }

  async remove(profile: string): Promise<void> {
    await this.#options.exclusively(async () => {
      const {secrets, source} = await this.#unsealAll()
      if (source === undefined || !Object.hasOwn(secrets, profile)) return
      const {[profile]: _, ...others} = secrets
      if (Object.keys(others).length > 0) return this.#sealAll(others, source)
      await rm(this.path, {force: true})
      await rm(this.keyPath, {force: true})
      await removeTemporaries(this.path)
    })
  }

  /** A login made with a passphrase closes the whole file with it: a key that lies beside it no longer opens it. */
  async usePassphrase(): Promise<void> {
    if (this.#options.passphrase === undefined) return
    await this.#options.exclusively(async () => {
      const {secrets, source} = await this.#unsealAll()
      if (source?.from !== 'file') return
      await this.#sealAll(secrets, newPassphraseSource())
      await rm(this.keyPath, {force: true})
    })
  }

  #newSource(): KeySource {
    return this.#options.passphrase === undefined ? {from: 'file'} : newPassphraseSource()
  }

  async #unsealAll(): Promise<{secrets: Secrets; source?: KeySource}> {
    const text = await readIfThere(this.path)
    if (text === undefined) return {secrets: {}}
    const sealed = parseSealed(text)
    if (sealed === undefined)
      throw this.#unreadable('is damaged or was written by a newer version', [shell(['rm', this.path])])
    const opened = unseal(sealed, await this.#keyTo(sealed))
    if (opened !== undefined) return {secrets: JSON.parse(opened), source: sealed.key}
    throw sealed.key.from === 'passphrase'
      ? this.#unreadable('cannot be decrypted with this HUBSPOT_PUSH_PASSPHRASE', [
          shell(['unset', 'HUBSPOT_PUSH_PASSPHRASE']),
        ])
      : this.#unreadable(`cannot be decrypted with ${this.keyPath}: one of the two was changed or replaced`, [
          shell(['rm', this.path]),
        ])
  }

  async #keyTo({key}: Sealed): Promise<Buffer> {
    if (key.from === 'passphrase') return this.#passphraseKey(key)
    const text = await readIfThere(this.keyPath)
    if (text === undefined)
      throw this.#unreadable(`cannot be decrypted: its key file ${this.keyPath} is missing`, [shell(['rm', this.path])])
    const bytes = Buffer.from(text, 'base64')
    return bytes.length === 32 ? bytes : Buffer.alloc(32) // opens nothing
  }

  #passphraseKey(source: KeySource & {from: 'passphrase'}): Promise<Buffer> {
    const {passphrase} = this.#options
    if (passphrase === undefined) {
      throw this.#unreadable('is encrypted with a passphrase, and HUBSPOT_PUSH_PASSPHRASE is not set', [
        shell(['export', gap('HUBSPOT_PUSH_PASSPHRASE=…')]),
      ])
    }
    if (this.#derived?.salt !== source.salt) this.#derived = {salt: source.salt, key: deriveKey(passphrase, source)}
    return this.#derived.key
  }

  async #sealAll(secrets: Secrets, source: KeySource): Promise<void> {
    const key = source.from === 'passphrase' ? await this.#passphraseKey(source) : await this.#fileKey()
    await writeFileAtomically(this.path, `${JSON.stringify(seal(JSON.stringify(secrets), key, source))}\n`)
    await removeTemporaries(this.path)
  }

  /** The key is on disk before anything is sealed with it. */
  async #fileKey(): Promise<Buffer> {
    const text = await readIfThere(this.keyPath)
    const known = Buffer.from(text ?? '', 'base64')
    if (known.length === 32) return known
    const key = randomBytes(32)
    await writeFileAtomically(this.keyPath, `${key.toString('base64')}\n`)
    return key
  }

  #unreadable(why: string, next: readonly NextStep[]): AppError {
    return new AppError('CREDENTIALS_UNREADABLE', `The saved logins cannot be used: ${this.path} ${why}.`, {
      next: [...next, ours(['login', '--store', 'file'])],
    })
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('CREDENTIALS_UNREADABLE', `The saved logins cannot be read: ${why}.`, {
      next: [shell(['ls', '-l', path])],
      cause: error,
    })
  }
}
