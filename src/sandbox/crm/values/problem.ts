/** Why one value is refused: `error` is HubSpot's code. */
export interface ValueProblem {
  readonly error: string
  readonly message: string
}

/** A refused value of one property of one row. */
export interface PropertyProblem extends ValueProblem {
  readonly name: string
  /** Absent where HubSpot does not repeat it: unknown and read-only properties. */
  readonly value?: string
}

export function notALong(raw: string): ValueProblem {
  return {error: 'INVALID_LONG', message: `${raw} was not a valid long.`}
}
