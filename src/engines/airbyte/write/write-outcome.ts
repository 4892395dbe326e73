import {EXIT} from '../../../errors/error-codes.js'
import type {EngineOutcome, StreamOutcome} from '../../core/engine.js'
import type {Failure} from '../protocol/describe-failure.js'
import type {StreamEnds} from '../protocol/stream-ends.js'
import {type StreamName, shownStream} from '../protocol/stream-name.js'

interface Ended {
  readonly outcome: EngineOutcome
  /** What ended the reading of messages before their end. */
  readonly stopped: Failure | undefined
  readonly streams: readonly StreamName[]
  readonly ends: StreamEnds
}

/** Why a sync does not count as done; undefined where it does. Its states are printed either way. */
export function failureOfWrite({outcome, stopped, streams, ends}: Ended): Failure | undefined {
  return outcome.failure ?? stopped ?? unended(streams, ends) ?? rejectsFailure(outcome)
}

/** The platform says of each stream how it ended: without a word the input broke off. */
function unended(streams: readonly StreamName[], ends: StreamEnds): Failure | undefined {
  const incomplete = streams.filter(stream => ends.of(stream) === 'incomplete').map(shownStream)
  const silent = streams.filter(stream => ends.of(stream) === undefined).map(shownStream)
  if (incomplete.length > 0)
    return incompleteFailure(`The source did not complete ${incomplete.join(', ')} (INCOMPLETE).`)
  return silent.length > 0
    ? incompleteFailure(`Standard input ended before the source said how ${silent.join(', ')} ended.`)
    : undefined
}

function incompleteFailure(message: string): Failure {
  return {
    code: 'STREAM_INCOMPLETE',
    message,
    exitCode: EXIT.resumable,
    advice: 'All records received are handled; the next attempt resumes at the last state.',
  }
}

/** `on_reject: fail`. */
function rejectsFailure({exitCode, streams}: EngineOutcome): Failure | undefined {
  if (exitCode === EXIT.ok) return undefined
  const rejected = streams.filter(each => each.rejected > 0)
  const list = rejected.map(each => `${each.rejected} of ${each.records} records of ${each.stream} (${codesOf(each)})`)
  return {
    code: 'ROWS_REJECTED',
    message: `Rejected: ${list.join('; ')}. All others are written.`,
    exitCode,
    advice: 'The log names each run that keeps rejected records with their reasons',
  }
}

function codesOf({byCode}: StreamOutcome): string {
  return Object.entries(byCode)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')
}
