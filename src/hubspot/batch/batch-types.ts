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

export type InputVerdict =
  /** `recordId` is absent where HubSpot named none. */
  | {
      readonly kind: 'written'
      readonly recordId?: string
      readonly created: boolean
      /**
       * Of the values that were sent, those that the reply shows in other letters; '' where it shows none. Absent when
       * there are none.
       */
      readonly shown?: Readonly<Record<string, string>>
    }
  | {readonly kind: 'refused'; readonly refusal: Refusal}
  /** The reply does not say, or not for certain: ask (batch read). */
  | {readonly kind: 'unmentioned'}

export type UpsertVerdict =
  | {
      readonly kind: 'per-input'
      /** One per input, in the order of the inputs. */
      readonly verdicts: readonly InputVerdict[]
      /**
       * Refusals that belong to some of the unmentioned inputs, HubSpot did not say which. Absent when there are none.
       */
      readonly warnings?: readonly Refusal[]
      /** Some result named neither trace id nor key. Absent when none did. */
      readonly hasKeylessResults?: true
      /**
       * Records that were written by inputs which the reply does not name for certain; twice where two results did.
       * Absent when there are none.
       */
      readonly unjoinedIds?: readonly string[]
      /** About values of any of the results. Absent when there are none. */
      readonly remarks?: readonly WriteRemark[]
    }
  /** Nothing was written; one of the inputs or several are to blame. */
  | {readonly kind: 'whole-batch'; readonly refusal: Refusal}
  /** Nothing was written, since these ids stand in the request more than once. */
  | {readonly kind: 'duplicate-ids'; readonly ids: readonly string[]; readonly refusal: Refusal}
  /** Every request of this kind will be refused: the run must stop. */
  | {readonly kind: 'structural'; readonly error: AppError}
