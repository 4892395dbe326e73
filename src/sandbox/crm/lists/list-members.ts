import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {pageLink, parseAfter, parseLimit} from '../call/paging.js'
import {membersIn} from './list-membership.js'
import {listOf} from './lists-api.js'

type Member = readonly [recordId: string, sinceMs: number]

/** By record id. */
export function listMembers(call: Call): SandboxReply {
  return pageOf(call, (one, two) => Number(one[0]) - Number(two[0]))
}

/** In the order in which they joined. */
export function listMembersByJoining(call: Call): SandboxReply {
  return pageOf(call, (one, two) => one[1] - two[1])
}

/** Up from `after`; down from `before`, where that is given alone (docs/hubspot-api.md#lists). */
function pageOf(call: Call, order: (one: Member, two: Member) => number): SandboxReply {
  const {query} = call.request
  const all = [...membersIn(call.context, listOf(call))].toSorted(order)
  const limit = parseLimit(query, {standard: 100, max: 250})
  const isUp = query.has('after') || !query.has('before')
  const [start, end] = isUp ? upFrom(parseAfter(query), limit, all.length) : downFrom(query.get('before'), limit)
  const results = all
    .slice(start, end)
    .map(([recordId, sinceMs]) => ({recordId, membershipTimestamp: instant(sinceMs)}))
  const paging = {
    ...(isUp && end < all.length && {next: {after: String(end), link: pageLink(call, String(end))}}),
    ...(start > 0 && {prev: {before: String(start), link: pageLink(call, String(start), 'before')}}),
  }
  const shown = isUp ? results : results.toReversed()
  return {status: 200, body: {results: shown, total: all.length, ...(Object.keys(paging).length > 0 && {paging})}}
}

type Range = readonly [start: number, end: number]

function upFrom(start: number, limit: number, size: number): Range {
  return [start, Math.min(start + limit, size)]
}

function downFrom(before: string | null, limit: number): Range {
  const end = Number(before)
  if (before === null || !/^\d{1,15}$/.test(before)) throw validationRefusal(`Invalid paging cursor "${before}".`)
  return [Math.max(end - limit, 0), end]
}
