import type {PushEvent} from '../../push/run/push-event.js'

/** Tells people on stderr how a push is going. */
export interface Reporter {
  readonly onEvent: (event: PushEvent) => void
  /**
   * Stops drawing (a timer, which would keep the process alive) and clears the line: call it in `finally`, before
   * anything else is printed, and before a question. The next event draws again.
   */
  readonly close: () => void
  /** Draws on where `close` has stopped it. */
  readonly reopen: () => void
}
