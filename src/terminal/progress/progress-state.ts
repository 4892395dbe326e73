import type {Waiting} from '../../hubspot/call-types.js'
import type {PushEvent} from '../../push/run/push-event.js'
import {NO_ROWS, type Totals} from '../../rows/rows.js'
import {defined} from '../../shared/defined.js'

/** What a reporter knows of the run, from its events alone. */
export interface ProgressState {
  readonly totals: Totals
  readonly bytesRead: number
  readonly totalBytes?: number
  readonly rateShare?: number
  /** Set from a `waiting` event until rows settle again; it ends at `untilMs`. */
  readonly waiting?: Waiting & {readonly untilMs: number}
  readonly stopping: boolean
  /** Newest last, at most one a second and ten in all: what the speed is taken from. */
  readonly samples: readonly Sample[]
}

interface Sample {
  readonly atMs: number
  readonly rows: number
  readonly bytes: number
}

const MAX_SAMPLES = 10
const SAMPLE_EVERY_MS = 1000
export const initialProgress: ProgressState = {totals: NO_ROWS, bytesRead: 0, stopping: false, samples: []}

export function advance(state: ProgressState, event: PushEvent, nowMs: number): ProgressState {
  switch (event.type) {
    case 'examining':
    case 'started':
      return event.totalBytes === undefined ? initialProgress : {...initialProgress, totalBytes: event.totalBytes}
    case 'settled':
      return settled(state, event, nowMs)
    case 'waiting':
      return {...state, waiting: {...event.waiting, untilMs: nowMs + event.waiting.delayMs}}
    case 'stopping':
      return {...state, stopping: true}
    default:
      return state
  }
}

function settled(state: ProgressState, event: PushEvent & {type: 'settled'}, nowMs: number): ProgressState {
  const {waiting: _, ...rest} = state
  const {totals, bytesRead, rateShare} = event
  const last = state.samples.at(-1)
  const isDue = last === undefined || nowMs - last.atMs >= SAMPLE_EVERY_MS
  const samples = isDue
    ? [...state.samples, {atMs: nowMs, rows: totals.read, bytes: bytesRead}].slice(-MAX_SAMPLES)
    : state.samples
  return {...rest, totals, bytesRead, samples, ...defined({rateShare})}
}

/** What is left of the wait that goes on; undefined where none does. */
export function waitingLeft({waiting}: ProgressState, nowMs: number): Waiting | undefined {
  return waiting === undefined || waiting.untilMs <= nowMs ? undefined : {...waiting, delayMs: waiting.untilMs - nowMs}
}

/** Rows a second over the last ten seconds or so; undefined until a second has passed. */
export function rowsPerSecond({samples, totals}: ProgressState, nowMs: number): number | undefined {
  const oldest = samples[0]
  if (oldest === undefined || nowMs - oldest.atMs < SAMPLE_EVERY_MS) return undefined
  return ((totals.read - oldest.rows) * 1000) / (nowMs - oldest.atMs)
}

/** 0 to 1 of the source's bytes; undefined where its size is unknown. */
export function shareDone({bytesRead, totalBytes}: ProgressState): number | undefined {
  return totalBytes === undefined || totalBytes === 0 ? undefined : Math.min(1, bytesRead / totalBytes)
}

/** Time left by the bytes read, at the speed of the last ten seconds; undefined while it is not known. */
export function millisecondsLeft({samples, bytesRead, totalBytes}: ProgressState, nowMs: number): number | undefined {
  const oldest = samples[0]
  if (oldest === undefined || totalBytes === undefined || nowMs - oldest.atMs < SAMPLE_EVERY_MS) return undefined
  const bytesPerMs = (bytesRead - oldest.bytes) / (nowMs - oldest.atMs)
  return bytesPerMs <= 0 ? undefined : Math.max(0, totalBytes - bytesRead) / bytesPerMs
}
