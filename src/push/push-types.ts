import type {Waiting} from '../hubspot/call/call-types.js'
import type {Totals} from '../rows/totals.js'
import type {ModeTold} from '../rows/write-mode.js'

export type PushStatus = 'finished' | 'stopped' | 'interrupted' | 'failed' | 'dry-run'

/** The JSON of `push --json`; the contract fixes its keys. */
export interface PushSummary extends ModeTold {
  readonly run: string
  readonly status: PushStatus
  readonly portalId: number
  readonly profile: string
  /** Where the login came from: `HUBSPOT_ACCESS_TOKEN` when it stood in for the profile's own. */
  readonly credential: string
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly key: string
  readonly file: string
  readonly rows: Totals
  readonly requests: {
    readonly upserts: number
    readonly reads: number
    readonly retries: number
    readonly throttled: number
  }
  readonly durationMs: number
  readonly rejects: {
    readonly count: number
    readonly byCode: Readonly<Record<string, number>>
    readonly file: string | null
  }
  /**
   * By property: values of written rows that HubSpot took and that the records do not hold. Absent when there are none.
   */
  readonly notStored?: Readonly<Record<string, number>>
  readonly exitCode: number
  readonly next: readonly string[]
  /** Why it stopped, when it did. */
  readonly reason?: {readonly code: string; readonly message: string}
  /** Sentences the user should see once, after the totals. */
  readonly warnings?: readonly string[]
}

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
      /** Absent where it is unknown (stdin). */
      readonly totalBytes?: number
    }
  | {
      readonly type: 'started'
      readonly run: string
      readonly portalId: number
      readonly uiDomain: string
      readonly profile: string
      readonly credential: string
      readonly object: string
      readonly key: string
      readonly mode?: ModeTold['mode']
      readonly file: string
      /** Absent where it is unknown (stdin). */
      readonly totalBytes?: number
      /** Last row settled by the run it goes on with. */
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
  | {readonly type: 'stopping'; readonly reason: string}
  | {readonly type: 'warning'; readonly message: string}
  /** What is as it should be, and must not go unseen. */
  | {readonly type: 'note'; readonly message: string}
