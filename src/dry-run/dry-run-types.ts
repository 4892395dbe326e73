import type {PushSummary} from '../push/run/push-summary.js'
import type {Reject} from '../rows/rows.js'

/**
 * The JSON of `push --dry-run --json`: that of a push, with what the push would count in `rows`, and `dryRun` beside
 * it. No run is stored, so `run` and `rejects.file` are null; `requests` are those that the dry run itself made.
 */
export interface DryRunSummary extends Omit<PushSummary, 'run'> {
  readonly run: null
  readonly status: 'dry-run'
  readonly dryRun: DryRunDetail
}

export interface DryRunDetail {
  readonly columns: readonly ColumnUse[]
  /**
   * What every row sets besides, by --set or a mapping file: the value as it would be sent, '' where it would clear.
   */
  readonly constants: readonly {readonly property: string; readonly label: string | null; readonly value: string}[]
  /**
   * Rows among `rows.updated` whose record would hold all their values already when their turn comes. A push sends them
   * anyway.
   */
  readonly unchanged: number
  /** How many records of the portal each property would change in, the most often changed first. */
  readonly changes: readonly {readonly property: string; readonly records: number}[]
  /** The first records of the portal that would change. */
  readonly samples: readonly RecordChange[]
  /** `--mode delete`: the first records that would be archived. Absent for the other modes. */
  readonly deletes?: readonly PlannedDelete[]
  /** `--gone`: the first records that would be archived or marked. Absent without it. */
  readonly gone?: readonly PlannedGone[]
  readonly rejects: readonly RejectsOfCode[]
  readonly requests: RequestsNeeded
}

/** Where a column goes; `property` is null for one that is left out. */
export interface ColumnUse {
  readonly column: string
  readonly property: string | null
  readonly label: string | null
  /** The first value of the column as it would be sent; null where it has none. */
  readonly sample: string | null
  /** Of a column that names records to link to: their object, what they are found by, and the column's own label. */
  readonly link?: {readonly object: string; readonly property: string; readonly label: string | null}
}

/** What one input (a row, or several rows of one key together) would change in a record. */
export interface RecordChange {
  /** The first row of the input. */
  readonly row: number
  readonly line: number
  readonly key: string
  readonly recordId: string
  readonly changes: readonly ValueChange[]
}

export interface PlannedDelete {
  readonly row: number
  readonly line: number
  readonly key: string
  readonly recordId: string
}

/** A record whose key has left the file. */
export interface PlannedGone {
  readonly key: string
  readonly recordId: string
}

/** null = no value. */
export interface ValueChange {
  readonly property: string
  readonly from: string | null
  readonly to: string | null
}

export interface RejectsOfCode {
  readonly code: Reject['code']
  readonly count: number
  readonly examples: readonly Pick<Reject, 'row' | 'line' | 'key' | 'property' | 'value' | 'message'>[]
}

export interface RequestsNeeded {
  /** Requests of a push that carry its rows, if HubSpot refuses none for what only it can know. */
  readonly upserts: number
  /**
   * Reads of its records: `--mode update` looks up contacts by their e-mails, and links need the records that they name
   * and the links that exist.
   */
  readonly reads: number
  /** Requests that link records, or remove links. */
  readonly associations: number
  /** Requests that add records to a list. */
  readonly memberships: number
  /** The portal's requests a day, and what is left of them today; null where HubSpot does not tell. */
  readonly daily: number | null
  readonly dailyRemaining: number | null
  /** 0 to 1 of `daily`; above 1 where one day is not enough. */
  readonly shareOfDay: number | null
}
