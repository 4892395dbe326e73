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
  const idProperties = new Set(inputs.map(input => input.idProperty))
  const anonymous = joinTracedResults(inputs, results, entries).map(entry => ({
    entry,
    keys: keysOf(entry, idProperties),
  }))
  const hasKeylessResults = anonymous.some(({keys}) => keys.length === 0)
  const joinedByKey = joinResultsByKey(inputs, anonymous, entries)
  const isComplete = orphans.length === 0 && entries.every(entry => entry !== undefined)
  // A contact answers under its first e-mail when an additional one was sent. So while something is unaccounted for, a
  // result may be another input's, unless it shows the very values that this one sent.
  if (!isComplete)
    for (const index of joinedByKey) if (!showsValuesSent(inputs[index], entries[index])) entries[index] = undefined
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
function joinErrors(
  inputs: readonly WriteInput[],
  errors: readonly JsonObject[],
  entries: (JoinedEntry | undefined)[],
): JsonObject[] {
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
): JsonObject[] {
  const byTraceId = uniqueIndex(inputs.map(input => input.objectWriteTraceId))
  return results.filter(entry => {
    const index = textsOf(entry['objectWriteTraceId']).flatMap(traceId => byTraceId.get(traceId) ?? [])[0]
    if (index !== undefined) entries[index] ??= {kind: 'result', entry}
    return index === undefined
  })
}

interface KeyedResult {
  readonly entry: JsonObject
  readonly keys: readonly string[]
}

/** Joins a result whose key is one open input's only, and that input's only result. Returns the inputs joined so. */
function joinResultsByKey(
  inputs: readonly WriteInput[],
  results: readonly KeyedResult[],
  entries: (JoinedEntry | undefined)[],
): number[] {
  if (results.length === 0) return []
  const open = openInputsByKey(inputs, entries)
  const claims = new Map<number, JsonObject | 'several'>()
  for (const {entry, keys} of results) {
    const index = onlyOf(keys, open)
    if (index !== undefined) claims.set(index, claims.has(index) ? 'several' : entry)
  }
  const joined: number[] = []
  for (const [index, entry] of claims) {
    if (entry === 'several') continue
    entries[index] = {kind: 'result', entry}
    joined.push(index)
  }
  return joined
}

/** Key → the inputs of it that nothing has been said of. */
function openInputsByKey(
  inputs: readonly WriteInput[],
  entries: readonly (JoinedEntry | undefined)[],
): Map<string, number[]> {
  const open = new Map<string, number[]>()
  for (const [index, {idProperty, id}] of inputs.entries()) {
    if (entries[index] !== undefined) continue
    const key = keyIn(idProperty, id)
    const known = open.get(key)
    if (known === undefined) open.set(key, [index])
    else known.push(index)
  }
  return open
}

/** The one input that these keys lead to; undefined for none and for several. */
function onlyOf(keys: readonly string[], open: ReadonlyMap<string, readonly number[]>): number | undefined {
  let only: number | undefined
  for (const key of keys) {
    for (const index of open.get(key) ?? []) {
      if (only !== undefined && only !== index) return undefined
      only = index
    }
  }
  return only
}

/** Every key under which the record of a result could have been asked for. */
function keysOf(result: JsonObject, idProperties: ReadonlySet<string>): string[] {
  const properties = objectOf(result['properties'])
  const keys: string[] = []
  for (const idProperty of idProperties) {
    const values = [
      textOf(properties[idProperty]) ?? (idProperty === RECORD_ID ? textOf(result['id']) : undefined) ?? '',
    ]
    const additional = idProperty === EMAIL.property ? textOf(properties[EMAIL.additional]) : undefined
    if (additional !== undefined) values.push(...additional.split(';'))
    for (const value of values) if (value.trim() !== '') keys.push(keyIn(idProperty, value))
  }
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

function keyIn(idProperty: string, key: string): string {
  return `${idProperty}\n${normaliseKey(key)}`
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
