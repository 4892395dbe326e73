import {renameSync, writeFileSync} from 'node:fs'
import {type Clock, DAY_MS, monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import {readSmallFile} from '../../shared/files/small-file.js'
import {isObject} from '../../shared/json.js'
import {acquireFileLock} from '../../shared/locks/file-lock.js'
import {NOBODY, type Others} from './others.js'
import {emptyWindow, type RateWindow} from './rate-window.js'
import {LONGEST_PROMISE_MS, type SharedWindow} from './take-turn.js'

/**
 * Others hold the lock for about a millisecond. Who holds it longer was stopped (SIGSTOP) or hangs: nothing waits for
 * him.
 */
const LOCK_MS = 250
/** So long a process goes on by itself after that, or after the file could not be written. */
const ALONE_MS = 10_000

/**
 * The window in a file of this machine. A process that dies leaves at most its lock, which the next one takes over, and
 * a request that it never sent; a file that cannot be read counts as empty, one that cannot be written leaves each
 * process to its own counts.
 */
export function createWindowFile(path: string, clock: Clock): SharedWindow {
  let aloneUntilMs = Number.NEGATIVE_INFINITY
  const boot = clock.boot?.()
  return {
    async update(change) {
      if (monotonicNow(clock) < aloneUntilMs) return undefined
      try {
        const lock = await acquireFileLock(`${path}.lock`, {waitMs: LOCK_MS, clock})
        try {
          const changed = change(readWindow(ofThisBoot(storedIn(path), boot), monotonicNow(clock)))
          writeFileSync(`${path}.new`, JSON.stringify({...changed.common, ...defined({boot})}), {
            mode: 0o600,
          }) // a process that dies here leaves the old window as it is
          renameSync(`${path}.new`, path)
          return changed
        } finally {
          await lock.release()
        }
      } catch {
        aloneUntilMs = monotonicNow(clock) + ALONE_MS
        return undefined
      }
    },
  }
}

/** Its times are by a clock that begins with each start of the machine. */
function ofThisBoot(window: unknown, boot: string | undefined): unknown {
  const writtenAt = typeof window === 'object' && window !== null && 'boot' in window ? window.boot : undefined
  return writtenAt === boot ? window : undefined
}

function storedIn(path: string): unknown {
  try {
    return JSON.parse(readSmallFile(path) ?? '')
  } catch {
    return undefined
  }
}

/** A file may hold anything: a window that would hold up requests for ever is none. */
const LONGEST_CLOSED_MS = DAY_MS

/** A window as another process wrote it; undefined when it is none, or it is too old. */
export function readWindow(value: unknown, nowMs: number): RateWindow | undefined {
  if (!isObject(value)) return undefined
  const {max, intervalMs, sent, foreign, closedUntilMs} = value
  if (
    !isCount(max) ||
    !isCount(intervalMs) ||
    max < 1 ||
    intervalMs < 1 ||
    !isTime(closedUntilMs, nowMs + LONGEST_CLOSED_MS)
  )
    return undefined
  if (!isObject(foreign)) return undefined
  if (!Array.isArray(sent) || !sent.every(each => isSent(each, nowMs + LONGEST_PROMISE_MS))) return undefined
  return {
    ...emptyWindow(),
    max,
    intervalMs,
    sent,
    foreign: readOthers(foreign, nowMs) ?? NOBODY,
    closedUntilMs,
  }
}

/** Undefined for what an older version wrote, or nobody could have seen. */
function readOthers(value: Record<string, unknown>, nowMs: number): Others | undefined {
  const {count, untilMs, arrivals, sinceMs, rate} = value
  if (!isCount(count) || !isTime(untilMs, nowMs + LONGEST_CLOSED_MS) || !isCount(sinceMs)) return undefined
  if (!isCount(rate) || rate === 0) return undefined
  if (!Array.isArray(arrivals) || !arrivals.every(each => isArrivals(each, nowMs + LONGEST_PROMISE_MS)))
    return undefined
  return {count, untilMs, arrivals, sinceMs, rate}
}

function isArrivals(value: unknown, latestMs: number): value is Others['arrivals'][number] {
  return isObject(value) && typeof value['atMs'] === 'number' && value['atMs'] <= latestMs && isCount(value['sum'])
}

function isSent(value: unknown, latestMs: number): value is RateWindow['sent'][number] {
  return isObject(value) && isTime(value['atMs'], latestMs) && isCount(value['count'])
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isTime(value: unknown, latestMs: number): value is number {
  return isCount(value) && value <= latestMs
}
