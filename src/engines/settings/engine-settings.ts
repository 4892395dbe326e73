import type {LinkRule} from '../../mapping/links/link-column.js'
import type {WriteMode} from '../../rows/run-mode.js'

/** What the configuration file says, but for what is of one protocol alone. */
export interface EngineSettings {
  readonly login: EngineLogin
  /** Where runs, rejects and locks are kept; absent: the program's own directory of data. */
  readonly dataDir?: string
  /** By stream; one that is not named has none of its own. */
  readonly streams: ReadonlyMap<string, StreamSettings>
  /** What rejected records do to the exit code; absent: as the protocol has it. */
  readonly onReject?: 'keep' | 'fail'
}

export type EngineLogin =
  | {readonly kind: 'token'; readonly accessToken: string}
  | {
      readonly kind: 'oauth'
      readonly clientId: string
      readonly clientSecret: string
      readonly refreshToken: string
    }

/** Of one stream; each as the flag of `push` by that name. */
export interface StreamSettings {
  /** Absent: the stream is called as its object is. */
  readonly object?: string
  /** Absent: by the protocol, else as `push` chooses it. */
  readonly key?: string
  /** Field → property, or several. */
  readonly map: readonly {readonly column: string; readonly property: string}[]
  readonly set: readonly {readonly property: string; readonly value: string}[]
  readonly ignore: readonly string[]
  readonly ignoreUnknown: boolean
  readonly mode: Extract<WriteMode, 'upsert' | 'update' | 'create'>
  readonly empty?: 'skip' | 'clear'
  readonly null: readonly string[]
  readonly associate: readonly LinkRule[]
  readonly deleted: DeletedRule
}

/** What becomes of a record that was deleted at the source. */
export type DeletedRule =
  /** Counted, and left out. */
  | {readonly kind: 'ignore'}
  /** The record of its key is archived, at most so many in one run of the engine. */
  | {readonly kind: 'archive'; readonly maxDeletes: number}
  /** The property gets the value, the other fields are written. */
  | {readonly kind: 'set'; readonly property: string; readonly value: string}
