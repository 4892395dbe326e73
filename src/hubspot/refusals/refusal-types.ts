import type {RejectCode} from '../../rows/reject-code.js'
import type {PropertyDefinition} from '../portal/portal-types.js'

export interface RefusalProblem {
  readonly code: RejectCode
  readonly property?: string
  readonly value?: string
  /** One sentence for people. */
  readonly message: string
  /** REQUIRED_PROPERTY_MISSING only because of another property's value: an admin's rule. Absent otherwise. */
  readonly isConditional?: true
}

/**
 * Why HubSpot did not write something; `code`, `property`, `value` and the beginning of `message` are those of
 * `problems[0]`.
 */
export interface Refusal extends RefusalProblem {
  readonly status: number
  readonly correlationId?: string
  /** HubSpot's own, such as VALIDATION_ERROR. */
  readonly category?: string
  /** The whole request was refused, not this input by name. Absent otherwise. */
  readonly isOfRequest?: true
  /** What HubSpot says of the whole request, in its own words. Absent otherwise. */
  readonly said?: string
  /** The record that holds the value already (CONFLICT). */
  readonly existingId?: string
  /** The record that would have been written, where HubSpot names it beside the other one (CONFLICT). */
  readonly recordId?: string
  /** At least one. */
  readonly problems: readonly RefusalProblem[]
}

/** Knows the portal's properties, for codes that HubSpot uses for several types. */
export type PropertyLookup = (name: string) => PropertyDefinition | undefined
