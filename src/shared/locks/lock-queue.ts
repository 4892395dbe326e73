import {readdirSync} from 'node:fs'
import {rmdir, unlink} from 'node:fs/promises'
import {join} from 'node:path'
import {hasErrorCode} from '../files/error-code.js'
import {makeDirectory} from '../files/make-directory.js'
import {type FoundLock, type LockFile, readLock, replaceLock, touchLock} from './lock-file.js'
import {LockWatch, TOUCH_MS, type Verdict} from './lock-watch.js'

interface Moment {
  readonly fileSystemMs: number
  readonly monotonicMs: number
}

const TICKET = /^\d{12}-[0-9a-f]+$/

/** Those who wait for a lock, in the order in which they came: one file each beside it, named by its number. */
export class LockQueue {
  readonly #directory: string
  readonly #watchMs: number
  readonly #watches = new Map<string, LockWatch>()
  #own: {readonly name: string; readonly contents: LockFile; touchedMs: number} | undefined

  constructor(lockPath: string, watchMs: number) {
    this.#directory = `${lockPath}.queue`
    this.#watchMs = watchMs
  }

  get isWaiting(): boolean {
    return this.#own !== undefined
  }

  /**
   * Takes the last place. Two that come in the same moment may draw one number: then their tokens decide, for all
   * alike.
   */
  async join(contents: LockFile, monotonicMs: number): Promise<void> {
    for (;;) {
      await makeDirectory(this.#directory)
      const last = Number(this.#tickets().at(-1)?.slice(0, 12) ?? 0)
      const name = `${String(last + 1).padStart(12, '0')}-${contents.token}`
      try {
        await replaceLock(join(this.#directory, name), contents)
        this.#own = {name, contents, touchedMs: monotonicMs}
        return
      } catch (error) {
        if (!hasErrorCode(error, 'ENOENT')) throw error // the last one that waited took the directory away
      }
    }
  }

  /** Who has waited longer; undefined when it is our turn. Places of those who are gone are cleared away. */
  async firstBefore(moment: Moment): Promise<{found: FoundLock; verdict: Verdict & {kind: 'held'}} | undefined> {
    for (const name of this.#tickets()) {
      if (name === this.#own?.name) return undefined
      const path = join(this.#directory, name)
      const found = await readLock(path)
      const verdict = found && this.#watchOf(name).judge(found, moment)
      if (found !== undefined && verdict?.kind === 'held') return {found, verdict}
      await unlinkIfThere(path)
    }
    return undefined
  }

  /** To be called now and then while waiting. */
  async touch(monotonicMs: number): Promise<void> {
    const own = this.#own
    if (own === undefined || monotonicMs - own.touchedMs < TOUCH_MS) return
    own.touchedMs = monotonicMs
    if (!(await touchLock(join(this.#directory, own.name), own.contents))) await this.join(own.contents, monotonicMs)
  }

  async leave(): Promise<void> {
    if (this.#own === undefined) return
    await unlinkIfThere(join(this.#directory, this.#own.name))
    await rmdir(this.#directory).catch(() => {}) // others wait still
  }

  #tickets(): string[] {
    try {
      return readdirSync(this.#directory)
        .filter(name => TICKET.test(name))
        .sort()
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return []
      throw error
    }
  }

  #watchOf(name: string): LockWatch {
    const watch = this.#watches.get(name) ?? new LockWatch(this.#watchMs)
    this.#watches.set(name, watch)
    return watch
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch(error => {
    if (!hasErrorCode(error, 'ENOENT')) throw error
  })
}
