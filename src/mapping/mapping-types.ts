import type {ObjectDefinition, Owner, Pipeline, PropertyDefinition} from '../hubspot/portal/portal-types.js'
import type {RejectCode} from '../rows/reject-code.js'
import type {Cell} from '../rows/rows.js'
import type {PairMode} from '../rows/run-mode.js'
import type {Coercer, ValueFormats} from './coerce/coercer.js'
import type {OptionsBy} from './coerce/options/option-finder.js'
import type {CellRules} from './compile/cell-rules.js'
import type {LinkColumn, LinkRule, LinkTarget} from './links/link-column.js'
import type {PairRule} from './links/pair-rule.js'
import type {EmptyRule} from './row/empty-cell.js'
import type {WatchedAs} from './watch/watched-as.js'

/** What flags and a mapping file ask for. */
export interface AskedMapping {
  /** --map, and the columns of a mapping file. */
  readonly map: readonly ColumnRule[]
  /** --ignore */
  readonly ignore: readonly string[]
  readonly ignoreUnknown: boolean
  /** --ignore-read-only: columns whose properties cannot be written are left out. Absent: they are refused. */
  readonly ignoreReadOnly?: true
  /** --key, by internal name or label. */
  readonly key?: string
  readonly formats?: ValueFormats
  /** --set: the property by internal name or label, the value as a cell would hold it. */
  readonly set?: readonly {readonly property: string; readonly value: string}[]
  /** --empty; absent: skip. What an empty cell or a null of JSON does. */
  readonly empty?: 'skip' | 'clear'
  /** --options; absent: values and labels. What cells of options hold. */
  readonly options?: OptionsBy
  /** `--mode delete`: the key alone is read, whatever the other columns hold. */
  readonly keyOnly?: true
  /** The rows are matched on record ids (`hs_object_id`), which no upsert takes. */
  readonly byRecordId?: true
  /** --null; absent: none. Texts that stand for null in cells and in strings of JSON. */
  readonly null?: readonly string[]
  /** --associate, and the entries of a mapping file. */
  readonly associate?: readonly LinkRule[]
  /** --associations; absent: add. `replace` also removes links that a row's cells do not name. */
  readonly associations?: 'add' | 'replace'
  /** `associate`: rows are pairs. The key is that of one record, and the only entry of `associate` names the other. */
  readonly pairs?: PairMode
}

/** What was asked for, and the columns that the file has. */
export interface MappingRequest extends AskedMapping {
  readonly format: 'csv' | 'jsonl'
  /** CSV: the header. JSONL: the keys of the first rows. */
  readonly columns: readonly string[]
}

/** Where a column goes, and what is done to its cells. */
export interface ColumnRule extends CellRules {
  readonly column: string
  /** By internal name or label. */
  readonly property: string
}

/** Where the rows go. */
export interface MappingTarget {
  readonly object: ObjectDefinition
  readonly properties: readonly PropertyDefinition[]
  /** Properties that rows can be matched on, as hubspot/usable-keys finds them. */
  readonly keys: readonly {readonly property: string; readonly label: string}[]
  /** Absent where no column needs them, or the login may not read them. */
  readonly owners?: readonly Owner[]
  /** Absent where no column needs them, or the login may not read them; empty for an object that has none. */
  readonly pipelines?: readonly Pipeline[]
  /** One for each rule of `associate`; absent where there are none. */
  readonly links?: readonly LinkTarget[]
}

/** Where a column goes. */
export interface ColumnTarget {
  readonly column: string
  /** Position of the cell in a CSV row; -1 for JSONL. */
  readonly index: number
  /** Internal name. */
  readonly property: string
  readonly isKey: boolean
  readonly coerce: Coercer
  /** For numbers of JSON, which have a decimal point however the file's texts write theirs. */
  readonly coerceNumber: Coercer
  /** For dates of workbooks, which are ISO 8601 however the file's texts write theirs. */
  readonly coerceIso: Coercer
  /**
   * What becomes of an array or object of JSON: a list of values with this between them, its own text, or nothing that
   * can be sent.
   */
  readonly nested: {readonly separator: string} | 'json' | 'refused'
  /**
   * A stage's, by the id of the pipeline that the row names; `coerce` is for rows that name none. Absent for what is no
   * stage.
   */
  readonly coerceIn?: ReadonlyMap<string, Coercer>
  /** Which cells count as empty. */
  readonly empty: EmptyRule
  readonly watched: WatchedAs
  /** Whether an empty cell empties the property; never the key's. */
  readonly clears: boolean
}

/** Where a field goes that the first rows lacked: to one property or to none; or why its rows are rejected. */
export type LateField =
  | {readonly targets: readonly ColumnTarget[]}
  | {readonly code: RejectCode; readonly message: string}

/** By the field's name. */
export type LateFields = (field: string) => LateField

export interface StageRule {
  /** Internal name of the property that holds the pipeline. */
  readonly pipeline: string
  readonly constant?: {readonly column: ColumnTarget; readonly cell: string}
}

/** Columns → properties, compiled for one object of one portal. */
export interface Mapping {
  readonly object: {readonly name: string; readonly objectTypeId: string}
  readonly format: 'csv' | 'jsonl'
  /** Internal name of the property that rows are matched on. */
  readonly key: string
  readonly keyIsEmail: boolean
  /** In order of the source's columns. */
  readonly columns: readonly ColumnTarget[]
  /** What every row sets besides: internal name → value. */
  readonly constants: Readonly<Record<string, string>>
  /**
   * How a stage is looked up in each row: the property that names the row's pipeline, and the stage that every row gets
   * besides.
   */
  readonly stages: StageRule
  /** Which cells are empty of columns that have no rule of their own. */
  readonly empty: EmptyRule
  /** Columns that are left out. */
  readonly ignored: readonly string[]
  /** Columns that are called by another word for their property: their property was not given, so they are reported. */
  readonly bySynonym: readonly {readonly column: string; readonly property: string}[]
  readonly ignoreUnknown: boolean
  /** JSONL: the fields of the first rows and those that were asked for; an empty list for an ignored one. */
  readonly fields: ReadonlyMap<string, readonly ColumnTarget[]>
  /** JSONL: where fields go that only later rows have. */
  readonly late: LateFields
  /** Columns that name records to link to; none: rows have no links. */
  readonly links: readonly LinkColumn[]
  /** Whether links that a row does not name are removed. */
  readonly replacesLinks: boolean
  /** Rows are pairs of records, of which nothing is written but their links. Absent: rows are records. */
  readonly pairs?: PairRule
  /** CSV: whether a row names the columns once more. */
  readonly isSecondHeader: SecondHeader
  /** Whether a later value of the property may replace an earlier one of the same batch without both being sent. */
  foldable(property: string): boolean
  /**
   * With every choice made explicit: compiled again, it gives the same mapping whatever properties were added
   * meanwhile.
   */
  readonly saved: SavedMapping
}

/** Plain JSON: the part of a mapping that is kept with a run. */
export interface SavedMapping extends MappingRequest {
  readonly key: string
  readonly objectTypeId: string
}

/** Tells of a row of cells, by its number from 1, whether it is a header. */
export type SecondHeader = (cells: readonly Cell[], row: number) => boolean
