import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {createUtcOffset, STANDARD_TIME_ZONE} from '../../basics/portal-day.js'
import type {Call} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import {pageLink, parseAfter, parseLimit} from '../call/paging.js'
import {parseFlag} from '../call/query-flag.js'

export function getAccount({context}: Call): SandboxReply {
  const timeZone = context.account['timeZone'] ?? STANDARD_TIME_ZONE
  const offsetMs = createUtcOffset(timeZone)(context.now())
  return {
    status: 200,
    body: {
      portalId: context.portalId,
      accountType: 'DEVELOPER_TEST',
      timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: ['EUR'],
      utcOffset: clockOffset(offsetMs),
      utcOffsetMilliseconds: offsetMs,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
      ...context.account,
    },
  }
}

/** `-05:00` */
function clockOffset(ms: number): string {
  const minutes = Math.abs(ms) / 60_000
  const parts = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0'))
  return `${ms < 0 ? '-' : '+'}${parts.join(':')}`
}

/** The calls of private apps on this day; the limit is that of Enterprise, whatever `--limits` says. */
export function getUsage({context}: Call): SandboxReply {
  const {calls, endMs} = context.today()
  const usage = {
    name: 'private-apps-api-calls-daily',
    usageLimit: 1_000_000,
    currentUsage: calls,
    collectedAt: instant(context.now()),
    fetchStatus: 'SUCCESS',
    resetsAt: instant(endMs),
  }
  return {status: 200, body: {results: [usage]}}
}

export function listOwners({context, request}: Call): SandboxReply {
  const {query} = request
  const limit = parseLimit(query, {standard: 100, max: 500})
  const email = query.get('email')?.toLowerCase()
  const isArchived = parseFlag(query, 'archived')
  const wanted = context.owners.filter(
    owner => owner.archived === isArchived && (email === undefined || owner.email === email),
  )
  const start = parseAfter(query)
  const results = wanted.slice(start, start + limit)
  const after = String(start + limit)
  const paging =
    wanted.length > start + limit ? {paging: {next: {after, link: pageLink({request, context}, after)}}} : {}
  return {status: 200, body: {results, ...paging}}
}

export function getOwner({context, request, name}: Call): SandboxReply {
  const byUser = request.query.get('idProperty') === 'userId'
  const isArchived = parseFlag(request.query, 'archived')
  const owner = context.owners.find(
    ({id, userId, archived}) => archived === isArchived && (byUser ? String(userId) : id) === name,
  )
  if (owner) return {status: 200, body: owner}
  throw new CrmRefusal(404, {message: 'resource not found'})
}
