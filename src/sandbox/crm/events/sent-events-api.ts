/** Events that happened to records, as they are asked for later. */

import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'
import {unknownTypeRefusal, validationRefusal} from '../call/crm-refusal.js'
import {pageLink, parseAfter, parseLimit} from '../call/paging.js'
import type {SentEvent} from '../records/event-store.js'

/** What an event can be looked for by. Another one is refused: without it, the reply would hold too much. */
const NAMES = new Set([
  ...['objectType', 'objectId', 'eventType', 'occurredAfter', 'occurredBefore', 'id', 'sort', 'limit', 'after'],
  'portalId', // HubSpot's own command line adds it to every request
])

/** The newest first, unless `sort=occurredAt` says otherwise. */
export function listSentEvents(call: Call): SandboxReply {
  const {query} = call.request
  const unknown = [...query.keys()].filter(name => !NAMES.has(name))
  if (unknown.length > 0) throw validationRefusal(`Events cannot be looked for by [${unknown.join(', ')}].`)
  const found = sorted(call.context.events.sent().filter(wantedBy(call)), query.get('sort'))
  const [limit, start] = [parseLimit(query, {standard: 20, max: 1000}), parseAfter(query)]
  const after = String(start + limit)
  const paging = found.length > start + limit ? {paging: {next: {after, link: pageLink(call, after)}}} : {}
  return {status: 200, body: {results: found.slice(start, start + limit), ...paging}}
}

function wantedBy({context, request: {query}}: Call): (event: SentEvent) => boolean {
  const kind = query.get('objectType')
  const type = kind === null ? undefined : context.findType(kind)
  if (kind !== null && type === undefined) throw unknownTypeRefusal(kind)
  const [eventType, objectId, ids] = [query.get('eventType'), query.get('objectId'), query.getAll('id')]
  const [from, to] = [instantOf(query, 'occurredAfter'), instantOf(query, 'occurredBefore')]
  return event =>
    (type === undefined || event.objectType === type.id) &&
    (eventType === null || event.eventType === eventType) &&
    (objectId === null || event.objectId === objectId) &&
    (ids.length === 0 || ids.includes(event.id)) &&
    (from === undefined || Date.parse(event.occurredAt) > from) &&
    (to === undefined || Date.parse(event.occurredAt) < to)
}

function instantOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const atMs = Date.parse(text)
  if (!Number.isNaN(atMs)) return atMs
  throw validationRefusal(`Invalid ${name} "${text}": it must be a date and time.`)
}

/** Those of one moment in the order in which they came in. */
function sorted(events: readonly SentEvent[], sort: string | null): SentEvent[] {
  const oldestFirst = events.toSorted((one, two) => Date.parse(one.occurredAt) - Date.parse(two.occurredAt))
  if (sort === 'occurredAt') return oldestFirst
  if (sort === null || sort === '-occurredAt') return oldestFirst.toReversed()
  throw validationRefusal(`Invalid sort "${sort}": it must be occurredAt or -occurredAt.`)
}
