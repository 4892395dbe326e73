import type {Waiting} from '../../hubspot/call-types.js'
import type {Totals} from '../../rows/rows.js'
import type {ModeField, OtherEndField} from '../../rows/run-mode.js'

/** What would become of the first rows, for the question before the first write. */
export interface FirstLook {
  /** Rows that were looked at. */
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly rejected: number
  /** Whether these are all rows of the file. */
  readonly isAll: boolean
  /** Rows of the file: about, unless these are all; absent where nothing tells. */
  readonly total?: number
}

/** What a run tells while it goes on; only reporters in terminal/progress listen. */
export type PushEvent =
  /** The file is read and checked, nothing is written; a push may follow. */
  | {
      readonly type: 'examining'
      readonly portalId: number
      readonly object: string
      readonly key: string
      readonly file: string
      /** The run whose records are looked at (`runs undo`). */
      readonly undoes?: string
      /** Absent where it is unknown (stdin). */
      readonly totalBytes?: number
    }
  | {
      readonly type: 'started'
      readonly run: string
      readonly portalId: number
      readonly uiDomain: string
      /** Host and port that requests go to. Absent: not said. */
      readonly apiHost?: string
      readonly profile: string
      readonly credential: string
      readonly object: string
      readonly key: string
      readonly mode?: ModeField['mode']
      readonly to?: OtherEndField['to']
      readonly file: string
      /** The run whose records are archived (`runs undo`). */
      readonly undoes?: string
      /** Absent where it is unknown (stdin). */
      readonly totalBytes?: number
      /** Last row settled by the run it resumes. */
      readonly resumedAfterRow?: number
    }
  | {
      readonly type: 'settled'
      readonly totals: Totals
      readonly bytesRead: number
      /** 0 to 1 of the portal's burst limit used in the current window; absent until known. */
      readonly rateShare?: number
    }
  | {readonly type: 'waiting'; readonly waiting: Waiting}
  /** A batch was refused as a whole and is being taken apart. */
  | {readonly type: 'isolating'; readonly firstRow: number; readonly lastRow: number; readonly message: string}
  | {
      readonly type: 'stopping'
      readonly reason: string
      /** Nothing is resumed, and nobody presses Ctrl-C twice: an engine stops. */
      readonly isPatient?: boolean
    }
  /** Somebody is asked: nothing is drawn until something else happens. */
  | {readonly type: 'asking'}
  | {readonly type: 'warning'; readonly message: string}
  /** What is as it should be, and must not go unseen. */
  | {readonly type: 'note'; readonly message: string}
