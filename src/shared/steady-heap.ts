import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8'

/**
 * What Node 20 lets the space of new objects grow to, both halves; Node 24 takes four times as much, and a push is no
 * faster for it.
 */
const NEW_SPACE_BYTES = 32 * 1024 * 1024
const LOOK_EVERY_MS = 50
/** For work that does not say when it begins. */
const BEGIN_AFTER_MS = 1000

export interface SteadyHeap {
  /** The work begins, and most of what it needs is loaded. To be called once or more. */
  readonly begin: () => void
  readonly end: () => void
}

/**
 * Lets this process's heap grow by as much as is alive before it is swept, where V8 would wait for up to four times as
 * much, and the space of new objects not beyond 32 MB. For work of any length on a small live set: its peak is then the
 * same after a minute and after a day. Not before the work begins: what was compiled of Node and of the program is kept
 * with V8's flags, and not used with others. Measured with Node 20, 2026-11: no slower, and a quarter less memory after
 * 100,000 rows; with Node 24 a fifth less. Of 200,000 rows, half in place of as much took a tenth more processor time
 * for a fifteenth less memory.
 */
export function keepHeapSteady(): SteadyHeap {
  let watching: NodeJS.Timeout | undefined
  const begin = (): void => {
    if (watching !== undefined) return
    setFlagsFromString('--heap-growing-percent=100')
    watching = setInterval(watch(), LOOK_EVERY_MS).unref()
  }
  const late = setTimeout(begin, BEGIN_AFTER_MS).unref()
  const end = (): void => {
    clearTimeout(late)
    clearInterval(watching)
  }
  return {begin, end}
}

function watch(): () => void {
  let mayGrow = true
  return () => {
    const isSmall = newSpaceBytes() < NEW_SPACE_BYTES // after a pause V8 makes it smaller again
    if (isSmall !== mayGrow) setFlagsFromString(`--semi-space-growth-factor=${isSmall ? 2 : 1}`)
    mayGrow = isSmall
  }
}

/** As V8 would have it. */
export function letHeapGrow(): void {
  setFlagsFromString('--heap-growing-percent=0')
  setFlagsFromString('--semi-space-growth-factor=2')
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(space => space.space_name === 'new_space')?.space_size ?? 0
}
