import {randomBytes} from 'node:crypto'
import {link, mkdir, readFile, unlink, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import type {Clock} from './clock.js'
import {isAlive, ownIdentity, type ProcessIdentity} from './process-identity.js'

/** Held until released or until this process ends, however it ends. */
export interface FileLock {
  release(): Promise<void>
}

export interface LockHolder extends ProcessIdentity {
  /** ISO 8601 */
  readonly startedAt: string
  /** What the holder said about itself, such as the run it is doing. */
  readonly note?: string
}

export interface LockOptions {
  /** Longest wait for the holder to release; 0 = one try. */
  readonly waitMs: number
  readonly note?: string
  readonly clock: Clock
  /** Called once, before a wait for a living holder begins. */
  readonly onWait?: (holder: LockHolder) => void
  readonly signal?: AbortSignal
}

/** Another living process kept the lock for the whole wait. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld'
  readonly holder: LockHolder

  constructor(path: string, holder: LockHolder) {
    super(`${path} is held by process ${holder.pid} since ${holder.startedAt}.`)
    this.holder = holder
  }
}

interface LockFile extends LockHolder {
  /** Unique to this one holding of the lock. */
  readonly token: string
}

const POLL_MS = 25
/** Even without a wait: to remove what a dead process left is no waiting for anybody. */
const TAKEOVER_MS = 2_000

/**
 * One holder at a time among the processes of this machine (not across machines that share a disk).
 * The lock of a dead process is taken over. Throws LockHeld after `waitMs`, the signal's reason when it aborts, else errors of node:fs.
 */
export async function acquireFileLock(path: string, options: LockOptions): Promise<FileLock> {
  await mkdir(dirname(path), {recursive: true, mode: 0o700})
  const startedAt = options.clock.now()
  let isTold = false
  for (;;) {
    const mine = newLockFile(options)
    if (await create(path, mine)) return {release: () => removeOwn(path, mine)}
    const holder = await read(path)
    if (holder === undefined) continue // released meanwhile
    const isDead = !isAlive(holder)
    if (isDead && (await removeDead(path, holder, options.clock))) continue
    const patienceMs = isDead ? Math.max(options.waitMs, TAKEOVER_MS) : options.waitMs
    if (options.clock.now() - startedAt >= patienceMs) throw new LockHeld(path, holder)
    if (!isTold && !isDead) options.onWait?.(holder)
    isTold ||= !isDead
    await options.clock.sleep(POLL_MS, options.signal)
  }
}

function newLockFile({clock, note}: LockOptions): LockFile {
  const startedAt = new Date(clock.now()).toISOString()
  return {...ownIdentity(), startedAt, ...(note !== undefined && {note}), token: randomBytes(9).toString('hex')}
}

/** True when the lock is now ours. A link to a finished file, so that nobody ever reads half a lock. */
async function create(path: string, contents: LockFile): Promise<boolean> {
  const finished = `${path}.${contents.token}.new`
  await writeFile(finished, JSON.stringify(contents), {flag: 'wx', mode: 0o600})
  try {
    await link(finished, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await unlink(finished)
  }
}

/**
 * Deletes a dead process's lock; true when the path may be tried again.
 * Several waiters may see the same dead holder, and a slow one must not delete the lock of a quick one. So the right to delete it is itself
 * a lock, named by the dead one's token: as long as it is held nobody else can change a file that still bears that token. Should its holder
 * die as well, the same rule applies to it.
 */
async function removeDead(path: string, dead: LockFile, clock: Clock): Promise<boolean> {
  const right = await tryAcquire(`${path}.${dead.token}.stale`, clock)
  if (right === undefined) return false
  try {
    const current = await read(path)
    if (current?.token === dead.token) await unlink(path)
    return true
  } finally {
    await right.release()
  }
}

async function tryAcquire(path: string, clock: Clock): Promise<FileLock | undefined> {
  try {
    return await acquireFileLock(path, {waitMs: 0, clock})
  } catch (error) {
    if (error instanceof LockHeld) return undefined
    throw error
  }
}

/** Who holds the lock; undefined where nobody does who is alive. */
export async function findHolder(path: string): Promise<LockHolder | undefined> {
  const holder = await read(path)
  return holder !== undefined && isAlive(holder) ? holder : undefined
}

async function removeOwn(path: string, mine: LockFile): Promise<void> {
  const current = await read(path)
  if (current?.token === mine.token) await unlink(path)
}

/** Undefined when there is no lock. */
async function read(path: string): Promise<LockFile | undefined> {
  const text = await readFile(path, 'utf8').catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  return text === undefined ? undefined : parse(text)
}

/** A file that is no lock of ours (an empty one after a power cut) counts as a dead holder's, named by its own text. */
function parse(text: string): LockFile {
  try {
    const value: unknown = JSON.parse(text)
    if (isLockFile(value)) return value
  } catch {}
  return {pid: NOBODY, startedAt: 'an unknown time', token: `unreadable${text.length}`}
}

const NOBODY = 0x7fffffff

function isLockFile(value: unknown): value is LockFile {
  if (typeof value !== 'object' || value === null) return false
  const {pid, startedAt, token} = value as Record<string, unknown>
  return typeof pid === 'number' && typeof startedAt === 'string' && typeof token === 'string'
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
