import type {ListName} from './part-totals.js'
import type {RejectCode} from './reject-code.js'

/** A cell of a table; null where the file's own format says that there is no value. */
export type Cell = string | null

/** What the source held for one row: cells in header order, or the JSONL object as parsed. */
export type SourceRecord = Cells | Readonly<Record<string, unknown>>

/** Of a workbook, some are more than texts: a character of `types` for each (cell-types.ts); absent: all are texts. */
export type Cells = readonly Cell[] & {readonly types?: string}

export function isCells(record: SourceRecord | undefined): record is Cells {
  return Array.isArray(record)
}

/** Where a row is in its source. */
export interface RowPlace {
  /** From 1; the header and blank lines are not counted. */
  readonly row: number
  /** The line of the file where it starts, from 1, the header counted. */
  readonly line: number
}

/** A readable row, not yet mapped. */
export interface SourceRow extends RowPlace {
  readonly kind: 'source'
  readonly record: SourceRecord
}

/** A row ready to be sent. */
export interface MappedRow extends RowPlace {
  readonly kind: 'mapped'
  readonly record: SourceRecord
  /** The value sent as the input's `id` (an e-mail trimmed and lower-cased, other keys as in the cell, trimmed). */
  readonly key: string
  /**
   * `key` in a normal form, equal for two rows that HubSpot could take for one record: for order and batching only,
   * never sent, and never a reason to drop a row.
   */
  readonly orderKey: string
  /**
   * Internal property name → value, the key among them; '' clears. A property that the row does not set is absent;
   * nothing is inherited (shared/named).
   */
  readonly properties: Readonly<Record<string, string>>
  /** Absent where the row says nothing of links. */
  readonly links?: readonly RowLinks[]
  /** Its record is archived, among rows that are written (engines); nothing of it is written. */
  readonly archives?: true
}

/** What one column says of the links of a row's record. */
export interface RowLinks {
  /** Which of the mapping's columns of links. */
  readonly column: number
  /** The records that the cell names, each once; none: where links are replaced, all of the column are removed. */
  readonly names: readonly string[]
  /** Texts of the row's own labels; absent: the column's label, or a plain link. */
  readonly labels?: readonly string[]
  /** What the cell holds in place of names, where it cannot be read: JSON. */
  readonly unreadable?: string
}

/** HubSpot has confirmed the row: its values are in the record. */
export interface Ack extends RowPlace {
  readonly kind: 'ack'
  readonly key: string
  /** Absent where no reply named it. */
  readonly recordId?: string
  /** True when this row made the record. */
  readonly created: boolean
  /** When HubSpot made it, by the reply that said so; absent where it was found by reading, and of what was there. */
  readonly createdAt?: string
  /** The row's record was archived (`--mode delete`). Absent otherwise. */
  readonly deleted?: true
  /** Properties whose values of this row HubSpot took, and the record does not hold. Absent when there are none. */
  readonly notStored?: readonly string[]
  /** Absent where the row has none. */
  readonly links?: RowLinkOutcome
  /** Absent where rows join no list. */
  readonly list?: RowListOutcome
}

/** The record of a row joined the list, was in it before, or did not join: then the reject has its `list`. */
export type RowListOutcome = 'added' | 'unchanged' | Reject

/** What became of the links of a row. */
export interface RowLinkOutcome {
  /** What it said of them. */
  readonly wanted: readonly RowLinks[]
  readonly made: number
  /** They were there. */
  readonly unchanged: number
  readonly removed: number
  /** Each has its `link`; the row itself is written. */
  readonly rejects: readonly Reject[]
  /** Which of the mapping's columns of links had names that were rejected or ignored. */
  readonly incomplete: readonly number[]
}

/** Links of a row that an earlier run has written. */
export interface ToLink {
  /** Absent: it is found by the key. */
  readonly recordId?: string
  readonly record: SourceRecord
  readonly links: readonly RowLinks[]
}

/** The membership of a row that an earlier run has written. */
export interface ToJoin {
  /** Absent: it is found by the key. */
  readonly recordId?: string
  readonly record: SourceRecord
}

/** A row left out on purpose (overtaken under `--duplicates last`, dropped in `rejects fix`, or unchanged). */
export interface Skip extends RowPlace {
  readonly kind: 'skipped' | 'unchanged'
  readonly key: string
  /**
   * It stands for itself and for the rows behind it, up to this one: they are unchanged, too, and nothing asks for their
   * keys. Absent: for itself.
   */
  readonly lastRow?: number
  /** The row was written before, and only these links are to be sent; gone once they are. */
  readonly toLink?: ToLink
  /** Of a row whose links alone were sent. */
  readonly links?: RowLinkOutcome
  /** The row was written before, and only its record is to join the list; gone once it has. */
  readonly toJoin?: ToJoin
  /** As of a written row. */
  readonly list?: RowListOutcome
}

/** A row of `associate`: a pair of records that exist, and what became of its link. It counts as `outcomeOfPair` says. */
export interface Linked extends RowPlace {
  readonly kind: 'linked'
  readonly key: string
  /** Of the record that the key names. */
  readonly recordId: string
  readonly links: RowLinkOutcome
}

/** A row that was not written, and why. The shape of a line of rejects.jsonl, but for `kind`. */
export interface Reject extends RowPlace {
  readonly kind: 'reject'
  /** The key as it would have been sent; absent where the row has none that can be read. */
  readonly key?: string
  readonly code: RejectCode
  /** Internal name of the offending property. */
  readonly property?: string
  /** The offending value as the source wrote it. */
  readonly value?: string
  /** One or two sentences for people; names the value and the property. Never matched on. */
  readonly message: string
  /** HTTP status of the refusing reply; absent when rejected before sending. */
  readonly status?: number
  readonly correlationId?: string
  /** How often the row was sent and rejected, 0 when it never left this machine. */
  readonly attempts: number
  /**
   * The record that holds the value already, where HubSpot named it (CONFLICT, ALREADY_EXISTS). Not part of `rejects
   * --json`.
   */
  readonly existingId?: string
  /** Where the row was rejected first, in a run that sent stored rows again. Not part of `rejects --json`. */
  readonly origin?: {readonly run: string; readonly row: number}
  /** What was rejected is this link alone: the row is written. */
  readonly link?: RejectedLink
  /** What was rejected is that its record joins this list: the row is written. */
  readonly list?: ListName
  /** Of the row's record, where only a link or the membership was rejected. Not part of `rejects --json`. */
  readonly recordId?: string
  /** Absent for an unreadable row. */
  readonly record?: SourceRecord
  /** First 64 KB of the text of an unreadable row. */
  readonly raw?: string
}

/** Which link of its row was rejected. */
export interface RejectedLink {
  readonly column: string
  /** Name of the other object. */
  readonly object: string
  /** What its record is found by; `id`: its record id. */
  readonly property: string
  /** What the cell names it by. */
  readonly value: string
  readonly label?: string
}

/** A row whose outcome is final, ready for the ledger to settle: every row read must reach exactly one. */
export type Settled = Ack | Linked | Reject | Skip

/** The last row that it stands for. */
export function lastRowOf(row: MappedRow | Settled): number {
  return row.kind === 'unchanged' ? (row.lastRow ?? row.row) : row.row
}

/** A row is its link: written where something of it was, unchanged where nothing had to be. */
export function outcomeOfPair({links}: Linked): 'written' | 'unchanged' | 'rejected' {
  if (links.rejects.length > 0) return 'rejected'
  return links.made + links.removed > 0 ? 'written' : 'unchanged'
}

/** Row counts of a run; once it is finished, read = written + unchanged + skipped + rejected. */
export interface Totals {
  readonly read: number
  /** = created + updated + deleted; of pairs of records, those whose link was made, or removed */
  readonly written: number
  readonly created: number
  readonly updated: number
  /** Records that were archived (`--mode delete`). */
  readonly deleted: number
  readonly unchanged: number
  readonly skipped: number
  readonly rejected: number
}

export const NO_ROWS: Totals = {
  read: 0,
  written: 0,
  created: 0,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  skipped: 0,
  rejected: 0,
}
