import type {PushEvent} from '../../push/run/push-event.js'
import type {UndoThreshold} from '../../push/undo/undo-limit.js'
import type {ConnectRequest} from '../portal/connect.js'
import type {PushQuestion} from '../push/push-request.js'

export interface UndoRequest extends ConnectRequest {
  /** The run whose records are archived. */
  readonly run: string
  /** Absent: as many as the user agrees to. */
  readonly maxDeletes?: UndoThreshold
  /** Reads each record again after it was archived. */
  readonly verifies?: boolean
  readonly isDryRun: boolean
  readonly waitLockMs: number
  readonly note?: string
  readonly version: string
  /** How long a request that was given up may still take effect, in ms; for tests. */
  readonly lateCommitMs?: number
}

export interface UndoPorts {
  readonly onEvent: (event: PushEvent) => void
  /** Throws AppError CANCELLED for a no. */
  readonly confirm: (question: PushQuestion) => Promise<void>
  readonly stop: AbortSignal
  readonly abort: AbortSignal
}
