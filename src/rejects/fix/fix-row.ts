import type {ColumnTarget, Mapping} from '../../mapping/mapping-types.js'
import {withTextAt} from '../../rows/cell-types.js'
import {isCells, type SourceRecord} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import {groupName} from './fix-groups.js'

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

/** Puts the decisions into the rows. */
export function decideRows(decisions: FixDecisions, mapping: Mapping): DecideRow {
  return reject => {
    const decision = decisions.get(groupName(reject))
    if (decision === undefined) return undefined
    if (decision.kind === 'drop') return 'drop'
    if (decision.kind === 'send') return reject.record
    const column = cellOf(reject, mapping)
    if (column === undefined || reject.record === undefined) return undefined
    return withCell(reject.record, column, decision.text)
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
