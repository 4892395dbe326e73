import {type JsonObject, objectOf, textOf, textsOf} from '../../shared/json.js'
import {ownOf} from '../../shared/named.js'
import {CONTACT_EMAIL as EMAIL} from '../portal/standard-objects.js'
import type {WriteInput} from '../write-input.js'
import {RECORD_ID} from './batch-write.js'
import {normaliseKey} from './normalise-key.js'

export type JoinedEntry = {readonly kind: 'result' | 'error'; readonly entry: JsonObject}

export interface Joined {
  /**
   * Per input, in their order: what the reply says of it; undefined where it says nothing that is certainly its own.
   */
  readonly entries: readonly (JoinedEntry | undefined)[]
  /** Errors that name no input and could be any's. */
  readonly orphans: readonly JsonObject[]
  /**
   * True when a result carries neither a trace id of ours nor the key: the portal's replies cannot be joined unless the
   * key is sent.
   */
  readonly hasKeylessResults: boolean
  /**
   * Record ids of the results that belong to none of the inputs for certain; one that occurs twice was written twice.
   */
  readonly unjoinedIds: readonly string[]
}

/**
 * Which entry of a reply belongs to which input: by trace id, then by `context.ids`, then by key, never by position,
 * for HubSpot shuffles its results. Where two readings are possible, neither is taken.
 */
export function joinReply(
  inputs: readonly WriteInput[],
  results: readonly JsonObject[],
  errors: readonly JsonObject[],
): Joined {
  const entries: (JoinedEntry | undefined)[] = inputs.map(() => undefined)
  const orphans = joinErrors(inputs, errors, entries)
  const anonymous = joinTracedResults(inputs, results, entries)
  const {joined, hasKeylessResults} = joinResultsByKey(inputs, anonymous, entries)
  const isComplete = orphans.length === 0 && entries.every(entry => entry !== undefined)
  // A contact answers under its first e-mail when an additional one was sent. So while something is unaccounted for, a
  // result may be another input's, unless it shows the very values that this one sent.
  if (!isComplete)
    for (const index of joined) if (!showsValuesSent(inputs[index], entries[index])) entries[index] = undefined
  const areAllJoined = entries.filter(entry => entry?.kind === 'result').length === results.length
  const unjoinedIds = areAllJoined ? [] : idsOfUnjoined(results, entries)
  const only = areAllJoined ? withOnlyOrphan(entries, orphans) : undefined
  return {entries: only ?? entries, orphans: only === undefined ? orphans : [], hasKeylessResults, unjoinedIds}
}

/** The one error that names no input can only be about the one input that nothing else was said of. */
function withOnlyOrphan(
  entries: readonly (JoinedEntry | undefined)[],
  [orphan, ...moreOrphans]: readonly JsonObject[],
): readonly (JoinedEntry | undefined)[] | undefined {
  if (orphan === undefined || moreOrphans.length > 0) return undefined
  const [left, ...others] = [...entries.keys()].filter(index => entries[index] === undefined)
  return left === undefined || others.length > 0 ? undefined : entries.with(left, {kind: 'error', entry: orphan})
}

function idsOfUnjoined(results: readonly JsonObject[], entries: readonly (JoinedEntry | undefined)[]): string[] {
  const joined = new Set(entries.map(joinedEntry => joinedEntry?.entry))
  return results.filter(result => !joined.has(result)).flatMap(result => textOf(result['id']) ?? [])
}

/** Returns the errors that name none of the inputs. */
function joinErrors(
  inputs: readonly WriteInput[],
  errors: readonly JsonObject[],
  entries: (JoinedEntry | undefined)[],
): readonly JsonObject[] {
  if (errors.length === 0) return errors
  const byTraceId = uniqueIndex(inputs.map(input => input.objectWriteTraceId))
  const byId = uniqueIndex(inputs.map(input => input.id))
  const byKey = uniqueIndex(inputs.map(input => normaliseKey(input.id)))
  return errors.filter(entry => {
    const context = objectOf(entry['context'])
    const traced = textsOf(context['objectWriteTraceId']).flatMap(traceId => byTraceId.get(traceId) ?? [])
    const named = textsOf(context['ids']).flatMap(id => byId.get(id) ?? byKey.get(normaliseKey(id)) ?? [])
    const found = traced.length > 0 ? traced : named
    for (const index of found) entries[index] ??= {kind: 'error', entry}
    return found.length === 0
  })
}

/**
 * Returns the results without a trace id of ours. A refusal outweighs a result: sending again is harmless, losing a row
 * is not.
 */
function joinTracedResults(
  inputs: readonly WriteInput[],
  results: readonly JsonObject[],
  entries: (JoinedEntry | undefined)[],
): readonly JsonObject[] {
  if (results.every(entry => entry['objectWriteTraceId'] === undefined)) return results
  const byTraceId = uniqueIndex(inputs.map(input => input.objectWriteTraceId))
  return results.filter(entry => {
    const index = textsOf(entry['objectWriteTraceId']).flatMap(traceId => byTraceId.get(traceId) ?? [])[0]
    if (index !== undefined) entries[index] ??= {kind: 'result', entry}
    return index === undefined
  })
}

/** Joins a result whose key is one open input's only, and that input's only result. `joined`: the inputs joined so. */
function joinResultsByKey(
  inputs: readonly WriteInput[],
  results: readonly JsonObject[],
  entries: (JoinedEntry | undefined)[],
): {readonly joined: readonly number[]; readonly hasKeylessResults: boolean} {
  const joined: number[] = []
  const idProperty = inputs[0]?.idProperty
  if (results.length === 0 || idProperty === undefined) return {joined, hasKeylessResults: false}
  const open = openInputsByKey(inputs, entries)
  const claims: (JsonObject | 'several' | undefined)[] = inputs.map(() => undefined)
  let hasKeylessResults = false
  for (const result of results) {
    const keys = keysOf(result, idProperty)
    hasKeylessResults ||= keys.every(key => key === '')
    const index = onlyOf(keys, open)
    if (index !== undefined) claims[index] = claims[index] === undefined ? result : 'several'
  }
  claims.forEach((entry, index) => {
    if (entry === undefined || entry === 'several') return
    entries[index] = {kind: 'result', entry}
    joined.push(index)
  })
  return {joined, hasKeylessResults}
}

const SEVERAL = -1

/** Key → the input of it that nothing has been said of, or SEVERAL. */
function openInputsByKey(
  inputs: readonly WriteInput[],
  entries: readonly (JoinedEntry | undefined)[],
): Map<string, number> {
  const open = new Map<string, number>()
  inputs.forEach(({id}, index) => {
    if (entries[index] !== undefined) return
    const key = normaliseKey(id)
    open.set(key, open.has(key) ? SEVERAL : index)
  })
  return open
}

/** The one input that these keys lead to; undefined for none and for several. */
function onlyOf(keys: readonly string[], open: ReadonlyMap<string, number>): number | undefined {
  let only: number | undefined
  for (const key of keys) {
    const index = open.get(key)
    if (index === undefined) continue
    if (index === SEVERAL || (only !== undefined && only !== index)) return undefined
    only = index
  }
  return only
}

/** Every key under which the record of a result could have been asked for; '' is none. */
function keysOf(result: JsonObject, idProperty: string): string[] {
  const properties = objectOf(result['properties'])
  const own = textOf(properties[idProperty]) ?? (idProperty === RECORD_ID ? textOf(result['id']) : undefined)
  const keys = own === undefined ? [] : [normaliseKey(own)]
  const additional = idProperty === EMAIL.property ? textOf(properties[EMAIL.additional]) : undefined
  if (additional !== undefined) keys.push(...additional.split(';').map(normaliseKey))
  return keys
}

function showsValuesSent(input: WriteInput | undefined, joined: JoinedEntry | undefined): boolean {
  if (input === undefined || joined === undefined) return false
  if (input.idProperty !== EMAIL.property) return true
  const stored = objectOf(joined.entry['properties'])
  return Object.entries(input.properties).every(([name, sent]) => {
    const shown = textOf(ownOf(stored, name)) ?? ''
    return shown === sent || (name === EMAIL.property && normaliseKey(shown) === normaliseKey(sent))
  })
}

/** Where each value is; a value that occurs twice is left out, for it decides nothing. */
function uniqueIndex(values: readonly string[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (first.has(value)) repeated.add(value)
    else first.set(value, index)
  }
  for (const value of repeated) first.delete(value)
  return first
}
