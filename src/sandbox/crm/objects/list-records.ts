import type {SandboxReply} from '../../sandbox-types.js'
import type {TypedCall} from '../context.js'
import {pageLink, parseLimit} from '../paging.js'
import {presentRecord, readProperties} from '../records/present-record.js'
import type {StoredRecord} from '../records/record-store.js'
import {listOf} from './single-record.js'

/** One page in the order of ids; `after` is the id of the last record of the page before. */
export function listRecords(call: TypedCall): SandboxReply {
  const {query} = call.request
  const limit = parseLimit(query, {standard: 10, max: 100})
  const page = takePage(call, limit + 1)
  const names = listOf(query, 'properties')
  const results = page
    .slice(0, limit)
    .map(record => presentRecord(call.type, record, readProperties(call.type, record, names), call.context.portalId))
  const last = results.at(-1)
  const paging =
    page.length > limit && last ? {paging: {next: {after: last.id, link: pageLink(call.request, last.id)}}} : {}
  return {status: 200, body: {results, ...paging}}
}

function takePage(call: TypedCall, size: number): StoredRecord[] {
  const after = Number(call.request.query.get('after') ?? 0)
  const wantsArchived = call.request.query.get('archived') === 'true'
  const page: StoredRecord[] = []
  for (const record of call.context.storeOf(call.type).from(after + 1)) {
    if ((record.archivedAtMs !== undefined) !== wantsArchived) continue
    page.push(record)
    if (page.length === size) break
  }
  return page
}
