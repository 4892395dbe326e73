import type {WriteRemark} from '../../hubspot/batch/batch-types.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {MappedRow} from '../../rows/rows.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {DoubtBook} from '../late-commits/doubt-book.js'
import type {EarlierDoubts} from '../late-commits/inherited-doubts.js'
import {inputOfRow, type PendingInput} from '../send/fold.js'
import {type NotStored, warnNotStored} from '../send/not-stored.js'
import type {InputOutcome, Observation} from '../send/outcomes.js'
import type {PushEvent} from './push-event.js'

interface Listeners {
  readonly book: DoubtBook
  readonly earlier: EarlierDoubts
  readonly clock: Clock
  readonly lateCommitMs: number
  readonly onEvent: (event: PushEvent) => void
  readonly warn: (message: string) => void
}

/**
 * Passes on what is seen while rows are sent. Who learns what:
 *
 *     answered    the doubt book: what the process before left in doubt of these rows, and the attempts of this one
 *                 whose fate is unknown. Before anything else is sent: the journal must know of them, however it ends.
 *     outcomes    the doubt book: what was written, or refused, after what is in doubt
 *                 the samples: values that HubSpot did not keep
 *     unchanged   the doubt book: as if the row had been answered and written
 *     isolating   the progress line
 *     remarked    the warnings, each subject once
 *     shared      the warnings
 */
export class SendObserver {
  readonly #listeners: Listeners
  readonly #remarked = new Set<string>()
  /** Property → the first value of it that was not kept. */
  readonly #samples = new Map<string, NotStored>()

  constructor(listeners: Listeners) {
    this.#listeners = listeners
  }

  hear(observation: Observation): void {
    switch (observation.kind) {
      case 'answered':
        this.#noteDoubts(observation.inputs, observation.fateUnknown)
        break
      case 'isolating':
        this.#showIsolating(observation.inputs, observation.refusal)
        break
      case 'remarked':
        for (const remark of observation.remarks) this.#warnOnce(remark)
        break
      case 'shared':
        this.#listeners.warn(sharedRecord(observation.inputs, observation.recordId))
    }
  }

  outcomes(outcomes: readonly InputOutcome[]): void {
    for (const outcome of outcomes) {
      this.#listeners.book.note(outcome)
      for (const value of outcome.notStored ?? [])
        if (!this.#samples.has(value.property)) this.#samples.set(value.property, value)
    }
  }

  unchanged(row: MappedRow): void {
    this.#noteEarlier(row)
    this.#listeners.book.note({kind: 'written', input: row})
  }

  /** What to tell of the values, counted by property, that HubSpot did not keep. */
  warnNotStored(counts: Readonly<Record<string, number>> = {}): string[] {
    return Object.entries(counts).map(([property, count]) =>
      warnNotStored(property, count, this.#samples.get(property)),
    )
  }

  #noteDoubts(inputs: readonly PendingInput[], fateUnknown: boolean): void {
    const {book, clock, lateCommitMs} = this.#listeners
    const untilMs = monotonicNow(clock) + lateCommitMs
    for (const input of inputs) {
      for (const row of input.rows) this.#noteEarlier(row)
      if (fateUnknown) book.note({kind: 'doubtful', input, untilMs})
    }
  }

  /** Row by row: the process before may have merged them otherwise. */
  #noteEarlier(row: MappedRow): void {
    const {book, earlier, clock} = this.#listeners
    const untilMs = earlier.take(row.row)
    if (untilMs !== undefined && untilMs > monotonicNow(clock))
      book.note({kind: 'doubtful', input: inputOfRow(row), untilMs})
  }

  #showIsolating(inputs: readonly PendingInput[], {message}: Refusal): void {
    const rows = inputs.flatMap(input => input.rows.map(row => row.row))
    this.#listeners.onEvent({type: 'isolating', firstRow: Math.min(...rows), lastRow: Math.max(...rows), message})
  }

  #warnOnce({category, property, message}: WriteRemark): void {
    const subject = `${category} ${property}`
    if (!this.#remarked.has(subject)) this.#listeners.warn(message)
    this.#remarked.add(subject)
  }
}

function sharedRecord(inputs: readonly PendingInput[], recordId: string): string {
  const keys = inputs.map(input => `"${input.key}"`).join(' and ')
  return `${keys} are the same HubSpot record (${recordId}). Their rows were applied in file order within one request, but order across requests is not guaranteed.`
}
