import type {Mapping} from '../../mapping/mapping-types.js'
import {problemsOfRow} from '../../mapping/row/map-row.js'
import type {RejectCode} from '../../rows/reject-code.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import {defined} from '../../shared/defined.js'

/** One of the reasons why a row cannot be sent. */
export interface RowProblem {
  readonly code: RejectCode
  readonly property?: string
  readonly value?: string
  readonly message: string
}

/**
 * Why a row was rejected, and what else would be wrong with it then: as far as that can be told here, all is known at
 * once. The first is the one that is stored. Of a link or a membership nothing else is told: its row is written.
 */
export function problemsOf(reject: StoredReject, mapping: Mapping): readonly [RowProblem, ...RowProblem[]] {
  const {code, property, value, message, link, list, record, row, line} = reject
  const stored = {code, message, ...defined({property: property ?? link?.column, value})}
  if (record === undefined || link !== undefined || list !== undefined) return [stored]
  const found = problemsOfRow({kind: 'source', row, line, record}, mapping)
  const isStored = (problem: RowProblem): boolean =>
    problem.code === code && problem.property === stored.property && problem.value === value
  return [found.find(isStored) ?? stored, ...found.filter(problem => !isStored(problem))]
}

/** Rows with the same problem share a group, and one answer. */
export function groupName({code, property, value}: RowProblem, {link}: Pick<StoredReject, 'link'>): string {
  return JSON.stringify([code, property, value, link?.column])
}
