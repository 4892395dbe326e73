import type {PlainStep} from '../../errors/next-step.js'
import type {RejectCode} from '../../rows/reject-code.js'
import type {PushStatus, PushSummary} from '../run/push-summary.js'

/** A record that the run created and that stays. */
export interface LeftOut {
  readonly id: string
  readonly reason: RejectCode
  readonly message: string
}

/** The JSON of `runs undo --json`. */
export interface UndoSummary {
  /** The run that is undone. */
  readonly run: string
  readonly status: PushStatus
  readonly portalId: number
  readonly profile: string
  readonly credential: string
  readonly object: {readonly name: string; readonly objectTypeId: string}
  /** Records that the run is known to have created. */
  readonly created: number
  /** Of those, archived now; in a dry run: that would be. */
  readonly undone: number
  /** Of those, no longer there. */
  readonly unchanged: number
  /** The first of those that stay. */
  readonly leftOut: readonly LeftOut[]
  readonly leftOutCount: number
  /** Rows of the run that updated records: these are not undone. */
  readonly updated: number
  /** Records that the run created and whose ids it has not kept. */
  readonly unknown: number
  /** Objects whose links to the records could not be looked at. */
  readonly unseen: readonly string[]
  /** Dry run: the first of the records that would be archived. */
  readonly records?: readonly {readonly id: string; readonly key: string}[]
  /** The run that archived them, with its own journal and rejects; null where nothing was archived. */
  readonly undoneBy: string | null
  readonly requests: PushSummary['requests']
  readonly durationMs: number
  readonly exitCode: number
  readonly next: readonly PlainStep[]
  readonly reason?: {readonly code: string; readonly message: string}
  readonly warnings?: readonly string[]
}
