import type {AppError} from '../../errors/app-error.js'
import type {Refusal} from '../refusals/refusal-types.js'

/** What HubSpot says about a value that it wrote, since version 2026-09. */
export interface WriteRemark {
  /** HubSpot's own, such as PROPERTY_VALUE_NORMALIZED. */
  readonly category: string
  readonly property?: string
  /** One sentence for people. */
  readonly message: string
}

/** What is known of one input of a request. What it becomes on its way to the ledger: push/send/outcomes. */
export type Outcome = Written | Refused | Unmentioned

export interface Written {
  readonly kind: 'written'
  /** Absent where HubSpot named none. */
  readonly recordId?: string
  readonly created: boolean
  /** When HubSpot made the record, as the reply says it; absent where there is no such reply, or it says `new: false`. */
  readonly createdAt?: string
  /**
   * Of the values that were sent, those that the reply shows in other letters; '' where it shows none. Absent when there
   * are none.
   */
  readonly shown?: Readonly<Record<string, string>>
}

export interface Refused {
  readonly kind: 'refused'
  readonly refusal: Refusal
}

/** The reply does not say, or not for certain: ask (batch read). */
export interface Unmentioned {
  readonly kind: 'unmentioned'
  /** The reply holds a refusal that names no input: it may be this one's. Absent where it holds none. */
  readonly isSuspect?: true
  /**
   * Of the whole reply, the same array in each of its inputs: records that were written by inputs which it does not name
   * for certain; twice where two results did. Absent when there are none.
   */
  readonly writtenIds?: readonly string[]
}

export type WriteVerdict =
  | {
      readonly kind: 'per-input'
      /** One per input, in the order of the inputs. */
      readonly outcomes: readonly Outcome[]
      /** Some result named neither trace id nor key. Absent when none did. */
      readonly hasKeylessResults?: true
      /** About values of any of the results. Absent when there are none. */
      readonly remarks?: readonly WriteRemark[]
    }
  /** Nothing was written; one of the inputs or several are to blame. */
  | {readonly kind: 'whole-batch'; readonly refusal: Refusal}
  /** Nothing was written, since these ids are in the request more than once. */
  | {readonly kind: 'duplicate-ids'; readonly ids: readonly string[]; readonly refusal: Refusal}
  /** Every request of this kind will be refused: the run must stop. */
  | {readonly kind: 'structural'; readonly error: AppError}
