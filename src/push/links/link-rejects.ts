import type {LinkRefusal} from '../../hubspot/associations/link-errors.js'
import type {LinkColumn} from '../../mapping/links/link-column.js'
import type {MappedRow, Reject} from '../../rows/rows.js'
import type {NamedRecord} from './known-records.js'

/** Which link of which row. */
export interface LinkPlace {
  readonly row: Pick<MappedRow, 'row' | 'line' | 'key' | 'record'>
  readonly column: LinkColumn
  /** As the cell has it. */
  readonly name: string
  /** The label's text. */
  readonly label?: string | undefined
  /** Of the row's record. */
  readonly recordId: string
}

export type LinkTrouble = Pick<Reject, 'code' | 'message'> & Partial<Pick<Reject, 'status' | 'correlationId'>>

export function rejectLink({row, column, name, label, recordId}: LinkPlace, problem: LinkTrouble): Reject {
  const {row: number, line, key, record} = row
  return {
    kind: 'reject',
    ...{row: number, line, key, value: name},
    ...problem,
    attempts: problem.status === undefined ? 0 : 1,
    link: {
      column: column.column,
      object: column.object.name,
      property: propertyOf(column),
      value: name,
      ...(label !== undefined && {label}),
    },
    ...(recordId !== '' && {recordId}),
    record,
  }
}

/** How the message of a rejected link ends. */
const WRITTEN = 'The row is written; only the link is missing.'

/** Of a row that is not written: not yet, or never since it is its link. */
export function withoutWritten(message: string): string {
  return message.replace(` ${WRITTEN}`, '')
}

export function unnamedRecord(
  column: LinkColumn,
  name: string,
  found: Exclude<NamedRecord, {kind: 'found'}>,
): LinkTrouble {
  const what = `${propertyOf(column)} "${name}"`
  if (found.kind === 'missing')
    return {code: 'ASSOCIATION_NOT_FOUND', message: `No ${nameOf(column)} has ${what}. ${WRITTEN}`}
  const ids = found.ids.slice(0, 5).join(', ')
  const message = `${found.ids.length} records of ${column.object.name} have ${what} (${ids}). ${WRITTEN}`
  return {code: 'ASSOCIATION_NOT_FOUND', message}
}

export function noRecordId(column: LinkColumn, name: string): LinkTrouble {
  const message = `"${name}" is not a record id, so no ${nameOf(column)} can have it. ${WRITTEN}`
  return {code: 'ASSOCIATION_NOT_FOUND', message}
}

/** Of the row itself: HubSpot's answer named no record, and none has its key. */
export const UNKNOWN_RECORD: LinkTrouble = {
  code: 'ASSOCIATION_NOT_FOUND',
  message: 'The record of this row could not be found after it was written, so it was not linked.',
}

export function unreadableNames(column: LinkColumn): LinkTrouble {
  const message = `A JSON object, a list of lists, or a cell with an error cannot name ${column.object.name}. ${WRITTEN}`
  return {code: 'ASSOCIATION_REFUSED', message}
}

export function selfLink(column: LinkColumn): LinkTrouble {
  return {code: 'ASSOCIATION_REFUSED', message: `A ${nameOf(column)} cannot be linked to itself. ${WRITTEN}`}
}

export function unknownLabel(column: LinkColumn, text: string, isAmbiguous: boolean): LinkTrouble {
  const known = column.types.flatMap(({label}) => (label === null ? [] : [`"${label}"`]))
  const what = isAmbiguous ? `fits several labels of links to` : `is not a label of links to`
  const message = `"${text}" ${what} ${column.object.name}. There are: ${known.join(', ') || 'none'}. ${WRITTEN}`
  return {code: 'ASSOCIATION_REFUSED', message}
}

export function refusedLink(column: LinkColumn, {code, said, status, correlationId}: LinkRefusal): LinkTrouble {
  const quoted = said === '' ? 'HubSpot gives no reason' : `HubSpot says: ${said.slice(0, 300)}`
  const why = {
    ASSOCIATION_NOT_FOUND: `One of the two records does not exist, or is archived`,
    ASSOCIATION_LIMIT: `One of the two records has as many links as HubSpot allows`,
    ASSOCIATION_REFUSED: `HubSpot refused the link to ${column.object.name}`,
    UNACCOUNTED: `HubSpot did not confirm the link to ${column.object.name}`,
  }[code]
  const message = `${why}. ${quoted}. ${WRITTEN}`
  return {code, message, status, ...(correlationId !== undefined && {correlationId})}
}

function propertyOf({by}: LinkColumn): string {
  return by.kind === 'key' ? by.property : by.kind
}

function nameOf({object}: LinkColumn): string {
  return object.singularLabel.toLowerCase()
}
