import type {LinkTarget} from '../../mapping/links/link-column.js'
import type {MappedRow, Reject} from '../../rows/rows.js'
import type {NamedRecord} from '../links/known-records.js'
import type {RowToLink} from '../links/row-wishes.js'

/** What the keys of rows name: an object, and how its records are found. */
export interface OwnTarget {
  readonly object: {readonly objectTypeId: string; readonly singularLabel: string}
  readonly by: LinkTarget['by']
  /** Internal name of the key property. */
  readonly key: string
}

/** The name by which the record of a row is looked up: e-mails are in lower case already. */
export function nameOfRow({key}: Pick<MappedRow, 'key'>, {by}: Pick<OwnTarget, 'by'>): string {
  return by.kind === 'domain' ? key.toLowerCase() : key
}

/** The row with its record, or why it has none. */
export function rowOfRecord(row: MappedRow, found: NamedRecord, target: OwnTarget): RowToLink | Reject {
  const {links = [], key} = row
  const {objectTypeId} = target.object
  if (found.kind === 'found') return {row, links, recordId: found.id, objectTypeId}
  const place = {row: row.row, line: row.line, key, record: row.record}
  const message = messageOf(key, found, target)
  return {kind: 'reject', ...place, code: 'NOT_FOUND', property: target.key, value: key, message, attempts: 0}
}

function messageOf(key: string, found: Exclude<NamedRecord, {kind: 'found'}>, {object, key: property}: OwnTarget) {
  const what = `${property} "${key}"`
  if (found.kind === 'missing') return `No ${object.singularLabel.toLowerCase()} has ${what}.`
  const ids = found.ids.slice(0, 5).join(', ')
  return `${found.ids.length} records have ${what} (${ids}), so the row does not say which of them it means.`
}
