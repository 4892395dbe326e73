import type {SandboxReply} from '../../basics/messages.js'
import type {TypedCall} from '../call/context.js'
import {validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, isJsonObject, parseJsonObject} from '../call/json-body.js'
import {presentRecord, readProperties, readProperty} from '../records/read-record.js'
import type {CrmRecord} from '../records/record-store.js'

const MAX_FILTER_GROUPS = 5
const MAX_FILTERS_OF_GROUP = 6
const MAX_FILTERS = 18
const MAX_BODY_LENGTH = 3000
const MAX_LIMIT = 200
const MAX_RESULTS = 10_000

type Test = (value: string | undefined) => boolean

/**
 * Filter groups (or) of filters (and) with EQ, NEQ, IN, NOT_IN, HAS_PROPERTY, NOT_HAS_PROPERTY; newest values, without
 * HubSpot's lag. The limits are documented, the words of most refusals are not (docs/hubspot-api.md#search). What it
 * cannot do is refused, not left out.
 */
export function searchRecords(call: TypedCall): SandboxReply {
  const body = parseJsonObject(call.request.body)
  refuseUnserved(call.request.body, body)
  const matches = matcher(call, body['filterGroups'])
  const limit = numberOf(body['limit'], 10)
  const after = numberOf(body['after'], 0)
  if (limit < 1 || limit > MAX_LIMIT)
    throw validationRefusal(`Invalid limit ${limit}: it must be between 1 and ${MAX_LIMIT}.`)
  if (after + limit > MAX_RESULTS)
    throw validationRefusal(`Paging through search results is limited to ${MAX_RESULTS} results.`)
  const found = [...call.context.storeOf(call.type).all()].filter(
    record => record.archivedAtMs === undefined && matches(record),
  )
  const names = Array.isArray(body['properties']) ? body['properties'].map(String) : []
  const results = found
    .slice(after, after + limit)
    .map(record => presentRecord(call.type, record, readProperties(call.type, record, names), call.context.portalId))
  const paging = found.length > after + limit ? {paging: {next: {after: String(after + limit)}}} : {}
  return {status: 200, body: {total: found.length, results, ...paging}}
}

function refuseUnserved(text: string, {query, sorts}: BodyObject): void {
  if (text.length > MAX_BODY_LENGTH) throw validationRefusal(`The body is longer than ${MAX_BODY_LENGTH} characters.`)
  if (query !== undefined && query !== '') throw validationRefusal('A query is not supported by the sandbox.')
  if (Array.isArray(sorts) && sorts.length > 0) throw validationRefusal('Sorts are not supported by the sandbox.')
}

function matcher(call: TypedCall, groups: unknown): (record: CrmRecord) => boolean {
  if (groups === undefined || (Array.isArray(groups) && groups.length === 0)) return () => true
  if (!Array.isArray(groups)) throw validationRefusal('filterGroups must be a list')
  if (groups.length > MAX_FILTER_GROUPS)
    throw validationRefusal(`too many filterGroups (count: ${groups.length}, max allowed: ${MAX_FILTER_GROUPS})`)
  const counts = groups.map(group => filtersOf(group).length)
  if (Math.max(...counts) > MAX_FILTERS_OF_GROUP || counts.reduce((sum, count) => sum + count, 0) > MAX_FILTERS)
    throw validationRefusal(
      `too many filters (max allowed: ${MAX_FILTERS_OF_GROUP} in a group, ${MAX_FILTERS} in total)`,
    )
  const compiled = groups.map(group => filtersOf(group).map(filter => compileFilter(call, filter)))
  return record =>
    compiled.some(filters => filters.every(({name, test}) => test(readProperty(call.type, record, name))))
}

function filtersOf(group: unknown): BodyObject[] {
  const filters = isJsonObject(group) ? group['filters'] : undefined
  return Array.isArray(filters) ? filters.filter(isJsonObject) : []
}

function compileFilter(call: TypedCall, filter: BodyObject): {name: string; test: Test} {
  const name = String(filter['propertyName'])
  if (!call.type.properties.has(name)) throw validationRefusal(`Property "${name}" does not exist`)
  return {name, test: testOf(filter)}
}

function testOf(filter: BodyObject): Test {
  const wanted = fold(filter['value'])
  const list = Array.isArray(filter['values']) ? new Set(filter['values'].map(fold)) : new Set<string>()
  switch (filter['operator']) {
    case 'EQ':
      return value => value !== undefined && fold(value) === wanted
    case 'NEQ':
      return value => value !== undefined && fold(value) !== wanted
    case 'IN':
      return value => value !== undefined && list.has(fold(value))
    case 'NOT_IN':
      return value => value !== undefined && !list.has(fold(value))
    case 'HAS_PROPERTY':
      return value => value !== undefined
    case 'NOT_HAS_PROPERTY':
      return value => value === undefined
    default:
      throw validationRefusal(`Operator ${String(filter['operator'])} is not supported by the sandbox.`)
  }
}

/** HubSpot's search ignores case. */
function fold(value: unknown): string {
  return String(value).toLowerCase()
}

function numberOf(value: unknown, standard: number): number {
  const given = value === undefined || value === '' ? standard : Number(value)
  return Number.isInteger(given) ? given : standard
}
