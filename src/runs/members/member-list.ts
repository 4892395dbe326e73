import {createHash} from 'node:crypto'
import {readdir, readFile, rename, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {GoneCounts} from '../../rows/gone.js'
import {syncDirectory, writeFileAtomically} from '../../shared/files/atomic-write.js'
import {makeDirectory} from '../../shared/files/make-directory.js'
import {isObject} from '../../shared/json.js'

/** Which list: one for each portal, object, key property and source. */
export interface ListIdentity {
  readonly portalId: number
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly key: string
  /** The real absolute path of the file, or what `--source` says. */
  readonly source: string
}

/** What `--gone PROPERTY=VALUE` writes. */
export interface Mark {
  readonly property: string
  readonly value: string
}

/** list.json: what is known of a list. Its members are in a file of their own, which this one names. */
export interface ListState extends ListIdentity {
  readonly format: 1
  /** When it began; ISO 8601, UTC. */
  readonly since: string
  /** Whether a complete run has held it: before that, nothing is archived because of it. */
  readonly isComplete: boolean
  readonly members: number
  /**
   * Members of the newest complete run that no guard held back: what a share of `--max-deletes` is of, at most. Keys
   * that later runs only added make no room. Absent before the first complete run.
   */
  readonly basis?: number
  /** Keys that are no members any more, and whose records bear a mark. */
  readonly marked: number
  /** By their numbers in the file of members. */
  readonly marks: readonly Mark[]
  /** Absent: it has no members yet. */
  readonly file?: {readonly name: string; readonly bytes: number}
  /** Runs whose keys are not on the list yet: the one under way, and those that were killed. */
  readonly pending: readonly string[]
  /** The run that changed it last. */
  readonly last?: LastRun
}

export interface LastRun {
  readonly run: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly counts: GoneCounts
  /** More records had left than might go. */
  readonly tooMany?: {readonly most: number; readonly of: number}
  /** Records that HubSpot did not let be archived or marked. */
  readonly refused: number
}

/** What a run makes of the list. */
export interface NextList
  extends Pick<ListState, 'isComplete' | 'members' | 'basis' | 'marked' | 'marks' | 'pending' | 'last'> {
  /** The file of its members, which becomes the list's own. */
  readonly path: string
}

/**
 * The members of a source on disk. Only the holder of the lock of portal and object may change it. A list that cannot
 * be read is none: the next run only remembers.
 */
export class MemberList {
  readonly #directory: string
  readonly #guard: () => Promise<void>
  #state: ListState

  private constructor(directory: string, state: ListState, guard: () => Promise<void>) {
    this.#directory = directory
    this.#state = state
    this.#guard = guard
  }

  /**
   * `parent`: of the lists of this portal and object. `guard` is asked before the list is changed; it throws once the
   * lock is another process's, which may have made a newer list meanwhile.
   */
  static async open(
    parent: string,
    identity: ListIdentity,
    now: Date,
    guard: () => Promise<void> = async () => {},
  ): Promise<MemberList> {
    const directory = join(parent, directoryName(identity))
    const {portalId, object, key, source} = identity
    const fresh = {portalId, object, key, source, since: now.toISOString(), ...EMPTY}
    return new MemberList(directory, (await readListState(directory)) ?? fresh, guard)
  }

  get state(): ListState {
    return this.#state
  }

  /** For what is not needed once the run has ended; on the same disk as the list. */
  get workDirectory(): string {
    return join(this.#directory, 'work')
  }

  /** Its member file, as a list of none or one. */
  get files(): string[] {
    const {file} = this.#state
    return file === undefined ? [] : [join(this.#directory, file.name)]
  }

  /** Before the run's first row is sent: should it be killed, the next run adds its keys. Durable when it returns. */
  async begin(run: string): Promise<void> {
    await this.#guard()
    await makeDirectory(this.#directory)
    await this.#removeStrays()
    const {pending} = this.#state
    if (!pending.includes(run)) await this.#save({...this.#state, pending: [...pending, run]})
  }

  /** All of it or nothing, and durable when it returns; the file is synced already. */
  async replace({path, ...next}: NextList): Promise<void> {
    const name = `members-${Number(this.#state.file?.name.slice('members-'.length) ?? 0) + 1}`
    const target = join(this.#directory, name)
    await this.#guard()
    await rename(path, target)
    await syncDirectory(this.#directory)
    const {size} = await stat(target)
    await this.#save({...this.#state, ...next, file: {name, bytes: size}})
    await this.#removeStrays()
  }

  async #save(state: ListState): Promise<void> {
    await writeFileAtomically(statePath(this.#directory), `${JSON.stringify(state, undefined, 2)}\n`)
    this.#state = state
  }

  /** What killed runs left, and what is replaced. */
  async #removeStrays(): Promise<void> {
    await rm(this.workDirectory, {recursive: true, force: true})
    for (const name of await readdir(this.#directory))
      if (name.startsWith('members-') && name !== this.#state.file?.name) await rm(join(this.#directory, name))
  }
}

const EMPTY = {format: 1, isComplete: false, members: 0, marked: 0, marks: [], pending: []} as const

/** Undefined where there is none, or it is damaged, or its members are not all there. */
export async function readListState(directory: string): Promise<ListState | undefined> {
  const text = await readFile(statePath(directory), 'utf8').catch(() => '')
  const state = parseState(text)
  if (state?.file === undefined) return state
  const size = (await stat(join(directory, state.file.name)).catch(() => undefined))?.size
  return size === state.file.bytes ? state : undefined
}

function parseState(text: string): ListState | undefined {
  try {
    const state: unknown = JSON.parse(text)
    if (!isObject(state)) return undefined
    const {format, source, members, marks, pending} = state as Partial<Record<keyof ListState, unknown>>
    const isState =
      format === 1 &&
      typeof source === 'string' &&
      typeof members === 'number' &&
      Array.isArray(marks) &&
      Array.isArray(pending)
    return isState ? (state as unknown as ListState) : undefined
  } catch {
    return undefined
  }
}

function directoryName({key, source}: ListIdentity): string {
  return createHash('sha256')
    .update(JSON.stringify([key, source]))
    .digest('hex')
    .slice(0, 24)
}

function statePath(directory: string): string {
  return join(directory, 'list.json')
}
