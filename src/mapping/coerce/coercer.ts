import type {Owner, Pipeline, PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import type {RejectCode} from '../../rows/reject-code.js'
import type {OptionsBy} from './options/option-finder.js'

/** Why a cell cannot be sent. */
export interface CellProblem {
  readonly code: RejectCode
  /** A whole sentence that quotes the value and names the property. */
  readonly message: string
}

/** The value to send for a cell that is not empty; '' where the cell counts as empty after all. Never throws. */
export type Coercer = (cell: string) => string | CellProblem

/** How the file writes dates and numbers. */
export interface ValueFormats {
  /** `DD.MM.YYYY HH:mm:ss` or the like (docs/mapping.md), or `excel` for serial numbers; absent: ISO 8601 and epoch. */
  readonly dateFormat?: string
  /** IANA name of the zone of date-times that name none; absent: UTC. */
  readonly timeZone?: string
  /** `1.234,56` instead of `1,234.56`. */
  readonly decimalComma?: boolean
  /**
   * What separates thousands: a comma, point, apostrophe or blank; absent: only what can be nothing else is read so.
   */
  readonly thousands?: Thousands
}

export type Thousands = ',' | '.' | "'" | ' '

/** What the ids of a property are looked up among. */
export interface PipelineLookup {
  readonly holds: 'pipeline' | 'stage'
  /** At least one. */
  readonly pipelines: readonly Pipeline[]
}

export interface CoercerContext {
  readonly property: PropertyDefinition
  /** For messages: `property city_code (contacts)`. */
  readonly where: string
  /** True for contact `email`, the one property whose syntax HubSpot checks as an address. */
  readonly isEmail: boolean
  readonly formats: ValueFormats
  /** What cells of options hold; absent: values or labels. */
  readonly optionsBy?: OptionsBy
  /** Between the values of a cell where the property takes several; absent: whatever the cell holds. */
  readonly separator?: string
  /** Absent where they were not, or may not be, read from the portal. */
  readonly owners?: readonly Owner[]
  /** Present for a property that holds a pipeline or a stage, where they were read from the portal. */
  readonly lookup?: PipelineLookup
}

const SHOWN = 80

/** A value for a message: in quotes, line ends visible, its end cut off when long. */
export function quoteValue(value: string): string {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value
  return `"${shown.replace(/[\r\n\t]/g, blank => ({'\r': '\\r', '\n': '\\n', '\t': '\\t'})[blank] ?? blank)}"`
}
