import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {writeFileAtomically} from '../../shared/files/atomic-write.js'
import {readSmallFile} from '../../shared/files/small-file.js'
import {isObject} from '../../shared/json.js'
import {type Profile, parseProfile} from './profile.js'

export type Profiles = Readonly<Record<string, Profile>>

interface Contents {
  readonly profiles: object
  /** By profile; a login of that name may be missing, as that of the sandbox is. */
  readonly defaults?: unknown
}

/** `config.json`: the profiles without their secrets, and their defaults. */
export class ProfilesFile {
  readonly path: string

  constructor(configDir: string) {
    this.path = join(configDir, 'config.json')
  }

  /**
   * Empty without the file. Throws CREDENTIALS_UNREADABLE when there is one that cannot be understood: it is not
   * overwritten.
   */
  async read(): Promise<Profiles> {
    const entries = Object.entries((await this.#contents()).profiles)
    return Object.fromEntries(
      entries.map(([name, value]) => [name, parseProfile(value) ?? this.#refuse(`its profile "${name}" is not valid`)]),
    )
  }

  /** The others of the file stay. Callers see to it that no other process writes meanwhile. */
  async write(profiles: Profiles): Promise<void> {
    const {defaults} = await this.#contents()
    await this.#write({version: 1, profiles, ...defined({defaults})})
  }

  /** As they are stored, which may be wrong: empty where there are none. */
  async readDefaults(profile: string): Promise<unknown> {
    const {defaults = {}} = await this.#contents()
    if (!isObject(defaults)) return defaults
    return Object.hasOwn(defaults, profile) ? defaults[profile] : {}
  }

  /** As `write`; no defaults leave no entry. */
  async writeDefaults(profile: string, stored: object): Promise<void> {
    const {profiles, defaults} = await this.#contents()
    const {[profile]: _, ...others} = isObject(defaults) ? defaults : {}
    const kept = Object.keys(stored).length === 0 ? others : {...others, [profile]: stored}
    await this.#write({version: 1, profiles, ...(Object.keys(kept).length > 0 && {defaults: kept})})
  }

  async #write(contents: object): Promise<void> {
    await writeFileAtomically(this.path, `${JSON.stringify(contents, null, 2)}\n`)
  }

  async #contents(): Promise<Contents> {
    const text = this.#readText()
    return text === undefined ? {profiles: {}} : this.#parse(text)
  }

  #readText(): string | undefined {
    try {
      return readSmallFile(this.path)
    } catch (error) {
      return this.#refuse(error instanceof Error ? error.message : String(error))
    }
  }

  #parse(text: string): Contents {
    try {
      const {version, profiles, defaults} = JSON.parse(text)
      if (version === 1 && typeof profiles === 'object' && profiles !== null) return {profiles, defaults}
    } catch {}
    return this.#refuse('it is damaged or was written by a newer version')
  }

  #refuse(why: string): never {
    throw new AppError('CREDENTIALS_UNREADABLE', `The list of saved logins, ${this.path}, cannot be used: ${why}.`, {
      next: [shell(['mv', this.path, `${this.path}.old`]), ours(['login'])],
    })
  }
}
