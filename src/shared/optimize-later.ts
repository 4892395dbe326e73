import {setFlagsFromString} from 'node:v8'

const SHORT_ROWS = 1000
const SHORT_MS = 500

/** Tells when V8 should optimize again. */
export interface Unoptimized {
  /** Rows that are done. */
  readonly reached: (rows: number) => void
  readonly end: () => void
}

/**
 * Has V8 optimize nothing until 1,000 rows are done or half a second has gone by: other threads would still be at it
 * when a short run ends, for a tenth of its processor time and 5 MB (300 rows, Node 20.20, 2026-11). To be called when
 * all is loaded: what was compiled earlier is kept with V8's flags and not used with others.
 */
export function optimizeLater(): Unoptimized {
  setFlagsFromString('--no-opt')
  let isDone = false
  const end = (): void => {
    clearTimeout(timer)
    if (!isDone) setFlagsFromString('--opt')
    isDone = true
  }
  const timer = setTimeout(end, SHORT_MS).unref()
  return {reached: rows => void (rows >= SHORT_ROWS && end()), end}
}
