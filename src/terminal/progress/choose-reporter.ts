import type {PushEvent} from '../../push/run/push-event.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {screenOf} from '../text/palette.js'
import {describeEvent} from './describe-event.js'
import {plainProgress} from './progress-line.js'
import {advance, initialProgress, type ProgressState} from './progress-state.js'
import type {Reporter} from './reporter.js'
import {ttyReporter} from './tty-reporter.js'

interface ReporterChoice {
  readonly quiet: boolean
  /** Request lines would tear a redrawn line apart. */
  readonly verbose: boolean
  readonly stream: NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number}
  readonly env: NodeJS.ProcessEnv
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
}

/** Silence if asked for, a redrawn line on a terminal, lines for everything else. */
export function chooseReporter({quiet, verbose, stream, env, clock}: ReporterChoice): Reporter {
  if (quiet) return silentReporter()
  const canRedraw = stream.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === ''
  if (!canRedraw || verbose) return linesReporter(stream, clock)
  return ttyReporter({stream, screen: () => screenOf(stream, env)}, clock)
}

function silentReporter(): Reporter {
  return {onEvent: () => {}, close: () => {}, reopen: () => {}}
}

const PROGRESS_EVERY_MS = 30_000

/**
 * For logs and pipes: a line at each change of state, and the progress every 30 seconds. A wait that goes on is told
 * once.
 */
export function linesReporter(stream: NodeJS.WritableStream, clock: Pick<Clock, 'now' | 'monotonic'>): Reporter {
  let state: ProgressState = initialProgress
  let printedAtMs = monotonicNow(clock)
  const print = (line: string): void => {
    stream.write(`${line}\n`)
  }
  const onEvent = (event: PushEvent): void => {
    const repeats = event.type === 'waiting' && state.waiting?.reason === event.waiting.reason
    state = advance(state, event, monotonicNow(clock))
    const change = repeats ? undefined : describeEvent(event)
    if (change !== undefined) print(change)
    if (event.type !== 'settled' || monotonicNow(clock) - printedAtMs < PROGRESS_EVERY_MS) return
    print(plainProgress(state, monotonicNow(clock)))
    printedAtMs = monotonicNow(clock)
  }
  return {onEvent, close: () => {}, reopen: () => {}}
}
