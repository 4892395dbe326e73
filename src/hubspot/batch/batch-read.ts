import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {arrayOf, isObject, type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'
import {named} from '../../shared/named.js'
import {callRefused} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {CallOptions, HubSpot, HubSpotReply} from '../call-types.js'
import {pathsOf} from '../paths.js'
import {isNotUnderstood, isUnknownObjectType} from '../portal/call-for-body.js'
import {CONTACT_EMAIL as EMAIL} from '../portal/standard-objects.js'
import {MAX_INPUTS, RECORD_ID} from './batch-write.js'
import {type Histories, readHistories} from './histories.js'
import {normaliseKey} from './normalise-key.js'

/** docs/hubspot-api.md#property-histories */
const MAX_HISTORIES = 50

export interface BatchReadQuery {
  /** Absent, or `hs_object_id`: `ids` are record ids. */
  readonly idProperty?: string
  readonly properties: readonly string[]
  /** Properties whose former values are asked for as well. Absent: none. */
  readonly histories?: readonly string[]
  /** Any number; read 100 at a time, with histories 50. */
  readonly ids: readonly string[]
}

export interface StoredRecord {
  readonly recordId: string
  /** What HubSpot returned, of the properties asked for and its own; null and empty values are left out. */
  readonly properties: Readonly<Record<string, string>>
  /** Ms since the epoch; absent where HubSpot does not tell. */
  readonly createdMs?: number
  /** Absent where none were asked for. */
  readonly histories?: Histories
}

export interface BatchRead {
  /** By `normaliseKey` of the id asked for. Two e-mails of one contact are two entries with one record. */
  readonly found: ReadonlyMap<string, StoredRecord>
  /** As asked for. */
  readonly missing: readonly string[]
  /**
   * Of those, the ones that no answer names as missing, as HubSpot does (docs/hubspot-api.md#batch-read): it may have
   * left them out.
   */
  readonly unnamed: readonly string[]
  /** Records that no id asked for leads to by what they hold: such as those that a record was merged into. */
  readonly strays: readonly StoredRecord[]
  /** When HubSpot completed the last part, by its clock (ms since the epoch); absent where it does not tell. */
  readonly completedMs?: number
}

/**
 * Records by a unique property; strongly consistent. A contact is found by its additional e-mails as well.
 * @throws AppError KEY_NOT_UNIQUE, UNKNOWN_OBJECT, CALL_REFUSED, BUG, and what HubSpot.call throws
 */
export async function batchRead(
  hubspot: HubSpot,
  objectTypeId: string,
  asked: BatchReadQuery,
  options?: CallOptions,
): Promise<BatchRead> {
  const query = withoutRecordId(asked)
  const path = pathsOf(hubspot.apiVersion).batchRead(objectTypeId)
  const ids = [...new Map(query.ids.map(id => [normaliseKey(id), id])).values()]
  const found = new Map<string, StoredRecord>()
  const named = new Set<string>()
  const strays: StoredRecord[] = []
  let completedMs: number | undefined
  const most = query.histories === undefined ? MAX_INPUTS : MAX_HISTORIES
  for (let start = 0; start < ids.length; start += most) {
    await readPart(ids.slice(start, start + most))
  }
  const missing = query.ids.filter(id => !found.has(normaliseKey(id)))
  const unnamed = missing.filter(id => !named.has(normaliseKey(id)))
  return {found, missing, unnamed, strays, ...(completedMs !== undefined && {completedMs})}

  async function readPart(part: readonly string[]): Promise<void> {
    const reply = await hubspot.call({method: 'POST', path, body: bodyOf(query, part)}, options)
    if (reply.status < 300) {
      completedMs = instantOf(objectOf(reply.body)['completedAt'])
      for (const id of namedAsMissing(reply)) named.add(normaliseKey(id))
      strays.push(...addRecords(found, {query, part, reply}))
      return
    }
    if (!isNotFound(reply)) throw refusedRead(reply, query, objectTypeId)
    // A 404 does not say which of the ids are missing, nor what the others hold.
    if (part.length === 1) {
      for (const id of part) named.add(normaliseKey(id))
      return
    }
    const middle = Math.ceil(part.length / 2)
    await readPart(part.slice(0, middle))
    await readPart(part.slice(middle))
  }
}

/** HubSpot wants no `idProperty` for record ids. */
function withoutRecordId({idProperty, ...query}: BatchReadQuery): BatchReadQuery {
  return idProperty === undefined || idProperty === RECORD_ID ? query : {...query, idProperty}
}

function bodyOf({idProperty, properties, histories}: BatchReadQuery, ids: readonly string[]) {
  const joining =
    idProperty === undefined ? [] : idProperty === EMAIL.property ? [idProperty, EMAIL.additional] : [idProperty]
  return {
    ...(idProperty !== undefined && {idProperty}),
    properties: [...new Set([...properties, ...joining])],
    ...(histories !== undefined && {propertiesWithHistory: histories}),
    inputs: ids.map(id => ({id})),
  }
}

/** Returns results that were not asked for. */
function addRecords(
  found: Map<string, StoredRecord>,
  {query, part, reply}: {query: BatchReadQuery; part: readonly string[]; reply: HubSpotReply},
): StoredRecord[] {
  const strays: StoredRecord[] = []
  const asked = new Set(part.map(normaliseKey))
  for (const result of arrayOf(objectOf(reply.body)['results']).filter(isObject)) {
    const recordId = textOf(result['id'])
    if (recordId === undefined) continue
    const createdMs = instantOf(result['createdAt'])
    const stored = {
      recordId,
      properties: readValues(result),
      ...(createdMs !== undefined && {createdMs}),
      ...(query.histories !== undefined && {histories: readHistories(result)}),
    }
    const keys = keysOf(stored, query.idProperty).filter(key => asked.has(key))
    for (const key of keys) found.set(key, stored)
    if (keys.length === 0) strays.push(stored)
  }
  return strays
}

function namedAsMissing({body}: HubSpotReply): string[] {
  return readErrorReply(body)
    .errors.map(readErrorReply)
    .flatMap(({category, context}) => (category === 'OBJECT_NOT_FOUND' ? textsOf(context['ids']) : []))
}

function instantOf(value: unknown): number | undefined {
  const ms = Date.parse(textOf(value) ?? '')
  return Number.isNaN(ms) ? undefined : ms
}

function readValues(result: JsonObject): Record<string, string> {
  const entries = Object.entries(objectOf(result['properties'])).map(([name, value]) => [name, textOf(value)] as const)
  return named(Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))))
}

function keysOf({recordId, properties}: StoredRecord, idProperty: string | undefined): string[] {
  if (idProperty === undefined) return [recordId]
  const additional = idProperty === EMAIL.property ? (properties[EMAIL.additional] ?? '').split(';') : []
  return [properties[idProperty] ?? '', ...additional].map(normaliseKey)
}

function isNotFound({status, body}: HubSpotReply): boolean {
  return status === 404 && readErrorReply(body).category === 'OBJECT_NOT_FOUND'
}

function refusedRead(reply: HubSpotReply, {idProperty}: BatchReadQuery, objectTypeId: string): AppError {
  const {status, body, correlationId = 'none'} = reply
  const {message} = readErrorReply(body)
  const said = `HubSpot says (${status}): ${message || 'nothing'} (correlationId ${correlationId})`
  if (/^[^{"[]*(non-unique|not unique)/i.test(message)) {
    return new AppError(
      'KEY_NOT_UNIQUE',
      `Records cannot be looked up by property ${idProperty}: its values are not unique. ${said}`,
      {
        next: [ours(['objects', objectTypeId])],
      },
    )
  }
  if (status === 404 || isUnknownObjectType(message)) {
    return new AppError('UNKNOWN_OBJECT', `HubSpot does not know the object ${objectTypeId}. ${said}`, {
      next: [ours(['objects'])],
    })
  }
  if (!isNotUnderstood(message)) return callRefused(`to read records of ${objectTypeId}`, reply)
  return new AppError('BUG', `Records of ${objectTypeId} could not be read. ${said}`)
}
