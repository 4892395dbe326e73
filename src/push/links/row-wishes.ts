import {findLabel} from '../../hubspot/associations/find-label.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {MappedRow, Reject, RowLinks} from '../../rows/rows.js'
import type {KnownRecords, NamedRecord} from './known-records.js'
import {
  type LinkPlace,
  type LinkTrouble,
  noRecordId,
  rejectLink,
  selfLink,
  UNKNOWN_RECORD,
  unknownLabel,
  unnamedRecord,
  unreadableNames,
} from './link-rejects.js'
import type {Wish} from './ordered/link-changes.js'

/** A row that is written, with its record. */
export interface RowToLink {
  readonly row: Pick<MappedRow, 'row' | 'line' | 'key' | 'record'>
  readonly links: readonly RowLinks[]
  /** '' where nothing tells it. */
  readonly recordId: string
  /** Type id of the rows' object. */
  readonly objectTypeId: string
}

/** A link that a row wants, to a record that exists. */
export interface RowWish extends Wish {
  readonly column: LinkColumn
  readonly name: string
}

/** What the cells of one column of a row want. */
export interface ColumnWishes {
  readonly column: LinkColumn
  readonly types: Wish['types']
  readonly wishes: readonly RowWish[]
}

export interface RowWishes {
  readonly columns: readonly ColumnWishes[]
  readonly rejects: readonly Reject[]
  /** Names without a record that the mapping says to ignore. */
  readonly ignored: number
  readonly incomplete: readonly number[]
}

/** `known`: for each column, where its names were looked up. */
export function readWishes(
  written: RowToLink,
  columns: readonly LinkColumn[],
  known: readonly KnownRecords[],
): RowWishes {
  const found: ColumnWishes[] = []
  const rejects: Reject[] = []
  const incomplete = new Set<number>()
  let ignored = 0
  for (const links of written.links) {
    const column = columns[links.column]
    const records = known[links.column]
    if (column === undefined || records === undefined) continue
    const labels = labelsOf(links, column)
    const {types} = labels
    const wishes: RowWish[] = []
    const reject = (name: string, problem: LinkTrouble): void => {
      rejects.push(rejectLink(placeOf(written, column, name), problem))
      incomplete.add(links.column)
    }
    const {problems} = labels
    for (const name of links.unreadable === undefined ? links.names : [links.unreadable]) {
      const record = records.get(name)
      const isUnreadable = links.unreadable !== undefined
      const problem = problems[0] ?? problemOf({row: written, column, name, record, isUnreadable})
      if (problem === 'ignored') {
        ignored += 1
        incomplete.add(links.column)
      } else if (problem !== undefined) reject(name, problem)
      else if (record.kind === 'found') wishes.push({to: record.id, types, column, name})
    }
    if (problems.length > 0) incomplete.add(links.column)
    found.push({column, types, wishes})
  }
  return {columns: found, rejects, ignored, incomplete: [...incomplete]}
}

/** Why a name of a cell leads to no link, as far as it is known before the link is written. */
export function problemOf({row, column, name, record, isUnreadable}: NamedLink): LinkTrouble | 'ignored' | undefined {
  if (row.recordId === '') return UNKNOWN_RECORD
  if (isUnreadable) return unreadableNames(column)
  if (column.by.kind === 'id' && !/^\d+$/.test(name)) return noRecordId(column, name)
  if (record.kind !== 'found')
    return record.kind === 'missing' && column.ignoresMissing ? 'ignored' : unnamedRecord(column, name, record)
  const isSelf = record.id === row.recordId && column.object.objectTypeId === row.objectTypeId
  return isSelf ? selfLink(column) : undefined
}

interface NamedLink {
  readonly row: RowToLink
  readonly column: LinkColumn
  readonly name: string
  readonly record: NamedRecord
  readonly isUnreadable: boolean
}

export function placeOf({row, recordId}: RowToLink, column: LinkColumn, name: string, label?: string): LinkPlace {
  return {row, column, name, recordId, label: label ?? column.label?.label ?? undefined}
}

/** The row's own labels, else the column's; a label that is none is a problem of every name of the cell. */
function labelsOf(
  {labels}: RowLinks,
  column: LinkColumn,
): {readonly types: Wish['types']; readonly problems: readonly LinkTrouble[]} {
  if (labels === undefined) return {types: column.label === undefined ? [] : [column.label], problems: []}
  const found = labels.map(text => ({text, types: findLabel(text, column.types)}))
  const wrong = found.filter(({types}) => types.length !== 1)
  return {
    types: found.flatMap(({types}) => types),
    problems: wrong.map(({text, types}) => unknownLabel(column, text, types.length > 1)),
  }
}
