/** A list of records in HubSpot. */
export interface ListName {
  readonly id: string
  readonly name: string
}

/** Links of a run. */
export interface LinkTotals {
  readonly made: number
  /** They were there. */
  readonly unchanged: number
  readonly removed: number
  readonly rejected: number
  /** Rows that are written, and of which a link was rejected. */
  readonly rows: number
}

/** As summaries tell them. */
export type LinkCounts = Omit<LinkTotals, 'rows'>

export const NO_LINKS: LinkCounts = {made: 0, unchanged: 0, removed: 0, rejected: 0}

/** Rows of a run that concern its list: added + unchanged + rejected = written + unchanged, where none was left out. */
export interface ListTotals {
  readonly added: number
  /** They were in the list. */
  readonly unchanged: number
  readonly rejected: number
  /** Rows of which nothing else was rejected. */
  readonly rows: number
}

/** As summaries tell them. */
export type ListCounts = Omit<ListTotals, 'rows'>

export function listCounts(totals: ListTotals | undefined): ListCounts {
  const {added, unchanged, rejected} = totals ?? {added: 0, unchanged: 0, rejected: 0}
  return {added, unchanged, rejected}
}
