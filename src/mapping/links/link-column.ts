import type {LinkType} from '../../hubspot/associations/association-calls.js'
import type {EmptyRule} from '../row/empty-cell.js'

/** `--associate`, or an entry of a mapping file: the column names records of another object that the row's is linked to. */
export interface LinkRule {
  readonly column: string
  /** As --object takes it. */
  readonly object: string
  /** Internal name of a unique property, or `id` for record ids. */
  readonly by: string
  /** Of every link of the column: its text in HubSpot, or its number. */
  readonly label?: string
  /** A column whose cells hold the labels, several of them separated like the names. */
  readonly labelColumn?: string
  /** Between the names of one cell. Absent: `;`. */
  readonly separator?: string
  /** What a name without a record does. Absent: the link is rejected. */
  readonly missing?: 'reject' | 'ignore'
  /** What an empty cell does under `--associations replace`, in place of the mapping's. */
  readonly empty?: 'skip' | 'clear'
  /** Texts that stand for null, in place of the mapping's. */
  readonly null?: readonly string[]
}

/** What a rule means in the portal. */
export interface LinkTarget {
  readonly object: {
    readonly name: string
    readonly objectTypeId: string
    readonly singularLabel: string
    readonly custom: boolean
  }
  /**
   * How the other record is found: by its id, by a unique property, or companies by a search for their domain, which
   * must find exactly one.
   */
  readonly by: {readonly kind: 'id' | 'domain'} | {readonly kind: 'key'; readonly property: string}
  /** The column's own label. */
  readonly label?: LinkType
  /** All that links between the two objects can have, as seen from the rows' object. */
  readonly types: readonly LinkType[]
}

/** A column of links, compiled for one file and portal. */
export interface LinkColumn extends LinkTarget {
  readonly column: string
  /** Position of the cell in a CSV row; -1 for JSONL. */
  readonly index: number
  readonly labels?: {readonly column: string; readonly index: number}
  readonly separator: string
  readonly ignoresMissing: boolean
  readonly empty: EmptyRule
  /** Whether an empty cell removes all links of the column, where links are replaced. */
  readonly clears: boolean
}
