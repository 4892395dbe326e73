import {SingleBar} from 'cli-progress'
import type {PushEvent} from '../../push/run/push-event.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import type {Screen} from '../text/palette.js'
import {describeEvent} from './describe-event.js'
import {progressLine} from './progress-line.js'
import {advance, initialProgress, type ProgressState} from './progress-state.js'
import type {Reporter} from './reporter.js'

const REDRAWS_PER_SECOND = 8

interface Terminal {
  readonly stream: NodeJS.WritableStream
  /** Asked at every redraw: windows are resized. */
  readonly screen: () => Screen
}

/**
 * For terminals: one redrawn line, with what must not be overlooked printed above it. cli-progress draws, at its own
 * pace.
 */
export function ttyReporter({stream, screen}: Terminal, clock: Pick<Clock, 'now' | 'monotonic'>): Reporter {
  let state: ProgressState = initialProgress
  const bar = new SingleBar({
    format: () => progressLine(state, monotonicNow(clock), screen()),
    stream,
    fps: REDRAWS_PER_SECOND,
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false, // signals belong to signals.ts
  })
  let isDrawing = false
  const onEvent = (event: PushEvent): void => {
    const repeats = event.type === 'waiting' && state.waiting?.reason === event.waiting.reason
    state = advance(state, event, monotonicNow(clock))
    if (event.type === 'asking') {
      isDrawing = false
      bar.stop()
    }
    const line = isDrawnOnly(event, repeats) ? undefined : describeEvent(event)
    if (line === undefined) return
    isDrawing = true
    bar.stop() // it saves the cursor's place when it starts and returns there: a line printed under it would be overwritten
    stream.write(`${line}\n`)
    bar.start(1, 0)
  }
  const reopen = (): void => {
    if (isDrawing) bar.start(1, 0)
  }
  return {onEvent, close: () => bar.stop(), reopen}
}

/** Late writes are waited for so long that the line alone would not explain it. */
function isDrawnOnly(event: PushEvent, repeats: boolean): boolean {
  return event.type === 'settled' || (event.type === 'waiting' && (repeats || event.waiting.reason !== 'late-commit'))
}
