import type {Mapping} from '../../mapping/mapping-types.js'
import type {BatchRow} from '../../push/line/batch.js'
import type {Reject, RejectedLink, RowLinks} from '../../rows/rows.js'
import type {StoredReject} from '../../runs/journal/read-rejects.js'

/** A reject of which the row is written and one link is missing. */
export interface OnlyLink {
  readonly link: RejectedLink
  readonly key: string
  readonly recordId?: string
}

export function onlyLinkOf({key = '', recordId}: StoredReject, link: RejectedLink): OnlyLink {
  return {link, key, ...(recordId !== undefined && {recordId})}
}

/**
 * What becomes of a row that is read again, before it is batched: of some only the link is sent, `skipped` ones are not
 * sent at all. Each number is asked for once and then forgotten.
 */
export function screenRetried(links: Map<number, OnlyLink>, skipped: Set<number>) {
  return (row: BatchRow, mapping: Pick<Mapping, 'links'>): BatchRow => {
    const {line, key = ''} = row
    const link = links.get(row.row)
    if (link !== undefined && links.delete(row.row)) return sendLinkAlone(row, link, mapping)
    return skipped.delete(row.row) ? {kind: 'skipped', row: row.row, line, key} : row
  }
}

/**
 * The row as it is sent again: nothing of it but this link. Of a cell that still holds the rejected name, that name
 * alone, else all that it names now. A row whose cell is empty now has nothing left to send.
 */
function sendLinkAlone(
  row: BatchRow,
  {link, key, recordId}: OnlyLink,
  {links: columns}: Pick<Mapping, 'links'>,
): BatchRow {
  const place = {row: row.row, line: row.line, key: row.key ?? key}
  if (row.kind === 'reject') return {...row, link, ...(recordId !== undefined && {recordId})}
  if (row.kind !== 'mapped') return row
  const at = columns.findIndex(({column}) => column === link.column)
  if (at < 0) return noColumn(row, {link, key, ...(recordId !== undefined && {recordId})})
  const found = row.links?.find(({column}) => column === at)
  if (found === undefined || (found.names.length === 0 && found.unreadable === undefined))
    return {kind: 'skipped', ...place}
  const links = [onlyRejected(found, link)]
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
