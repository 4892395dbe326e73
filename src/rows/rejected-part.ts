import type {LinkTotals, ListTotals} from './part-totals.js'
import type {Reject, Totals} from './rows.js'

/** Which part of a row was rejected; no key: the row itself. A row may have several of these. */
export type RejectedPart = Pick<Reject, 'link' | 'list'>

/** The part alone. */
export function partOf({link, list}: RejectedPart): RejectedPart {
  return {...(link && {link}), ...(list && {list})}
}

/** What a reject is about, in the words of `rejects --json`. */
export type RejectKind = 'row' | 'link' | 'list'

export function kindOf({link, list}: RejectedPart): RejectKind {
  if (link !== undefined) return 'link'
  return list === undefined ? 'row' : 'list'
}

/** As `rejected` of the rows, with those of which only a link or the membership was rejected, each once. */
export function withRejectedParts(
  totals: Totals,
  {links, list}: {readonly links?: LinkTotals | undefined; readonly list?: ListTotals | undefined},
): Totals {
  const rows = (links?.rows ?? 0) + (list?.rows ?? 0)
  return rows === 0 ? totals : {...totals, rejected: totals.rejected + rows}
}
