/** A column whose values no property can hold, so that its rows have no cells of it: it can only be ignored. */
export interface UnreadColumn {
  readonly name: string
  /** Completes "It holds …". */
  readonly why: string
}
