import {unlink} from 'node:fs/promises'
import {dirname} from 'node:path'
import {type Clock, monotonicNow} from '../clock.js'
import {defined} from '../defined.js'
import {hasErrorCode} from '../files/error-code.js'
import {makeDirectorySync} from '../files/make-directory.js'
import {type FileLock, HeldLock} from './held-lock.js'
import {createLock, type FoundLock, type LockFile, type LockHolder, newLockFile, readLock} from './lock-file.js'
import {LockQueue} from './lock-queue.js'
import {LockWatch, STALE_MS, type Verdict} from './lock-watch.js'

export interface LockOptions {
  /** Longest wait for the holder to release; 0 = one try. */
  readonly waitMs: number
  readonly note?: string
  readonly clock: Clock
  /**
   * Called once, before a wait for a living holder begins. `staleInMs`: it is elsewhere, and gone unless it gives a
   * sign of life until then.
   */
  readonly onWait?: (holder: LockHolder, staleInMs?: number) => void
  readonly signal?: AbortSignal
  /** Who waits gets the lock in the order of coming. */
  readonly queued?: boolean
  /**
   * How long a lock of another machine or container that looks old must be seen untouched before it is taken: clocks
   * may be wrong. Default 0.
   */
  readonly watchMs?: number
  /** How often it is said that the holder lives. Default ten seconds. */
  readonly touchMs?: number
  /** Waits, beyond `waitMs`, until it is known whether a holder elsewhere is gone. */
  readonly outwaitsSilent?: boolean
}

/** Another living process kept the lock for the whole wait. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld'
  readonly path: string
  readonly holder: LockHolder
  /** The holder is on another machine or in another container; after this it may be taken for gone. */
  readonly staleInMs: number | undefined

  constructor(path: string, holder: LockHolder, staleInMs?: number) {
    super(`${path} is held by process ${holder.pid} since ${holder.startedAt}.`)
    this.path = path
    this.holder = holder
    this.staleInMs = staleInMs
  }
}

const POLL_MS = 25
/** Even without a wait: to remove what a dead process left needs no waiting. */
const TAKEOVER_MS = 2_000

/**
 * One holder at a time. The lock of a dead process of this machine is taken over at once; one of another machine, or of
 * another container, once it was silent for a minute. Throws LockHeld after `waitMs`, the signal's reason when it
 * aborts, else errors of node:fs.
 */
export async function acquireFileLock(path: string, options: LockOptions): Promise<FileLock> {
  makeDirectorySync(dirname(path))
  const waiting = new Waiting(path, options)
  try {
    for (;;) {
      const lock = await waiting.tryOnce()
      if (lock !== undefined) return lock
    }
  } finally {
    await waiting.end()
  }
}

class Waiting {
  readonly #path: string
  readonly #options: LockOptions
  readonly #startedMs: number
  readonly #watch: LockWatch
  readonly #queue: LockQueue | undefined
  /** How much the file system's clock is ahead of the monotonic one. */
  #aheadMs = 0
  #isTold = false

  constructor(path: string, options: LockOptions) {
    const {clock, watchMs = 0, queued} = options
    this.#path = path
    this.#options = options
    this.#startedMs = monotonicNow(clock)
    this.#watch = new LockWatch(watchMs)
    this.#queue = queued === true ? new LockQueue(path, watchMs) : undefined
    this.#aheadMs = clock.now() - this.#startedMs
  }

  /** Undefined after a wait: it is worth another try. */
  async tryOnce(): Promise<FileLock | undefined> {
    const before = await this.#queue?.firstBefore(this.#moment())
    if (before !== undefined) return this.#wait(before.found, before.verdict)
    const lock = this.#isTold && (await readLock(this.#path)) !== undefined ? undefined : await this.#create()
    if (lock !== undefined) return lock
    const found = await readLock(this.#path)
    if (found === undefined) return undefined // released meanwhile
    const verdict = this.#watch.judge(found, this.#moment())
    if (verdict.kind === 'dead' && (await removeDead(this.#path, found.holder, this.#options.clock))) return undefined
    return this.#wait(found, verdict)
  }

  async end(): Promise<void> {
    await this.#queue?.leave()
  }

  async #create(): Promise<FileLock | undefined> {
    const {clock, note, touchMs} = this.#options
    const mine = newLockFile(clock, note)
    const {isOurs, nowMs} = await createLock(this.#path, mine)
    if (isOurs) return new HeldLock(this.#path, mine, {clock, ...defined({touchMs})})
    this.#aheadMs = nowMs - this.#nowMs()
    return undefined
  }

  async #wait(found: FoundLock, verdict: Verdict): Promise<undefined> {
    const {clock, signal, onWait, note} = this.#options
    const {holder} = found
    const staleInMs = verdict.kind === 'held' ? verdict.staleInMs : undefined
    if (this.#nowMs() - this.#startedMs >= this.#patienceMs(found, verdict))
      throw new LockHeld(this.#path, holder, staleInMs)
    if (!this.#isTold && verdict.kind === 'held') onWait?.(holder, staleInMs)
    this.#isTold ||= verdict.kind === 'held'
    if (this.#queue?.isWaiting === false) await this.#queue.join(newLockFile(clock, note), this.#nowMs())
    await clock.sleep(POLL_MS, signal)
    await this.#queue?.touch(this.#nowMs())
  }

  #patienceMs({touchedMs}: FoundLock, verdict: Verdict): number {
    const {waitMs, outwaitsSilent} = this.#options
    if (verdict.kind === 'dead') return Math.max(waitMs, TAKEOVER_MS)
    if (verdict.staleInMs === undefined || verdict.wasTouched === true) return waitMs
    const looksStale = this.#moment().fileSystemMs - touchedMs >= STALE_MS
    return looksStale || outwaitsSilent === true ? Math.max(waitMs, STALE_MS + TAKEOVER_MS) : waitMs
  }

  #nowMs(): number {
    return monotonicNow(this.#options.clock)
  }

  #moment(): {fileSystemMs: number; monotonicMs: number} {
    const monotonicMs = this.#nowMs()
    return {fileSystemMs: monotonicMs + this.#aheadMs, monotonicMs}
  }
}

/**
 * Deletes a dead process's lock; true when the path may be tried again.
 * Several waiters may see the same dead holder, and a slow one must not delete the lock of a quick one. So the right to
 * delete it is itself a lock, named by the dead one's token: as long as it is held no other process can change a file
 * that still bears that token. Should its holder die as well, the same rule applies to it.
 */
async function removeDead(path: string, dead: LockFile, clock: Clock): Promise<boolean> {
  const right = await tryAcquire(`${path}.${dead.token}.stale`, clock)
  if (right === undefined) return false
  try {
    const current = await readLock(path)
    if (current?.holder.token === dead.token) await unlink(path)
    return true
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return true
    throw error
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

/**
 * Who holds the lock; undefined if no living process does. One elsewhere is alive while its last sign of life is no
 * minute old.
 */
export async function findHolder(path: string): Promise<LockHolder | undefined> {
  const found = await readLock(path)
  if (found === undefined) return undefined
  return new LockWatch(0).judge(found, {fileSystemMs: Date.now(), monotonicMs: 0}).kind === 'held'
    ? found.holder
    : undefined
}
