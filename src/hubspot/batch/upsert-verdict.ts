import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {arrayOf, isObject, type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'
import {callRefused, mayBeAboutRows} from '../call/call-refused.js'
import {readErrorReply} from '../call/error-reply.js'
import type {HubSpotReply} from '../call-types.js'
import {isNotUnderstood, isUnknownObjectType} from '../portal/call-for-body.js'
import {withoutValues} from '../refusals/quoted-values.js'
import {readRefusal} from '../refusals/read-refusal.js'
import type {PropertyLookup} from '../refusals/refusal-types.js'
import type {WriteInput} from '../write-input.js'
import type {Outcome, Unmentioned, WriteVerdict, Written} from './batch-types.js'
import {type JoinedEntry, joinReply} from './join-reply.js'
import {readWriteRemarks, shownOtherwise} from './write-remarks.js'

/** What a reply to a batch upsert says of each of its inputs. `lookup` sharpens the codes of refused values. */
export function readUpsertReply(
  inputs: readonly WriteInput[],
  reply: HubSpotReply,
  lookup?: PropertyLookup,
): WriteVerdict {
  if (reply.status < 300) return readAccepted(inputs, reply, lookup)
  const error = structuralError(inputs, reply)
  if (error !== undefined) return {kind: 'structural', error}
  const {status, correlationId} = reply
  const [only, ...others] = inputs
  const input = others.length === 0 ? only : undefined
  const refusal = {
    ...readRefusal(objectOf(reply.body), {status, correlationId, input, lookup}),
    isOfRequest: true as const,
    said: readErrorReply(reply.body).message,
  }
  const ids = duplicateIds(inputs, reply.body)
  return ids.length > 0 ? {kind: 'duplicate-ids', ids, refusal} : {kind: 'whole-batch', refusal}
}

/**
 * Any 2xx is read alike: 2026-09 declares 200 only and puts `errors` into it. A body that says nothing leaves all
 * unmentioned.
 */
function readAccepted(
  inputs: readonly WriteInput[],
  reply: HubSpotReply,
  lookup: PropertyLookup | undefined,
): WriteVerdict {
  const {status, correlationId} = reply
  const body = objectOf(reply.body)
  const results = arrayOf(body['results']).filter(isObject)
  const errors = arrayOf(body['errors']).filter(isObject)
  const {entries, orphans, hasKeylessResults, unjoinedIds} = joinReply(inputs, results, errors)
  const unmentioned: Unmentioned = {
    kind: 'unmentioned',
    ...(orphans.length > 0 && {isSuspect: true}),
    ...(unjoinedIds.length > 0 && {writtenIds: unjoinedIds}),
  }
  const outcomes = entries.map((joined, index): Outcome => {
    if (joined === undefined) return unmentioned
    const {kind, entry} = joined
    const input = inputs[index]
    if (kind === 'result') return writtenAs(entry, input)
    return {kind: 'refused', refusal: readRefusal(entry, {status, correlationId, input, lookup})}
  })
  const hasRemarks = results.some(result => result['warnings'] !== undefined)
  const remarks = hasRemarks ? readWriteRemarks(results, inputOf(entries, inputs)) : []
  return {
    kind: 'per-input',
    outcomes,
    ...(hasKeylessResults && {hasKeylessResults}),
    ...(remarks.length > 0 && {remarks}),
  }
}

function inputOf(
  entries: readonly (JoinedEntry | undefined)[],
  inputs: readonly WriteInput[],
): ReadonlyMap<unknown, WriteInput> {
  const pairs = entries.flatMap((joined, index) => {
    const input = inputs[index]
    return joined === undefined || input === undefined ? [] : [[joined.entry, input] as const]
  })
  return new Map(pairs)
}

/** Spelled out for what nearly every result says: a spread costs more than all the rest. */
function writtenAs(entry: JsonObject, input: WriteInput | undefined): Written {
  const recordId = textOf(entry['id'])
  const shown = input === undefined ? undefined : shownOtherwise(entry, input)
  const isNew = entry['new']
  const created = isNew === true
  const createdAt = isNew === false ? undefined : textOf(entry['createdAt'])
  if (recordId === undefined || shown !== undefined)
    return {kind: 'written', created, ...defined({createdAt, recordId, shown})}
  return createdAt === undefined
    ? {kind: 'written', created, recordId}
    : {kind: 'written', created, createdAt, recordId}
}

/** From `context`, else from the text; HubSpot checks this before it looks at any input. */
function duplicateIds(inputs: readonly WriteInput[], body: unknown): string[] {
  const {message, context} = readErrorReply(body)
  if (!withoutValues(message, inputs).startsWith('Duplicate IDs found in batch input:')) return []
  const listed = /^Duplicate IDs found in batch input: \[(.*)\]/s.exec(message)?.[1]
  if (listed === undefined) return []
  const ids = textsOf(context['ids'])
  return ids.length > 0 ? ids : listed.split(',').map(id => id.trim())
}

/**
 * What refuses every batch of this run alike, whatever its rows. Source: docs/hubspot-api.md#batch-writes and
 * docs/hubspot-api.md#refusals. Texts count only from their beginning, and without the values that they quote: a cell
 * may hold any of these sentences.
 */
function structuralError(inputs: readonly WriteInput[], reply: HubSpotReply): AppError | undefined {
  const {status, body, correlationId = 'none'} = reply
  const {message, context} = readErrorReply(body)
  const own = withoutValues(message, inputs)
  const said = `HubSpot says (${status}): ${message || 'nothing'} (correlationId ${correlationId})`
  const nonUnique = /^Unable to perform update\/upsert by non-unique (\S+) property (\S+)/.exec(own)
  if (nonUnique !== null) {
    const [, objectType = '', property = ''] = nonUnique
    const why = `Records cannot be matched on property ${property}: its values are not unique. ${said}`
    return new AppError('KEY_NOT_UNIQUE', why, {next: [ours(['objects', objectType])]})
  }
  if (isUnknownObjectType(own)) {
    return new AppError('UNKNOWN_OBJECT', `HubSpot does not know this object. ${said}`, {
      next: [ours(['objects'])],
    })
  }
  if (/^Missing '[^']*' permission/.test(own)) {
    return new AppError('SCOPE_MISSING', `The user who logged in does not have this permission in HubSpot. ${said}`, {
      next: [ours(['whoami'])],
    })
  }
  if (isNotUnderstood(own))
    return new AppError('BUG', `HubSpot did not understand a request with ${inputs.length} inputs. ${said}`)
  // An upsert makes what it does not find, so a 404 that names no ids is about the path.
  const isAboutIds = status === 404 && textsOf(context['ids']).length > 0
  return mayBeAboutRows(status) || isAboutIds
    ? undefined
    : callRefused('the write itself, regardless of its rows', reply)
}
