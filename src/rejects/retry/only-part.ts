import type {Mapping} from '../../mapping/mapping-types.js'
import type {BatchRow} from '../../push/line/batch.js'
import {kindOf, partOf, type RejectedPart} from '../../rows/rejected-part.js'
import type {Reject, RejectedLink, RowLinks, SourceRecord} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'
import {defined} from '../../shared/defined.js'

/** A reject of which the row is written, and one link, or its place in the list, is missing. */
export interface OnlyPart extends RejectedPart {
  readonly key: string
  readonly recordId?: string
  /** As it was written; absent where its values were not kept: then the key is a hash. */
  readonly record?: SourceRecord
}

/** Undefined where the row itself was rejected. */
export function onlyPartOf(reject: StoredReject): OnlyPart | undefined {
  const {key = '', recordId, record} = reject
  return kindOf(reject) === 'row' ? undefined : {...partOf(reject), key, ...defined({record, recordId})}
}

/**
 * What becomes of a row that is read again, before it is batched: of some only the part that was rejected is sent,
 * `skipped` ones are not sent at all. Each number is asked for once and then forgotten.
 */
export function screenRetried(parts: Map<number, OnlyPart>, skipped: Set<number>) {
  return (row: BatchRow, mapping: Pick<Mapping, 'links' | 'pairs'>): BatchRow => {
    const {line, key = ''} = row
    const part = parts.get(row.row)
    if (part !== undefined && parts.delete(row.row)) return sendPartAlone(row, part, mapping)
    return skipped.delete(row.row) ? {kind: 'skipped', row: row.row, line, key} : row
  }
}

function sendPartAlone(row: BatchRow, part: OnlyPart, mapping: Pick<Mapping, 'links' | 'pairs'>): BatchRow {
  const {link, ...others} = part
  return link === undefined ? joinAlone(row, part) : sendLinkAlone(row, {...others, link}, mapping)
}

/** Whatever its cells hold now: the record that was written joins the list. */
function joinAlone(row: BatchRow, {key, record, recordId}: OnlyPart): BatchRow {
  const now = row.kind === 'mapped' || row.kind === 'reject' ? row.record : undefined
  const toJoin = {record: record ?? now ?? [], ...defined({recordId})}
  return {kind: 'unchanged', row: row.row, line: row.line, key: record === undefined ? (row.key ?? key) : key, toJoin}
}

interface OnlyLink extends OnlyPart {
  readonly link: RejectedLink
}

/**
 * The row as it is sent again: nothing of it but this link. Of a cell that still holds the rejected name, that name
 * alone, else all that it names now. A row whose cell is empty now has nothing left to send.
 */
function sendLinkAlone(
  row: BatchRow,
  only: OnlyLink,
  {links: columns, pairs}: Pick<Mapping, 'links' | 'pairs'>,
): BatchRow {
  const {link, key, recordId} = only
  const place = {row: row.row, line: row.line, key: row.key ?? key}
  if (row.kind === 'reject') return {...row, link, ...(recordId !== undefined && {recordId})}
  if (row.kind !== 'mapped') return row
  const at = columns.findIndex(({column}) => column === link.column)
  if (at < 0) return noColumn(row, only)
  const found = row.links?.find(({column}) => column === at)
  if (found === undefined || (found.names.length === 0 && found.unreadable === undefined))
    return {kind: 'skipped', ...place}
  const links = [onlyRejected(found, link)]
  if (pairs !== undefined) return {...row, links} // the row is its link
  const toLink = {record: row.record, links, ...(recordId !== undefined && {recordId})}
  return {kind: 'unchanged', ...place, toLink}
}

function onlyRejected(found: RowLinks, {value}: RejectedLink): RowLinks {
  return found.names.includes(value) ? {...found, names: [value]} : found
}

function noColumn(row: BatchRow & {kind: 'mapped'}, {link, recordId}: OnlyLink): Reject {
  const message = `The mapping has no links by column "${link.column}" any more, so this one cannot be made.`
  const {line, key, record} = row
  return {
    kind: 'reject',
    ...{row: row.row, line, key, record, message, link, value: link.value},
    code: 'ASSOCIATION_REFUSED',
    attempts: 0,
    ...(recordId !== undefined && {recordId}),
  }
}
