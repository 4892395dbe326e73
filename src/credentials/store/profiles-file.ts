import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {ours, shell} from '../../errors/next-step.js'
import {writeFileAtomically} from '../../shared/files/atomic-write.js'
import {type Profile, parseProfile} from './profile.js'

export type Profiles = Readonly<Record<string, Profile>>

/** `config.json`: the profiles without their secrets. */
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
    const text = await this.#readText()
    if (text === undefined) return {}
    const entries = Object.entries(this.#profilesIn(text))
    return Object.fromEntries(
      entries.map(([name, value]) => [name, parseProfile(value) ?? this.#refuse(`its profile "${name}" is not valid`)]),
    )
  }

  /** Callers see to it that no other process writes meanwhile. */
  async write(profiles: Profiles): Promise<void> {
    await writeFileAtomically(this.path, `${JSON.stringify({version: 1, profiles}, null, 2)}\n`)
  }

  async #readText(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      return this.#refuse(error instanceof Error ? error.message : String(error))
    }
  }

  #profilesIn(text: string): object {
    try {
      const {version, profiles} = JSON.parse(text)
      if (version === 1 && typeof profiles === 'object' && profiles !== null) return profiles
    } catch {}
    return this.#refuse('it is damaged or was written by a newer version')
  }

  #refuse(why: string): never {
    throw new AppError('CREDENTIALS_UNREADABLE', `The list of saved logins, ${this.path}, cannot be used: ${why}.`, {
      next: [shell(['mv', this.path, `${this.path}.old`]), ours(['login'])],
    })
  }
}
