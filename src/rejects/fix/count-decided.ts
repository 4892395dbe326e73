import type {AlikeRows, FixGroup} from './fix-groups.js'
import {type FixDecision, type FixDecisions, fateOf} from './fix-row.js'

/** What was decided about a group, and how many rows that moves. */
export interface DecidedGroup extends FixGroup {
  readonly decision: FixDecision
}

/** Of all rows, for the last question. */
export interface Decided {
  /** Without groups of which no row moves: another problem of theirs is undecided, or drops them. */
  readonly groups: readonly DecidedGroup[]
  /** Rows that stay rejected. */
  readonly left: number
}

export function countDecided(
  groups: readonly FixGroup[],
  rows: readonly AlikeRows[],
  decisions: FixDecisions,
): Decided {
  const fates = rows.map(each => ({...each, fate: fateOf(each.groups, decisions)}))
  const countOf = (isMeant: (each: (typeof fates)[number]) => boolean): number =>
    fates.filter(isMeant).reduce((sum, {count}) => sum + count, 0)
  const decided = groups.flatMap(group => {
    const decision = decisions.get(group.name)
    if (decision === undefined) return []
    const moved = decision.kind === 'drop' ? 'dropped' : 'sent'
    const count = countOf(each => each.fate === moved && each.groups.includes(group.name))
    return count === 0 ? [] : [{...group, decision, count}]
  })
  return {groups: decided, left: countOf(({fate}) => fate === 'stays')}
}
