import type {ObjectDefinition, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {PropertyProposal} from '../../mapping/new-properties/propose-properties.js'

/**
 * What a person is asked where a push does not say enough. Every question throws AppError CANCELLED when it is left.
 */
export interface MappingQuestions {
  /** Its type id. `problem`: what was wrong with the object that was named. */
  readonly object: (objects: readonly ObjectDefinition[], problem?: string) => Promise<string>
  /** Its internal name. */
  readonly key: (object: ObjectDefinition, keys: readonly KeyChoice[]) => Promise<string>
  readonly keyColumn: (question: KeyColumnQuestion) => Promise<KeyColumnAnswer>
  /** Internal name of the property it goes to; undefined leaves it out. */
  readonly column: (question: ColumnQuestion) => Promise<string | undefined>
  /** Whether the column's records are to be linked to those that it seems to name. */
  readonly link: (question: LinkQuestion) => Promise<boolean>
  /** Shows properties that may be made; an answer for each, in their order. */
  readonly newProperties: (question: NewPropertiesQuestion) => Promise<readonly ProposalAnswer[]>
  /** Shows the mapping. */
  readonly review: (review: MappingReview) => Promise<ReviewAnswer>
  /** Tells the flags that stand for the answers, word by word. */
  readonly tell: (flags: readonly string[]) => Promise<void>
}

export interface KeyChoice {
  readonly property: string
  readonly label: string
  /** The column that goes there at present. */
  readonly column?: string
}

export interface KeyColumnQuestion {
  readonly object: ObjectDefinition
  readonly key: KeyChoice
  /** Those of the file that may hold it, the likeliest first. */
  readonly columns: readonly string[]
  /** Whether the first of them nearly spells the key. */
  readonly isSure: boolean
  /** What to know before. */
  readonly hint?: string
  /** Keys that a column goes to already. */
  readonly others: readonly KeyChoice[]
}

/** The column that holds the key, or another key to match on, or neither. */
export type KeyColumnAnswer = {readonly column: string} | {readonly key: string} | 'none'

export interface ColumnQuestion {
  readonly column: string
  readonly object: ObjectDefinition
  /** Why it is asked. */
  readonly reason: 'unknown' | 'ambiguous' | 'read-only' | 'changed'
  /** The best guess first; may be empty. */
  readonly guesses: readonly PropertyDefinition[]
  /** Whether the first of them is what the column means by another word, or nearly spells; any other guess is weak. */
  readonly isSure: boolean
  /** All that it may go to: those that can be written and to which no other column goes. */
  readonly free: readonly PropertyDefinition[]
}

/** What a column seems to name. */
export interface LinkGuess {
  readonly object: ObjectDefinition
  /** The key that its values are looked up by. */
  readonly by: string
  /** How many of the values that were looked up have a record. */
  readonly found: number
  readonly of: number
}

export interface LinkQuestion extends LinkGuess {
  readonly column: string
}

export interface NewPropertiesQuestion {
  readonly object: ObjectDefinition
  /** At least one. */
  readonly proposals: readonly PropertyProposal[]
}

/** As it is proposed, as a text, as a choice of the values in the file; or the column is left out. */
export type ProposalAnswer = 'create' | 'text' | 'choice' | 'leave out'

export interface MappingReview {
  readonly object: ObjectDefinition
  readonly key: string
  readonly columns: readonly ReviewedColumn[]
}

export interface ReviewedColumn {
  readonly column: string
  /** Undefined: left out. */
  readonly property?: PropertyDefinition
  /** Of a column that names records to link to, in place of a property: `companies.external_id`. */
  readonly link?: string
  /** False for the key's column and for what a flag or a mapping file says. */
  readonly canChange: boolean
}

/** Go on, with the mapping saved to a file or not; or ask for this column again. */
export type ReviewAnswer = {readonly saveTo?: string} | {readonly change: string}
