import type {PushEvent} from '../push/run/push-event.js'
import {optimizeLater, type Unoptimized} from '../shared/optimize-later.js'
import {keepHeapSteady} from '../shared/steady-heap.js'
import {systemClock} from '../shared/system-clock.js'
import {chooseReporter} from './progress/choose-reporter.js'
import {canAsk} from './questions/prompts.js'
import {type ConfirmQuestion, confirmPush} from './questions/push-questions.js'
import {watchSignals} from './signals.js'
import {watchSuspension} from './suspension.js'

/**
 * How long what is in flight may take to settle after the first signal: with what remains to be written, less than the
 * half minute after which containers are killed.
 */
const PATIENCE_MS = 20_000

export interface WatchFlags {
  readonly quiet: boolean
  readonly verbose: boolean
  readonly yes: boolean
}

interface RunWatch {
  readonly onEvent: (event: PushEvent) => void
  /** A connection is there: from here on nothing is loaded that needs long. */
  readonly onConnected: () => void
  readonly confirm: (question: ConfirmQuestion) => Promise<void>
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

type StoppingEvent = Extract<PushEvent, {type: 'stopping'}>

interface WatchOptions {
  readonly patienceMs?: number
  readonly source?: NodeJS.EventEmitter
  /** A second signal changes nothing: it comes from a machine that had sent the first, not from a person who waits. */
  readonly isPatient?: boolean
  /** Stops the work as a first signal does; its reason is an AppError. */
  readonly lost?: AbortSignal
}

/**
 * What a terminal gives to a run: progress, the one question before the first write, and signals. The first SIGINT,
 * SIGTERM or SIGHUP aborts `stop` with the exit code as its reason; the second, or 20 s without everything having
 * settled, aborts `abort`.
 */
export async function watchRun<T>(
  flags: WatchFlags & {readonly json: boolean},
  work: (watch: RunWatch) => Promise<T>,
  {patienceMs = PATIENCE_MS, source = process, isPatient = false, lost}: WatchOptions = {},
): Promise<T> {
  const heap = keepHeapSteady()
  const reporter = chooseReporter({...flags, stream: process.stderr, env: process.env, clock: systemClock})
  let unoptimized: Unoptimized | undefined
  const onConnected = (): void => {
    unoptimized ??= optimizeLater()
  }
  const onEvent = (event: PushEvent): void => {
    heap.begin()
    if (event.type === 'started' && event.resumedAfterRow === undefined) onConnected()
    if (event.type === 'started' && event.resumedAfterRow !== undefined) unoptimized?.end()
    if (event.type === 'settled') unoptimized?.reached(event.totals.read)
    reporter.onEvent(event)
  }
  const stop = new AbortController()
  const abort = new AbortController()
  let patience: NodeJS.Timeout | undefined
  const stopFor = (event: StoppingEvent, reason: unknown): void => {
    reporter.onEvent(event)
    patience ??= setTimeout(() => abort.abort(), patienceMs)
    patience.unref()
    stop.abort(reason)
  }
  const onLost = (): void => stopFor({type: 'stopping', reason: 'standard output was closed', isPatient}, lost?.reason)
  lost?.addEventListener('abort', onLost, {once: true})
  const signals = watchSignals(
    {
      stop: signal => {
        stopFor({type: 'stopping', reason: signal, isPatient}, signals.exitCode())
      },
      abort: () => {
        if (!isPatient) abort.abort()
      },
    },
    source,
  )
  const endSuspension = watchSuspension({suspend: reporter.close, resume: reporter.reopen}, source)
  const confirm: RunWatch['confirm'] = async question => {
    if (!flags.yes && !flags.json && canAsk()) await confirmPush(question, reporter.close)
  }
  try {
    return await work({onEvent, onConnected, confirm, stop: stop.signal, abort: abort.signal})
  } finally {
    clearTimeout(patience)
    lost?.removeEventListener('abort', onLost)
    heap.end()
    unoptimized?.end()
    signals.dispose()
    endSuspension()
    reporter.close()
  }
}
