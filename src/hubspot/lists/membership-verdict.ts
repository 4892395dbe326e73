import {defined} from '../../shared/defined.js'
import {isObject, objectOf, textsOf} from '../../shared/json.js'
import {callRefused, mayBeAboutRows} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpotReply} from '../call-types.js'

/** Why a record is not in the list. */
export interface MembershipRefusal {
  /** HubSpot's own words; '' where it gave none. */
  readonly said: string
  readonly status: number
  readonly correlationId?: string
}

/** What became of one record: it joined, it was in the list before, or why it is not. */
export type Membership = 'added' | 'unchanged' | MembershipRefusal

export type MembershipVerdict =
  /** In the order of the ids; one that comes twice joins once. */
  | {readonly kind: 'told'; readonly memberships: readonly Membership[]}
  /** A success that says nothing of any record, and may have done nothing. */
  | {readonly kind: 'unclear'; readonly refusal: MembershipRefusal}
  /** The request as a whole, for what may be about one of its ids, or their number. */
  | {readonly kind: 'refused'; readonly refusal: MembershipRefusal; readonly isTooLong: boolean}

/**
 * What an answer to a request that adds records says of each. HubSpot names those that joined and those that it does
 * not find; others were in the list already (docs/hubspot-api.md#lists).
 * @throws AppError CALL_REFUSED for what refuses every request alike, such as a list that was deleted
 */
export function readMemberships(recordIds: readonly string[], reply: HubSpotReply): MembershipVerdict {
  const {status, body, correlationId} = reply
  const {message} = readErrorReply(body)
  const refusalOf = (said: string): MembershipRefusal => ({said, status, ...defined({correlationId})})
  if (status >= 300) {
    if (!mayBeAboutRows(status)) throw callRefused('to add records to the list', reply)
    return {kind: 'refused', refusal: refusalOf(message), isTooLong: status === 413}
  }
  if (!saysWhatBecame(body)) return {kind: 'unclear', refusal: refusalOf('the answer does not say what became of it')}
  const {recordsIdsAdded, recordIdsAdded, recordIdsMissing} = objectOf(body) as Readonly<Record<string, unknown>>
  const added = new Set(textsOf(recordsIdsAdded ?? recordIdsAdded))
  const missing = new Set(textsOf(recordIdsMissing))
  const notFound = refusalOf('')
  return {
    kind: 'told',
    memberships: recordIds.map(id => (missing.has(id) ? notFound : added.delete(id) ? 'added' : 'unchanged')),
  }
}

const KNOWN = ['recordsIdsAdded', 'recordIdsAdded', 'recordIdsMissing', 'recordIdsRemoved']

/** An empty object does: lists of ids that are empty may be left out. */
function saysWhatBecame(body: unknown): boolean {
  if (!isObject(body)) return false
  const names = Object.keys(body)
  return names.length === 0 || names.some(name => KNOWN.includes(name))
}
