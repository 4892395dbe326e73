/**
 * Search of records: search-records.ts reads the request and pages, match-filter.ts decides about one filter, with
 * places.ts, tokens.ts and match-links.ts; sort-records.ts orders. What HubSpot would not know is refused, never passed
 * over (docs/hubspot-api.md#search).
 */

import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, missingFields, wrongShape} from '../call/json-body.js'
import {knownBody, members} from '../call/passed-over.js'
import type {ObjectType} from '../portal/object-type.js'
import {presentRecord, readProperties, readProperty} from '../records/read-record.js'
import {recordAt} from '../records/record-history.js'
import type {CrmRecord} from '../records/record-store.js'
import {compileFilter, type Match} from './match-filter.js'
import {sorter} from './sort-records.js'
import {tokensOf} from './tokens.js'

const FILTER = members('propertyName operator value highValue values')
const KNOWN = members('query limit after properties', {
  ...{filterGroups: members('', {filters: FILTER}), filters: FILTER, sorts: members('propertyName direction')},
})
const MAX_FILTER_GROUPS = 5
const MAX_FILTERS_OF_GROUP = 6
const MAX_FILTERS = 18
const MAX_BODY_LENGTH = 3000
const MAX_LIMIT = 200
const MAX_RESULTS = 10_000

/** In what the index holds; archived records are never found. */
export function searchRecords(call: TypedCall): SandboxReply {
  const {request, context, type} = call
  const body = knownBody(call, KNOWN)
  if (request.body.length > MAX_BODY_LENGTH)
    throw validationRefusal(`The body is longer than ${MAX_BODY_LENGTH} characters.`)
  const {limit, after} = parsePage(body)
  const matches = [matchesGroups(call, parseGroups(body)), matchesQuery(type, body['query'])]
  const inOrder = sorter(type, body['sorts'])
  const found = indexed(call)
    .filter(record => matches.every(match => match(record)))
    .sort(inOrder)
  const names = listOfTexts(body['properties'])
  const results = found
    .slice(after, after + limit)
    .map(record => presentRecord(type, record, readProperties(type, record, names), context.portalId))
  const paging = found.length > after + limit ? {paging: {next: {after: String(after + limit)}}} : {}
  return {status: 200, body: {total: found.length, results, ...paging}}
}

/** The newest values, or as far behind as the switch says. */
function indexed({context, type}: TypedCall): CrmRecord[] {
  const live = [...context.storeOf(type).all()].filter(({archivedAtMs}) => archivedAtMs === undefined)
  const {searchLagsMs} = context.switches
  return searchLagsMs === 0 ? live : live.flatMap(record => recordAt(record, context.now() - searchLagsMs) ?? [])
}

function parsePage(body: BodyObject): {limit: number; after: number} {
  const limit = numberOf('limit', body['limit'], 10)
  const after = numberOf('after', body['after'], 0)
  if (limit < 1 || limit > MAX_LIMIT)
    throw validationRefusal(`Invalid limit ${limit}: it must be between 1 and ${MAX_LIMIT}.`)
  if (after + limit > MAX_RESULTS)
    throw validationRefusal(`Paging through search results is limited to ${MAX_RESULTS} results.`)
  return {limit, after}
}

/** Filters that stand alone are a group of their own. */
function parseGroups(body: BodyObject): BodyObject[][] {
  const [groups, alone] = [listOfObjects(body['filterGroups']), listOfObjects(body['filters'])]
  if (groups.length > MAX_FILTER_GROUPS)
    throw validationRefusal(`too many filterGroups (count: ${groups.length}, max allowed: ${MAX_FILTER_GROUPS})`)
  const all = [...groups.map(filtersOf), ...(alone.length > 0 ? [alone] : [])]
  const total = all.reduce((sum, filters) => sum + filters.length, 0)
  if (total > MAX_FILTERS || all.some(filters => filters.length > MAX_FILTERS_OF_GROUP))
    throw validationRefusal(
      `too many filters (max allowed: ${MAX_FILTERS_OF_GROUP} in a group, ${MAX_FILTERS} in total)`,
    )
  return all
}

/** A group whose filters have another name would find everything. */
function filtersOf(group: BodyObject): BodyObject[] {
  if (!Array.isArray(group['filters'])) throw missingFields(['filters'])
  return listOfObjects(group['filters'])
}

/** All filters of any group. */
function matchesGroups(call: TypedCall, groups: readonly BodyObject[][]): Match {
  if (groups.length === 0) return () => true
  const compiled = groups.map(filters => filters.map(filter => compileFilter(call, filter)))
  return record => compiled.some(filters => filters.every(matches => matches(record)))
}

/** Every word begins a word of some property that is searched; a text without any finds nothing. */
function matchesQuery(type: ObjectType, query: unknown): Match {
  if (query === undefined || query === null || query === '') return () => true
  if (typeof query !== 'string') throw wrongShape('java.lang.String', query)
  const wanted = tokensOf(query)
  return record => {
    const there = type.searchableProperties.flatMap(name => tokensOf(readProperty(type, record, name) ?? ''))
    return wanted.length > 0 && wanted.every(word => there.some(token => token.startsWith(word)))
  }
}

function listOfObjects(value: unknown): BodyObject[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrongShape('java.util.ArrayList<FilterGroup>', value)
  return value.map(each => {
    if (!isJsonObject(each)) throw wrongShape('FilterGroup', each)
    return each
  })
}

function listOfTexts(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrongShape('java.util.ArrayList<java.lang.String>', value)
  return value.map(String)
}

function numberOf(name: string, value: unknown, standard: number): number {
  if (value === undefined || value === null || value === '') return standard
  if (!Array.isArray(value) && /^\d{1,9}$/.test(String(value))) return Number(value)
  throw validationRefusal(`Invalid ${name} ${JSON.stringify(value)}: it must be a whole number, 0 or more.`)
}
