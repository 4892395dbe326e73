import {type JsonObject, objectOf, textOf, textsOf} from './json.js'
import {normaliseKey} from './key-form.js'
import type {UpsertInput} from './upsert-types.js'

export type JoinedEntry = {readonly kind: 'result' | 'error'; readonly entry: JsonObject}

export interface Joined {
  /** Per input, in their order: what the reply says of it; undefined where it says nothing that is certainly its own. */
  readonly entries: readonly (JoinedEntry | undefined)[]
  /** Errors that name no input and could be any's. */
  readonly orphans: readonly JsonObject[]
  /** True when a result carries neither a trace id of ours nor the key: the portal's replies cannot be joined unless the key is sent. */
  readonly hasKeylessResults: boolean
  /** Record ids of the results that belong to none of the inputs for certain; one that stands twice was written twice. */
  readonly unjoinedIds: readonly string[]
}

/**
 * Which entry of a reply belongs to which input: by trace id, then by `context.ids`, then by key, never by position, for
 * HubSpot shuffles its results. Where two readings are possible, neither is taken.
 */
export function joinReply(inputs: readonly UpsertInput[], results: readonly JsonObject[], errors: readonly JsonObject[]): Joined {
  const entries: (JoinedEntry | undefined)[] = inputs.map(() => undefined)
  const orphans = joinErrors(inputs, errors, entries)
  const anonymous = joinTracedResults(inputs, results, entries)
  const hasKeylessResults = anonymous.some(result => keysOf(result, new Set(inputs.map(input => input.idProperty))).length === 0)
  const joinedByKey = joinResultsByKey(inputs, anonymous, entries)
  const isComplete = orphans.length === 0 && entries.every(entry => entry !== undefined)
  // A contact answers under its first e-mail when an additional one was sent. So while something is unaccounted for, a result
  // may be another input's, unless it shows the very values that this one sent.
  if (!isComplete) for (const index of joinedByKey) if (!showsValuesSent(inputs[index], entries[index])) entries[index] = undefined
  const [left, ...others] = [...entries.keys()].filter(index => entries[index] === undefined)
  const [orphan, ...moreOrphans] = orphans
  const allResultsJoined = entries.filter(entry => entry?.kind === 'result').length === results.length
  const unjoinedIds = idsOfUnjoined(results, entries)
  if (left === undefined || orphan === undefined || others.length + moreOrphans.length > 0 || !allResultsJoined)
    return {entries, orphans, hasKeylessResults, unjoinedIds}
  return {entries: entries.with(left, {kind: 'error', entry: orphan}), orphans: [], hasKeylessResults, unjoinedIds}
}

function idsOfUnjoined(results: readonly JsonObject[], entries: readonly (JoinedEntry | undefined)[]): string[] {
  const joined = new Set(entries.map(joinedEntry => joinedEntry?.entry))
  return results.filter(result => !joined.has(result)).flatMap(result => textOf(result['id']) ?? [])
}

/** Returns the errors that name none of the inputs. */
function joinErrors(inputs: readonly UpsertInput[], errors: readonly JsonObject[], entries: (JoinedEntry | undefined)[]): JsonObject[] {
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

/** Returns the results without a trace id of ours. A refusal outweighs a result: sending again is harmless, losing a row is not. */
function joinTracedResults(
  inputs: readonly UpsertInput[],
  results: readonly JsonObject[],
  entries: (JoinedEntry | undefined)[],
): JsonObject[] {
  const byTraceId = uniqueIndex(inputs.map(input => input.objectWriteTraceId))
  return results.filter(entry => {
    const index = textsOf(entry['objectWriteTraceId']).flatMap(traceId => byTraceId.get(traceId) ?? [])[0]
    if (index !== undefined) entries[index] ??= {kind: 'result', entry}
    return index === undefined
  })
}

/** Joins a result whose key is one open input's only, and that input's only result. Returns the inputs joined so. */
function joinResultsByKey(inputs: readonly UpsertInput[], results: readonly JsonObject[], entries: (JoinedEntry | undefined)[]): number[] {
  const indexes = new Map<string, number[]>()
  for (const [index, input] of inputs.entries()) {
    const key = keyIn(input.idProperty, input.id)
    indexes.set(key, [...(indexes.get(key) ?? []), index])
  }
  const idProperties = new Set(inputs.map(input => input.idProperty))
  const claims = new Map<number, JsonObject[]>()
  for (const entry of results) {
    const candidates = keysOf(entry, idProperties).flatMap(key => indexes.get(key) ?? [])
    const [only, ...others] = [...new Set(candidates)].filter(index => entries[index] === undefined)
    if (only !== undefined && others.length === 0) claims.set(only, [...(claims.get(only) ?? []), entry])
  }
  const sole = [...claims].flatMap(([index, [entry, ...others]]) => (entry !== undefined && others.length === 0 ? [{index, entry}] : []))
  for (const {index, entry} of sole) entries[index] = {kind: 'result', entry}
  return sole.map(({index}) => index)
}

/** Every key under which the record of a result could have been asked for. */
function keysOf(result: JsonObject, idProperties: ReadonlySet<string>): string[] {
  const properties = objectOf(result['properties'])
  return [...idProperties].flatMap(idProperty => {
    const additional = idProperty === 'email' ? (textOf(properties['hs_additional_emails']) ?? '').split(';') : []
    const values = [textOf(properties[idProperty]) ?? '', ...additional]
    return values.filter(value => value.trim() !== '').map(value => keyIn(idProperty, value))
  })
}

function showsValuesSent(input: UpsertInput | undefined, joined: JoinedEntry | undefined): boolean {
  if (input === undefined || joined === undefined) return false
  if (input.idProperty !== 'email') return true
  const stored = objectOf(joined.entry['properties'])
  return Object.entries(input.properties).every(([name, sent]) => normaliseKey(textOf(stored[name]) ?? '') === normaliseKey(sent))
}

function keyIn(idProperty: string, key: string): string {
  return `${idProperty}\n${normaliseKey(key)}`
}

/** Where each value stands; a value that stands twice is left out, for it decides nothing. */
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
