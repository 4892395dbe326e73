import type {Clock} from '../../shared/clock.js'
import {screenOf} from '../text/palette.js'
import {linesReporter} from './line-reporter.js'
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
  return {onEvent: () => {}, close: () => {}}
}
