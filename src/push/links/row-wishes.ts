import {findLabel} from '../../hubspot/associations/find-label.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {MappedRow, Reject, RowLinks} from '../../rows/rows.js'
import {type KnownRecords, MISSING, type NamedRecord} from './known-records.js'
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

/** Shared: most rows have none, and a push with links must not cost much more than one without. */
const NO_REJECTS: readonly Reject[] = []
const NO_COLUMNS: readonly number[] = []

/** `known`: for each column, where its names were looked up. */
export function wishReader(
  columns: readonly LinkColumn[],
  known: readonly KnownRecords[],
): (written: RowToLink) => RowWishes {
  const readers = columns.map((column, index) => {
    const labelsOf = labelReader(column)
    return (written: RowToLink, links: RowLinks) =>
      readColumn(written, {links, column, records: known[index], labelsOf})
  })
  return written => {
    const read: ReadColumn[] = []
    for (const links of written.links) {
      const column = readers[links.column]?.(written, links)
      if (column !== undefined) read.push(column)
    }
    if (!read.some(({isIncomplete}) => isIncomplete))
      return {columns: read, rejects: NO_REJECTS, ignored: 0, incomplete: NO_COLUMNS}
    return {
      columns: read,
      rejects: read.flatMap(({rejects}) => rejects),
      ignored: read.reduce((sum, {ignored}) => sum + ignored, 0),
      incomplete: read.flatMap(({isIncomplete, at}) => (isIncomplete ? [at] : [])),
    }
  }
}

interface ReadColumn extends ColumnWishes {
  /** Which of the mapping's columns of links. */
  readonly at: number
  readonly rejects: readonly Reject[]
  readonly ignored: number
  readonly isIncomplete: boolean
}

interface Reading {
  readonly links: RowLinks
  readonly column: LinkColumn
  readonly records: KnownRecords | undefined
  readonly labelsOf: (texts: RowLinks['labels']) => Labels
}

function readColumn(row: RowToLink, {links, column, records, labelsOf}: Reading): ReadColumn {
  const {types, problems} = labelsOf(links.labels)
  const isUnreadable = links.unreadable !== undefined
  const names = links.unreadable === undefined ? links.names : [links.unreadable]
  const wishes: RowWish[] = []
  let rejects = NO_REJECTS
  let ignored = 0
  for (const name of names) {
    const record = records?.get(name) ?? MISSING
    const problem = problems[0] ?? problemOf({row, column, name, record, isUnreadable})
    if (problem === 'ignored') ignored += 1
    else if (problem !== undefined) rejects = [...rejects, rejectLink(placeOf(row, column, name), problem)]
    else if (record.kind === 'found') wishes.push({to: record.id, types, column, name})
  }
  const isIncomplete = problems.length > 0 || rejects.length > 0 || ignored > 0
  return {at: links.column, column, types, wishes, rejects, ignored, isIncomplete}
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

interface Labels {
  readonly types: Wish['types']
  readonly problems: readonly LinkTrouble[]
}

/** As many texts of labels are remembered: a portal has fewer, whatever the file says. */
const MOST_TEXTS = 1000

/** The row's own labels, else the column's; a label that is none is a problem of every name of the cell. */
function labelReader(column: LinkColumn): Reading['labelsOf'] {
  const own: Labels = {types: column.label === undefined ? [] : [column.label], problems: []}
  const found = new Map<string, Labels>()
  return texts => {
    if (texts === undefined) return own
    const name = texts.join('\n')
    const known = found.get(name)
    if (known !== undefined) return known
    const labels = findLabels(texts, column)
    if (found.size < MOST_TEXTS) found.set(name, labels)
    return labels
  }
}

function findLabels(texts: readonly string[], column: LinkColumn): Labels {
  const found = texts.map(text => ({text, types: findLabel(text, column.types)}))
  const wrong = found.filter(({types}) => types.length !== 1)
  return {
    types: found.flatMap(({types}) => types),
    problems: wrong.map(({text, types}) => unknownLabel(column, text, types.length > 1)),
  }
}
