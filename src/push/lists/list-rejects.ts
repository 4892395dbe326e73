import type {MembershipRefusal} from '../../hubspot/lists/membership-verdict.js'
import type {ListName} from '../../rows/part-totals.js'
import type {Reject} from '../../rows/rows.js'
import {defined} from '../../shared/defined.js'
import type {RowToJoin} from './rows-to-join.js'

/** How the message of a rejected membership ends. */
const WRITTEN = 'The row is written; only its place in the list is missing.'

type Trouble = Pick<Reject, 'message' | 'attempts'> & Partial<Pick<Reject, 'status' | 'correlationId'>>

/** Of a written row whose record HubSpot did not take into the list. */
export function rejectMembership(row: RowToJoin, list: ListName, refusal: MembershipRefusal): Reject {
  const {said, status, correlationId} = refusal
  const why =
    said === '' && status < 300
      ? `HubSpot did not find record ${row.recordId} when it was to join the list "${list.name}".`
      : `HubSpot does not take record ${row.recordId} into the list "${list.name}". ${said === '' ? 'HubSpot gives no reason' : `HubSpot says: ${said.slice(0, 300)}`}`
  const sentence = /[.!?]$/.test(why) ? why : `${why}.`
  return rejected(row, list, {message: `${sentence} ${WRITTEN}`, attempts: 1, status, ...defined({correlationId})})
}

/** HubSpot's answer named no record, and none has the row's key. */
export function rejectUnknownRecord(row: RowToJoin, list: ListName): Reject {
  const message = `The record of this row could not be found after it was written, so it did not join the list "${list.name}".`
  return rejected(row, list, {message, attempts: 0})
}

function rejected({row: {row, line, key, record}, recordId}: RowToJoin, list: ListName, trouble: Trouble): Reject {
  return {
    kind: 'reject',
    ...{row, line, key, code: 'LIST_REFUSED'},
    ...trouble,
    list,
    ...(recordId !== '' && {recordId}),
    record,
  }
}
