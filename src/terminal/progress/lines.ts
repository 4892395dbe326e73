import type {PushEvent} from '../../push/push-types.js'
import type {Clock} from '../../shared/clock.js'
import {describeEvent} from './describe-event.js'
import {plainProgress} from './progress-line.js'
import {advance, initialProgress, type ProgressState} from './progress-state.js'
import type {Reporter} from './reporter.js'

const PROGRESS_EVERY_MS = 30_000

/** For logs and pipes: a line at each change of state, and the progress every 30 seconds. A wait that goes on is told once. */
export function linesReporter(stream: NodeJS.WritableStream, clock: Pick<Clock, 'now'>): Reporter {
  let state: ProgressState = initialProgress
  let printedAtMs = clock.now()
  const print = (line: string): void => {
    stream.write(`${line}\n`)
  }
  const onEvent = (event: PushEvent): void => {
    const repeats = event.type === 'waiting' && state.waiting?.reason === event.waiting.reason
    state = advance(state, event, clock.now())
    const change = repeats ? undefined : describeEvent(event)
    if (change !== undefined) print(change)
    if (event.type !== 'settled' || clock.now() - printedAtMs < PROGRESS_EVERY_MS) return
    print(plainProgress(state, clock.now()))
    printedAtMs = clock.now()
  }
  return {onEvent, close: () => {}}
}
