import {readFile, rename, writeFile} from 'node:fs/promises'
import {type Clock, monotonicNow} from '../shared/clock.js'
import {acquireFileLock} from '../shared/file-lock.js'
import type {SharedWindow} from './shared-window.js'
import {readWindow} from './turns.js'

/**
 * Others hold the lock for about a millisecond. Who holds it longer was stopped (SIGSTOP) or hangs: nobody waits for
 * him.
 */
const LOCK_MS = 250
/** So long a process goes on by itself after that, or after the file could not be written. */
const ALONE_MS = 10_000

/**
 * The window in a file of this machine. A process that dies leaves at most its lock, which the next one takes over, and
 * a request that it
 * never sent; a file that cannot be read counts as empty, one that cannot be written leaves each process to its own
 * counts.
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
          const text = await readFile(path, 'utf8').catch(() => '')
          const changed = change(readWindow(ofThisBoot(parse(text), boot), monotonicNow(clock)))
          await writeFile(`${path}.new`, JSON.stringify({...changed.common, ...(boot !== undefined && {boot})}), {
            mode: 0o600,
          }) // whoever dies here leaves the old window as it is
          await rename(`${path}.new`, path)
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
