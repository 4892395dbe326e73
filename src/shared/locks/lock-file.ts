import {randomBytes} from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {defined} from '../defined.js'
import {hasErrorCode} from '../files/error-code.js'
import {objectOf} from '../json.js'
import {ownIdentity, type ProcessIdentity} from './process-identity.js'

export interface LockHolder extends ProcessIdentity {
  /** ISO 8601, for people. */
  readonly startedAt: string
  /** What the holder said about itself, such as the run it is doing. */
  readonly note?: string
}

/** What a lock holds, or a place in the queue for it. */
export interface LockFile extends LockHolder {
  /** Unique to this one holding of the lock. */
  readonly token: string
}

/** A lock as it was found; `touchedMs`: when its holder last said that it lives, by the clock of the file system. */
export interface FoundLock {
  readonly holder: LockFile
  readonly touchedMs: number
}

export function newLockFile({now}: {now(): number}, note: string | undefined): LockFile {
  const startedAt = new Date(now()).toISOString()
  return {...ownIdentity(), startedAt, ...defined({note}), token: randomBytes(9).toString('hex')}
}

/**
 * True when the lock is now ours. A link to a finished file, so that half a lock is never read. `nowMs`: the time by
 * the file system, which is the same for every machine that shares it.
 */
export async function createLock(path: string, contents: LockFile): Promise<{isOurs: boolean; nowMs: number}> {
  const finished = `${path}.${contents.token}.new`
  try {
    writeFileSync(finished, JSON.stringify(contents), {flag: 'wx', mode: 0o600})
    linkSync(finished, path)
    return {isOurs: true, nowMs: 0}
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error
    return {isOurs: false, nowMs: statSync(finished).mtimeMs}
  } finally {
    rmSync(finished, {force: true}) // also what a full disk left of it
  }
}

/** Puts other contents in the place of a file of ours, whole at any moment. */
export async function replaceLock(path: string, contents: LockFile): Promise<void> {
  const finished = `${path}.${contents.token}.new`
  writeFileSync(finished, JSON.stringify(contents), {mode: 0o600})
  renameSync(finished, path)
}

/** Without waiting: a FIFO in the place of a lock would keep even a signal from being heard. */
function openLock(path: string, flags: number): number {
  const file = openSync(path, flags | constants.O_NONBLOCK)
  if (fstatSync(file).isFile()) return file
  closeSync(file)
  throw new AppError(
    'USAGE',
    `${path} is in the place of a lock file but is not a regular file. Remove it, or choose another data directory.`,
    {
      next: [shell(['ls', '-ld', path])],
    },
  )
}

/** Undefined when there is no lock. Throws AppError USAGE for what is not a regular file. */
export async function readLock(path: string): Promise<FoundLock | undefined> {
  try {
    const file = openLock(path, constants.O_RDONLY)
    try {
      const {mtimeMs} = fstatSync(file)
      return {holder: parse(readFileSync(file, 'utf8')), touchedMs: mtimeMs}
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/**
 * Says that its holder lives: false when the lock is another process's now. Written, not `utimes`: the time is the file
 * system's own.
 */
export async function touchLock(path: string, {token}: LockFile): Promise<boolean> {
  try {
    const file = openLock(path, constants.O_RDWR)
    try {
      if (parse(readFileSync(file, 'utf8')).token !== token) return false
      writeSync(file, '{', 0)
      return true
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return !hasErrorCode(error, 'ENOENT') // what cannot be touched now may be ours still
  }
}

export async function removeLock(path: string, {token}: LockFile): Promise<void> {
  const found = await readLock(path).catch(() => undefined)
  if (found?.holder.token !== token) return
  try {
    unlinkSync(path)
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT')) throw error
  }
}

/**
 * A file that is not a lock of ours (an empty one after a power cut) counts as a dead holder's, named by its own text.
 */
function parse(text: string): LockFile {
  try {
    const value: unknown = JSON.parse(text)
    if (isLockFile(value)) return value
  } catch {}
  return {pid: NOBODY, startedAt: 'an unknown time', token: `unreadable${text.length}`}
}

const NOBODY = 0x7fffffff

/**
 * A signal to the pids 0 and below would reach whole groups, which are always alive. A token becomes part of a file's
 * name.
 */
function isLockFile(value: unknown): value is LockFile {
  const {pid, startedAt, token, host, pidNamespace} = objectOf(value)
  const isPid = typeof pid === 'number' && Number.isInteger(pid) && pid > 0
  const isNamed = typeof startedAt === 'string' && typeof token === 'string' && /^[\w-]{1,80}$/.test(token)
  return isPid && isNamed && [host, pidNamespace].every(each => each === undefined || typeof each === 'string')
}
