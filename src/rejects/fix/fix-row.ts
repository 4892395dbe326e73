import type {ColumnTarget, Mapping} from '../../mapping/mapping-types.js'
import {withTextAt} from '../../rows/cell-types.js'
import {isCells, type SourceRecord} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import {groupName, problemsOf, type RowProblem} from './row-problems.js'

/** What to do with the rows of a group. */
export type FixDecision =
  | {readonly kind: 'replace'; readonly text: string}
  | {readonly kind: 'send'}
  | {readonly kind: 'drop'}

/** Group → decision; a group without one stays as it is. */
export type FixDecisions = ReadonlyMap<string, FixDecision>

/** A reject as it is to be sent, `drop` if it is not, undefined where it stays open. */
export type DecideRow = (reject: StoredReject) => SourceRecord | 'drop' | undefined

/**
 * The column whose cells a property gets its values from; undefined where every row sets the same, or several columns
 * do.
 */
export function columnOf(property: string | undefined, {columns, fields}: Mapping): ColumnTarget | undefined {
  const [column, ...others] = columns.filter(each => each.property === property)
  const late = column ?? fields.get(property ?? '')?.[0] // a field of JSONL that the first rows lacked
  return others.length === 0 ? late : undefined
}

/**
 * What becomes of a row by the groups that it is in: a row with a problem that nobody decided about stays as it is,
 * since it would be rejected again.
 */
export function fateOf(groups: readonly string[], decisions: FixDecisions): 'sent' | 'dropped' | 'stays' {
  const made = groups.map(name => decisions.get(name)?.kind)
  if (made.includes('drop')) return 'dropped'
  return made.includes(undefined) ? 'stays' : 'sent'
}

/** Puts the decisions into the rows. */
export function decideRows(decisions: FixDecisions, mapping: Mapping): DecideRow {
  return reject => {
    const problems = problemsOf(reject, mapping)
    const nameOf = (problem: RowProblem): string => groupName(problem, reject)
    const fate = fateOf(problems.map(nameOf), decisions)
    if (fate !== 'sent') return fate === 'dropped' ? 'drop' : undefined
    let {record} = reject
    for (const problem of problems) {
      const decision = decisions.get(nameOf(problem))
      if (decision?.kind !== 'replace') continue
      const column = cellOf({...reject, ...problem}, mapping)
      if (column === undefined || record === undefined) return undefined
      record = withCell(record, column, decision.text)
    }
    return record
  }
}

/** Of a link, the cell that names the other record. */
export function cellOf(
  {property, link}: Pick<StoredReject, 'property' | 'link'>,
  mapping: Mapping,
): CellPlace | undefined {
  return link === undefined ? columnOf(property, mapping) : mapping.links.find(({column}) => column === link.column)
}

type CellPlace = Pick<ColumnTarget, 'index' | 'column'>

function withCell(record: SourceRecord, {index, column}: CellPlace, text: string): SourceRecord {
  return isCells(record) ? withTextAt(record, index, text) : {...record, [column]: text}
}
