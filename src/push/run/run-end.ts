import {AppError} from '../../errors/app-error.js'
import {EXIT} from '../../errors/error-codes.js'
import type {Totals} from '../../rows/rows.js'
import type {RunEnd} from '../../runs/journal/ledger.js'
import {storageError} from '../../shared/files/storage-trouble.js'
import {isAbove, type RejectLimits} from './reject-limits.js'

interface Signals {
  /** Aborted with the exit code as its reason, or the AppError that stops the run. */
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}

interface RowsEnd {
  readonly totals: Totals
  readonly ok: RejectLimits['ok']
  /** Rows that were asked for and not sent. */
  readonly leftOut?: number
  /** Numbers that were sent and may be wrong. */
  readonly doubtful?: number
}

/**
 * How a run ends that no error cut short. `isComplete`: all rows were read, settled and are beyond doubt, even if a
 * signal came meanwhile.
 */
export function endOfRows({stop}: Signals, isComplete: boolean, {totals, ok, leftOut = 0, doubtful}: RowsEnd): RunEnd {
  if (!isComplete) return stoppedEnd(stop)
  return {state: 'finished', exitCode: leftOut > 0 ? EXIT.rowsRejected : exitCodeOfRows(totals, ok, doubtful)}
}

/** 0 where all rows are written without a doubt, or the refused ones few enough, else 3. */
export function exitCodeOfRows(totals: Totals, ok: RejectLimits['ok'], doubtful = 0): number {
  if (doubtful > 0) return EXIT.rowsRejected
  const isAcceptable = totals.rejected === 0 || (ok !== undefined && !isAbove(ok, totals))
  return isAcceptable ? EXIT.ok : EXIT.rowsRejected
}

/** How a run ends that an error cut short; undefined for a bug. */
export function endOfFailure(error: unknown, {abort, stop}: Signals): RunEnd | undefined {
  if (abort.aborted) return stoppedEnd(stop)
  const told = error instanceof AppError ? error : storageError('a file of the run could not be used', error)
  return told && endOfError(told)
}

function endOfError({code, message, exitCode}: AppError): RunEnd {
  const isStopped = exitCode === EXIT.resumable || exitCode === EXIT.tooManyRejects
  return {state: isStopped ? 'stopped' : 'failed', exitCode, reason: {code, message}}
}

/** Of a run that was told to stop: by a signal, or by what went wrong outside of it. */
export function stoppedEnd({reason}: AbortSignal): RunEnd {
  if (reason instanceof AppError) return endOfError(reason)
  return {state: 'interrupted', exitCode: typeof reason === 'number' ? reason : EXIT.sigint}
}

/** As many as people read; the rest is counted. */
const MOST = 20

interface Warnings {
  readonly add: (message: string) => void
  all(): readonly string[]
}

/** Keeps the first warnings, each once, and tells of them as they come. */
export function collectWarnings(onWarning: (message: string) => void): Warnings {
  const kept = new Set<string>()
  let more = 0
  return {
    add(message) {
      if (kept.has(message)) return
      if (kept.size >= MOST) {
        more += 1
        return
      }
      kept.add(message)
      onWarning(message)
    },
    all: () => (more === 0 ? [...kept] : [...kept, `${more} more warnings of this kind are not shown.`]),
  }
}
