import type {GoneAction} from '../../rows/gone.js'
import type {DoubtfulRows} from '../../runs/journal/journal-line.js'
import type {MemberList} from '../../runs/members/member-list.js'
import type {MemberLog} from '../../runs/members/member-log.js'
import type {Clock} from '../../shared/clock.js'
import type {ChangePorts} from './change-records.js'
import type {GoneThreshold} from './gone-limit.js'

/** What a push asks for; the list is opened by the service that starts the run. */
export interface GoneRequest {
  readonly list: MemberList
  readonly action: GoneAction
  /** Absent: the usual share. */
  readonly threshold?: GoneThreshold
  /** Whether a later run has changed the list since this one began. */
  readonly isOvertaken: boolean
  /** Keys whose records were archived or marked: earlier rejected rows of theirs are not to be sent any more. */
  readonly onGone?: (keys: readonly string[]) => Promise<void>
}

export interface GonePhaseOptions extends GoneRequest {
  readonly run: string
  /** Of the run. */
  readonly directory: string
  readonly log: MemberLog
  /** The key property. */
  readonly idProperty: string
  readonly change: Omit<ChangePorts, 'onFateUnknown'>
  /** Whether rows may set the property. */
  readonly isMapped: (property: string) => boolean
  readonly clock: Clock
  readonly lateCommitMs: number
  readonly stop: AbortSignal
  /** What an earlier process of the run has left in doubt. */
  readonly inherited: readonly DoubtfulRows[]
  readonly warn: (message: string) => void
  readonly onNote: (message: string) => void
}
