import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {shuffle} from '../../basics/random.js'
import {associationsOf} from '../associations/read-links.js'
import type {TypedCall} from '../call/context.js'
import {CrmRefusal, notNumeric, validationRefusal} from '../call/crm-refusal.js'
import {type BodyObject, wrongShape} from '../call/json-body.js'
import {pageLink, parseAfter, parseLimit} from '../call/paging.js'
import {knownBody, members} from '../call/passed-over.js'
import {parseFlag} from '../call/query-flag.js'
import {requireScope} from '../call/require-scope.js'
import {presentRecord, type RecordBody, readProperties} from '../records/read-record.js'
import {readHistories} from '../records/record-history.js'
import type {CrmRecord} from '../records/record-store.js'
import {type BatchInput, parseInputs} from './batch-inputs.js'
import {refuseNonUnique} from './batch-writes.js'
import {missingError, missingObjects} from './run-batch.js'

const KNOWN = members('idProperty properties propertiesWithHistory', {inputs: members('id')})
const MAX_HISTORY_INPUTS = 50

/** Each record once, in no particular order; ids without a record share one error of a 207. */
export function batchRead(call: TypedCall): SandboxReply {
  const startedAt = instant(call.context.now())
  const body = knownBody(call, KNOWN)
  const inputs = parseInputs(body, {id: true, properties: false})
  refuseLongHistories(body, inputs)
  const found = new Map<string, CrmRecord>()
  const missing: BatchInput[] = []
  for (const input of inputs) {
    const record = findRecord(call, input.id, textOf(body['idProperty']))
    const isMerged = record !== undefined && body['idProperty'] === undefined && record.id !== input.id
    if (record && !(isMerged && call.context.switches.mergedIds === 'missing')) found.set(record.id, record)
    else missing.push(input)
  }
  if (found.size === 0 && missing.length > 0 && call.context.switches.nothingReadAs === '404')
    throw new CrmRefusal(404, missingObjects(call, missing))
  const {context} = call
  const asked = {properties: namesOf(body['properties']), histories: namesOf(body['propertiesWithHistory'])}
  const results = [...found.values()].map(record => presentAsked(call, record, asked))
  if (context.switches.shuffleResults) shuffle(results, context.random)
  const errors = missing.length > 0 ? {errors: [missingError(call, missing)], numErrors: 1} : {}
  return {
    status: missing.length > 0 && context.switches.partialStatus === '207' ? 207 : 200,
    body: {completedAt: instant(context.now()), status: 'COMPLETE', startedAt, results, ...errors},
  }
}

/** The record of an id, or of a value of a unique property; archived ones only on request (`?archived=true`). */
export function findRecord(call: TypedCall, id: string, idProperty?: string): CrmRecord | undefined {
  const store = call.context.storeOf(call.type)
  const wantsArchived = parseFlag(call.request.query, 'archived')
  if (idProperty !== undefined && idProperty !== 'hs_object_id') {
    refuseNonUnique(call, idProperty)
    return wantsArchived ? undefined : store.find(idProperty, id)
  }
  const record = store.get(id)
  if (record?.erased === true) return undefined
  return record && (record.archivedAtMs !== undefined) === wantsArchived ? record : undefined
}

function refuseLongHistories(body: BodyObject, inputs: readonly BatchInput[]): void {
  if (namesOf(body['propertiesWithHistory']).length === 0 || inputs.length <= MAX_HISTORY_INPUTS) return
  throw validationRefusal(
    `The maximum number of inputs supported in a batch request for property histories is ${MAX_HISTORY_INPUTS}`,
  )
}

function namesOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw wrongShape('java.util.ArrayList<java.lang.String>', value)
  return value.map(String)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Throws the 403 of a login that may not read the records whose links are asked for. */
function requireLinkedReads({context, principal, request}: TypedCall): void {
  for (const name of listOf(request.query, 'associations')) {
    const type = context.findType(name)
    if (type !== undefined) requireScope('read', principal, {type, portalId: context.portalId})
  }
}

/** One page in the order of ids; `after` is the id of the last record of the page before. */
export function listRecords(call: TypedCall): SandboxReply {
  const {query} = call.request
  requireLinkedReads(call)
  const wantsHistories = listOf(query, 'propertiesWithHistory').length > 0
  const limit = parseLimit(query, {standard: 10, max: wantsHistories ? MAX_HISTORY_INPUTS : 100})
  const page = takePage(call, limit + 1)
  const results = page.slice(0, limit).map(record => presentRead(call, record))
  const last = results.at(-1)
  const paging = page.length > limit && last ? {paging: {next: {after: last.id, link: pageLink(call, last.id)}}} : {}
  return {status: 200, body: {results, ...paging}}
}

function takePage(call: TypedCall, size: number): CrmRecord[] {
  const after = parseAfter(call.request.query)
  const wantsArchived = parseFlag(call.request.query, 'archived')
  const page: CrmRecord[] = []
  for (const record of call.context.storeOf(call.type).from(after + 1)) {
    if ((record.archivedAtMs !== undefined) !== wantsArchived || isGone(record)) continue
    page.push(record)
    if (page.length === size) break
  }
  return page
}

/** Merged into another record, or deleted for good. */
function isGone({mergedInto, erased}: CrmRecord): boolean {
  return mergedInto !== undefined || erased === true
}

export function getRecord(call: TypedCall): SandboxReply {
  const {query} = call.request
  const idProperty = query.get('idProperty') ?? undefined
  requireLinkedReads(call)
  if (idProperty === undefined && !/^\d+$/.test(call.name)) throw notNumeric()
  const record = findRecord(call, call.name, idProperty)
  if (!record) throw new CrmRefusal(404, 'html')
  return {status: 200, body: presentRead(call, record)}
}

interface Asked {
  readonly properties: readonly string[]
  /** Properties whose former values are asked for as well. */
  readonly histories: readonly string[]
}

type HistoryBody = RecordBody & {readonly propertiesWithHistory?: unknown}

function presentAsked({context, type}: TypedCall, record: CrmRecord, {properties, histories}: Asked): HistoryBody {
  const body = presentRecord(type, record, readProperties(type, record, properties), context.portalId)
  return histories.length === 0 ? body : {...body, propertiesWithHistory: readHistories(type, record, histories)}
}

/** With the properties, their histories, and the links that the query asks for. */
function presentRead(call: TypedCall, record: CrmRecord): HistoryBody & {readonly associations?: unknown} {
  const {request} = call
  const [properties, histories] = [listOf(request.query, 'properties'), listOf(request.query, 'propertiesWithHistory')]
  const body = presentAsked(call, record, {properties, histories})
  const associations = associationsOf(call, record.id, listOf(request.query, 'associations'))
  return associations === undefined ? body : {...body, associations}
}

/** A comma-separated or repeated query parameter. */
export function listOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap(part => part.split(','))
    .map(part => part.trim())
    .filter(part => part !== '')
}
