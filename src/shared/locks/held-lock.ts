import {type Clock, monotonicNow} from '../clock.js'
import {type LockFile, removeLock, replaceLock, touchLock} from './lock-file.js'
import {TOUCH_MS} from './lock-watch.js'

/** Held until released or until this process ends, however it ends. */
export interface FileLock {
  release(): Promise<void>
  /** What its holder says about itself. */
  readonly note: string | undefined
  /** Says something else about the holder from now on. */
  describe(note: string): Promise<void>
  /**
   * False when another process has it now, since this process was stopped (SIGSTOP, a machine asleep) for longer than
   * locks are kept.
   */
  isHeld(): Promise<boolean>
}

/**
 * A lock of this process. It is touched every ten seconds, so that those who cannot see this process know that it
 * lives.
 */
export class HeldLock implements FileLock {
  readonly #path: string
  readonly #clock: Clock
  readonly #timer: NodeJS.Timeout
  #mine: LockFile
  #touched: {readonly nowMs: number; readonly monotonicMs: number}
  #isLost = false

  constructor(path: string, mine: LockFile, {clock, touchMs = TOUCH_MS}: {clock: Clock; touchMs?: number}) {
    this.#path = path
    this.#mine = mine
    this.#clock = clock
    this.#touched = this.#moment()
    this.#timer = setInterval(() => void this.#touch(), touchMs).unref()
  }

  get note(): string | undefined {
    return this.#mine.note
  }

  async release(): Promise<void> {
    clearInterval(this.#timer)
    await removeLock(this.#path, this.#mine)
  }

  async describe(note: string): Promise<void> {
    if (!(await this.#touch())) return
    this.#mine = {...this.#mine, note}
    await replaceLock(this.#path, this.#mine)
  }

  /**
   * Looks at the file only after a silence: of a process that ran all the while a lock is never taken. Of two clocks,
   * since each may be paused.
   */
  async isHeld(): Promise<boolean> {
    const {nowMs, monotonicMs} = this.#moment()
    const silentMs = Math.max(Math.abs(nowMs - this.#touched.nowMs), monotonicMs - this.#touched.monotonicMs)
    return silentMs > 2 * TOUCH_MS ? this.#touch() : !this.#isLost
  }

  async #touch(): Promise<boolean> {
    const moment = this.#moment()
    this.#isLost ||= !(await touchLock(this.#path, this.#mine))
    if (!this.#isLost) this.#touched = moment
    return !this.#isLost
  }

  #moment(): {nowMs: number; monotonicMs: number} {
    return {nowMs: this.#clock.now(), monotonicMs: monotonicNow(this.#clock)}
  }
}
