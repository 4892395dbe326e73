import type {PushEvent} from '../../push/run/push-event.js'
import type {Clock} from '../../shared/clock.js'
import type {EngineRow, StreamPlan} from './stream.js'

export interface EnginePorts {
  /** For the address and version of the API alone: logins come from the settings. */
  readonly env: NodeJS.ProcessEnv
  /** `data` is where the settings name none. */
  readonly dirs: {readonly data: string; readonly config: string; readonly cache: string}
  readonly version: string
  readonly clock: Clock
  /** Sentences for the log, each once. */
  readonly onWarning: (message: string) => void
  /** What the runs tell besides; of which stream. */
  readonly onEvent: (event: PushEvent, stream: string) => void
  /** HubSpot has replaced the refresh token: the one of the settings is no longer good. */
  readonly onRefreshToken: (refreshToken: string) => void
  /** Aborted: no further record is taken, what is under way settles. Its reason: the exit code, or an AppError. */
  readonly stop: AbortSignal
  /** Aborted: what is under way is given up as well. */
  readonly abort: AbortSignal
  /** As in a push. */
  readonly lateCommitMs?: number
}

/** Counts since the marker of the same scope before it. */
export interface MarkerCounts {
  /** Rejected ones included. */
  readonly records: number
  readonly rejected: number
}

/**
 * Called once everything before the marker is settled: written, unchanged, left out or rejected, and beyond being
 * undone by an attempt that was given up. Rejects are on disk then. Must not throw.
 */
export type Release = (counts: MarkerCounts) => void

/**
 * Several streams of records into HubSpot, each a run with a directory of its own, over one client and one limiter.
 * Calls come one after the other; who gets a promise waits for it before the next call.
 */
export interface Engine {
  /**
   * Says how the records of a stream that follow are written; throws AppError where the portal or the settings do not
   * allow it. Again: with the same plan nothing happens, with another one the records before it are settled first.
   * No run begins, and no lock is taken, before the first record.
   */
  openStream(plan: StreamPlan): Promise<void>
  /**
   * One record of an open stream. Undefined while there is room, otherwise a promise for it. Throws, or rejects with,
   * EngineEnded where nothing more can be written, and AppError where a run cannot begin (LOCKED): then `end` is to be
   * called.
   */
  write(stream: string, row: EngineRow): Promise<void> | undefined
  /**
   * `release` is called once all records written before are settled: those of `stream`, or of all streams. At once
   * where there are none. Markers of one scope are released in their order; those that cannot be anymore (a stream
   * failed, or was stopped) never are. Undefined while few wait, otherwise a promise for that.
   */
  mark(release: Release, stream?: string): Promise<void> | undefined
  /** Settles everything and ends all runs; to be called once, whatever was thrown before. Throws bugs alone. */
  end(): Promise<EngineOutcome>
}

/** How it all ended. */
export interface EngineOutcome {
  /**
   * Of the worst stream: 0, 3 where records were rejected and `on_reject` is `fail`, or that of the error that ended a
   * stream; 130 or 143 where a signal did.
   */
  readonly exitCode: number
  /** What ended it before its time; undefined where everything was handled. */
  readonly failure: EngineFailure | undefined
  readonly streams: readonly StreamOutcome[]
}

export interface EngineFailure {
  /** An `ErrorCode`, or absent for a signal. */
  readonly code?: string
  readonly message: string
  readonly exitCode: number
}

/** Thrown by an engine that has ended: `end` tells the rest. */
export class EngineEnded extends Error {
  readonly failure: EngineFailure

  constructor(failure: EngineFailure) {
    super(failure.message)
    this.failure = failure
  }
}

/** What became of the records of one stream, over all its runs. */
export interface StreamOutcome {
  readonly stream: string
  /** Name of the object. */
  readonly object: string
  readonly records: number
  readonly written: number
  readonly created: number
  readonly updated: number
  readonly archived: number
  readonly unchanged: number
  readonly rejected: number
  /** Records that say they were deleted, of a stream whose settings leave such out. */
  readonly leftOut: number
  readonly byCode: Readonly<Record<string, number>>
  /** Its runs that have rejects, oldest first: `hubspot-push rejects RUN` lists them. */
  readonly rejectsIn: readonly string[]
}
