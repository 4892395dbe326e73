import type {Run} from '../../errors/next-step.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {Mapping} from '../../mapping/mapping-types.js'
import type {KnownMarks} from '../../mapping/watch/row-pass.js'
import type {Settled, SourceRow} from '../../rows/rows.js'
import type {LedgerOptions} from '../../runs/journal/ledger.js'
import type {RunRecord} from '../../runs/run-record.js'
import type {StoredRun} from '../../runs/run-store.js'
import type {Clock} from '../../shared/clock.js'
import type {GoneRequest} from '../gone/gone-request.js'
import type {BatchOutcome, BatchRow} from '../line/batch.js'
import type {ChangeBook} from '../only-changed/change-book.js'
import type {PushEvent} from './push-event.js'
import type {RejectLimits} from './reject-limits.js'
import type {RunSenderOptions} from './run-sender.js'

export interface RunPlan {
  readonly record: RunRecord
  readonly directory: string
  /** For people: where the login came from. */
  readonly credential: string
  /** The run that is gone on with: it is this run, up to its checkpoint. */
  readonly resumed?: StoredRun
  readonly mapping: Mapping
  /** As it is now. */
  readonly object: ObjectDefinition
  /** Of the object, as they are now. */
  readonly properties: readonly PropertyDefinition[]
  /** Of the file; rows that were planned before (`--mode delete`) come as they are. */
  readonly rows: AsyncIterable<readonly (SourceRow | BatchRow)[]>
  readonly bytesRead: () => number
  /** Absent where the rows cannot be read again. */
  readonly resumeCommand?: Run
  /** The same without resuming. */
  readonly freshCommand?: Run
  readonly options?: RunOptions
}

/** How many rejects are allowed, and what is kept of them. */
export interface RejectOptions {
  readonly rejects?: RejectLimits
  /** False keeps no values of rejected rows. */
  readonly storeValues?: boolean
}

/** What is asked of a run, whichever command starts it. */
export interface PushOptions extends RejectOptions {
  readonly written?: LedgerOptions['written']
  /**
   * How long an attempt that was given up may still commit, in ms. Default 100 s: HubSpot's gateway gives up then
   * (docs/hubspot-api.md#transient-errors).
   */
  readonly lateCommitMs?: number
  /** `--mode delete`: reads each record again after it was archived. */
  readonly verifies?: boolean
}

/** What is asked, and what the service that starts the run hangs into it. */
export interface RunOptions extends PushOptions {
  /** False sends each row by itself, in order. */
  readonly fold?: boolean
  /** Looks at each mapped row in file order before it is batched; may settle it instead. */
  readonly screen?: (row: BatchRow) => BatchRow
  /** Rows that were asked for and are left out, once all are read: then the run ends with exit code 3. */
  readonly leftOut?: () => number
  /**
   * Sees the rows of a batch before the ledger counts them, and says what it counts: the same rows, perhaps with more
   * about them.
   */
  readonly beforeSettle?: (settled: readonly Settled[]) => Promise<readonly Settled[]>
  /** What was acknowledged before, kept true while rows are sent; `skips` leaves out rows that change nothing of it. */
  readonly changes?: {readonly book: ChangeBook; readonly skips: boolean}
  /** Nothing asks for the keys of unchanged rows, as long as no row is rejected. */
  readonly mergesUnchanged?: boolean
  /** Archives the rows that say `archives`; absent: there are none. */
  readonly archiver?: RunSenderOptions['archiver']
  /** `--gone`: what comes after the last row. */
  readonly gone?: GoneRequest | undefined
  /** What was noticed before the first row is sent, to be told with the summary. */
  readonly warnings?: readonly string[]
  /** What is known of the file's number columns before its first row is read. */
  readonly marks?: KnownMarks | undefined
}

/** What can be asked of a run once it has settled rows. */
export interface SettledSoFar {
  /** Writes down what was settled, rejects among it, if the journal does not know of it yet. */
  checkpoint(): Promise<void>
  /** As DoubtBook says it. */
  contested(): {readonly firstRow: number; readonly untilMs: number} | undefined
  /** Whether attempts that were given up may still write anything, contested or not. */
  isInDoubt(): boolean
}

export interface RunPorts {
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly onEvent: (event: PushEvent) => void
  /** Settled rows in source order, after the ledger has counted them. */
  readonly onSettled?: (outcome: BatchOutcome, soFar: SettledSoFar) => void | Promise<void>
  /** Throws once the run's files are another process's. */
  readonly guard?: LedgerOptions['guard']
  /** Aborted: no further row is read, what is in flight settles. Its reason is the exit code to end with. */
  readonly stop: AbortSignal
  /** Aborted: what is in flight is given up as well. */
  readonly abort: AbortSignal
}
