import type {FileReading, TextStyle} from '../rows/file-reading.js'
import type {GoneAction} from '../rows/gone.js'
import type {ListName} from '../rows/part-totals.js'
import type {ModeField, OtherEndField} from '../rows/run-mode.js'
import type {Stamp} from './journal/journal-line.js'

/**
 * run.json: what was asked, written once before the first row is sent. Holds no secret and, but for the header, nothing
 * of the rows.
 */
export interface RunRecord extends ModeField, OtherEndField {
  /** Layout of the run's files; a reader refuses what is newer than it knows. */
  readonly format: 1
  readonly run: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** The same moment by a clock that cannot be set; absent if there is none, and in runs of older versions. */
  readonly clock?: Stamp | undefined
  readonly profile: string
  readonly portalId: number
  /** Host of the pages that show the portal's records, such as `app-eu1.hubspot.com`; absent in older runs. */
  readonly uiDomain?: string
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly key: string
  readonly source: RunSource
  /** CSV header in file order; absent for JSONL. Cells of a stored reject are in this order. */
  readonly header?: readonly string[]
  /** As mapping/ serialised it. */
  readonly mapping: unknown
  /** `--duplicates`; absent in runs of stored rejects. */
  readonly duplicates?: string
  /** `--list`: what the records of written rows join. */
  readonly list?: ListName
  /** Absolute path of the file of `--written`. */
  readonly written?: string
  /** The run whose rejects this one sent again. */
  readonly parent?: string
  /** The run whose records this one archives (`runs undo`). */
  readonly undoes?: string
  /** The rows are records of an engine's stream: settings take the place of flags. */
  readonly engine?: true
  /** The file was only checked and then refused (`--check-first`): nothing was sent, and it is never resumed. */
  readonly checkOnly?: true
  /** No values of rejected rows are kept (`--no-store-values`). */
  readonly storeValues?: false
  /** `--gone`: what becomes of records that leave the file, and which list says so. */
  readonly gone?: GoneAction & {readonly source: string}
  /** `--note`: a note of the user about the run. */
  readonly note?: string
  /** Version of hubspot-push that wrote it. */
  readonly version: string
}

export interface RunSource {
  /** As typed; `-` for standard input. */
  readonly name: string
  /** Absolute; absent for standard input. */
  readonly path?: string
  readonly format: 'csv' | 'jsonl'
  /**
   * `--format` of a document or table, and what else flags say of it, where they were given: read otherwise, the file
   * has other rows.
   */
  readonly reading?: FileReading & {readonly format?: 'json' | 'parquet'}
  /** How the text was found to be written; absent where it is none, and in older runs. */
  readonly style?: TextStyle
  /** Absent for standard input, which cannot be read twice. */
  readonly fingerprint?: {readonly bytes: number; readonly sha256: string}
}
