/** Bytes where a text should be, as they can be shown. */
export interface NoText {
  readonly text: string
}

/** The text of a value: a number has all its digits, a date is ISO 8601. */
export type Value = string | NoText

/** The values of one page, one after the other, nulls left out. */
export interface Values {
  /** Throws DamagedParquet where there is none. */
  next(): Value
}

/** How the bytes of a value become its text: one of these for each physical type. */
export interface FromBytes {
  /** Signed. */
  readonly int32: (value: number) => Value
  /** Signed. */
  readonly int64: (value: bigint) => Value
  readonly float: (value: number) => Value
  readonly double: (value: number) => Value
  readonly boolean: (value: boolean) => Value
  /** Also of fixed length, and the twelve bytes of int96. The bytes may be others after the call. */
  readonly bytes: (bytes: Buffer, start: number, end: number) => Value
}
