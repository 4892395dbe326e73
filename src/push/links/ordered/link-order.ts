import type {LinkingRows} from './link-in-order.js'
import {pairName} from './pair-name.js'

/** What batches may not do at a time, by name. */
export interface LinkOrder {
  /** What this one and those after it that say the same do one after the other. */
  readonly alone: ReadonlySet<string>
  /** This one waits for those before that do this alone. */
  readonly after: ReadonlySet<string>
}

type Rows = Pick<LinkingRows, 'rows' | 'wishes' | 'isOwn' | 'replaces'>

/**
 * Records are linked by one batch at a time and, where the others are of the same object, pairs: the row of the other
 * end may be in another batch. There, a batch that replaces links may be about to remove what this one finds to be there.
 */
export function orderOf(linking: Rows): LinkOrder {
  const alone = new Set(linking.rows.map(({recordId}) => recordId))
  const after = new Set<string>()
  for (const [from, to] of ownPairs(linking)) {
    alone.add(pairName(from, to))
    if (linking.replaces) after.add(to)
  }
  return {alone, after}
}

/** In file order, before any later batch looks. */
export function noteNamed({named, seq, ...linking}: Rows & Pick<LinkingRows, 'named' | 'seq'>): void {
  if (named !== undefined) for (const [from, to] of ownPairs(linking)) named.name(from, to, seq)
}

/** Of the rows' own object: which record names which. */
function* ownPairs({rows, wishes, isOwn}: Rows): Generator<readonly [from: string, to: string]> {
  for (let at = 0; at < rows.length; at += 1) {
    const [row, ofRow] = [rows[at], wishes[at]]
    if (row === undefined || ofRow === undefined) continue
    for (const {column, wishes: named} of ofRow.columns)
      if (isOwn(column)) for (const {to} of named) yield [row.recordId, to]
  }
}
