/** Row counts of a run; once it is finished, read = written + unchanged + skipped + rejected. */
export interface Totals {
  readonly read: number
  /** = created + updated */
  readonly written: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly rejected: number
}
