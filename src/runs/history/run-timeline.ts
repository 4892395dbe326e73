import {createReadStream} from 'node:fs'
import {type JournalLine, parseJournalLine} from '../journal/journal-line.js'
import {lines} from '../journal/lines.js'
import {journalPath} from '../run-paths.js'

/** How far a run was at a moment; all counts are since its beginning. */
export interface TimelinePoint {
  readonly at: string
  readonly durationMs: number
  readonly read: number
  readonly written: number
  readonly rejected: number
  readonly retries: number
  readonly throttled: number
}

/** Nothing was settled for so long. */
export interface Pause {
  readonly at: string
  readonly durationMs: number
}

export interface Timeline {
  /** In order, evenly thinned where there are many; the last one is the end. */
  readonly points: readonly TimelinePoint[]
  /** The longest first. */
  readonly pauses: readonly Pause[]
}

const MOST_POINTS = 400
const PAUSE_MS = 5000
const MOST_PAUSES = 10

/** From the journal, line by line: it may be long. */
export async function readTimeline(directory: string): Promise<Timeline> {
  let points: TimelinePoint[] = []
  let every = 1
  let count = 0
  let last: TimelinePoint | undefined
  const pauses: Pause[] = []
  const stream = createReadStream(journalPath(directory))
  try {
    for await (const text of lines(stream)) {
      const line = parseJournalLine(text)
      if (line === undefined) continue
      const point = pointOf(line)
      notePause(pauses, last, point)
      last = point
      if (count++ % every === 0) points.push(point)
      if (points.length <= MOST_POINTS) continue
      points = points.filter((_, at) => at % 2 === 0)
      every *= 2
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  } finally {
    stream.destroy()
  }
  if (last !== undefined && points.at(-1) !== last) points.push(last)
  return {points, pauses}
}

function pointOf({at, durationMs, totals, requests}: JournalLine): TimelinePoint {
  const {read, written, rejected} = totals
  return {
    at,
    durationMs: Math.round(durationMs),
    read,
    written,
    rejected,
    retries: requests.retries,
    throttled: requests.throttled,
  }
}

/** Only time that the run was running: a stop and its resume are no pause. */
function notePause(pauses: Pause[], before: TimelinePoint | undefined, now: TimelinePoint): void {
  const durationMs = now.durationMs - (before?.durationMs ?? 0)
  if (before === undefined || durationMs < PAUSE_MS) return
  pauses.push({at: before.at, durationMs})
  pauses.sort((a, b) => b.durationMs - a.durationMs)
  pauses.splice(MOST_PAUSES)
}
