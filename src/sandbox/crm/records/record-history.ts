import {named, ownOf} from '../../../shared/named.js'
import {instant} from '../../basics/instant.js'
import type {ObjectType} from '../portal/object-type.js'
import {readProperty} from './read-record.js'
import {APP, type ValueSource} from './record-change.js'
import type {CrmRecord} from './record-store.js'

/** Older ones are forgotten; how many HubSpot keeps is not known. */
const MOST_CHANGES = 100

/**
 * What a write adds to a record: who made it, or what it changed. `again`: names of properties that are versions of
 * their own although their values were there.
 */
export function withHistory(
  record: CrmRecord,
  former: CrmRecord | undefined,
  {source, again = []}: {readonly source: ValueSource; readonly again?: readonly string[]},
): CrmRecord {
  if (former === undefined) return source === APP ? record : {...record, source}
  const before = changedValues(former.properties, record.properties)
  for (const name of again) before.set(name, ownOf(former.properties, name) ?? null)
  if (before.size === 0 && former.changes === undefined && former.source === undefined) return record
  const kept = {...record, ...(former.source && {source: former.source})}
  if (before.size === 0) return former.changes === undefined ? kept : {...kept, changes: former.changes}
  const change = {atMs: record.updatedAtMs, source, before: named(Object.fromEntries(before))}
  return {...kept, changes: [...(former.changes ?? []), change].slice(-MOST_CHANGES)}
}

function changedValues(former: CrmRecord['properties'], now: CrmRecord['properties']): Map<string, string | null> {
  const before = new Map<string, string | null>()
  for (const name in now) if (former[name] !== now[name]) before.set(name, former[name] ?? null)
  for (const name in former) if (now[name] === undefined) before.set(name, former[name] ?? null)
  return before
}

/** The record as it was at a time; undefined before it was made. */
export function recordAt(record: CrmRecord, atMs: number): CrmRecord | undefined {
  if (record.createdAtMs > atMs) return undefined
  const {changes = []} = record
  const later = changes.filter(change => change.atMs > atMs)
  if (later.length === 0) return record
  const properties = named(record.properties)
  for (const {before} of later.toReversed())
    for (const [name, value] of Object.entries(before))
      if (value === null) delete properties[name]
      else properties[name] = value
  const earlier = changes.slice(0, changes.length - later.length)
  return {...record, properties, changes: earlier, updatedAtMs: earlier.at(-1)?.atMs ?? record.createdAtMs}
}

/** A version of a value as replies carry it. */
export interface VersionBody {
  readonly value: string
  readonly timestamp: string
  readonly sourceType: string
  readonly sourceId?: string
  readonly updatedByUserId?: number
}

/** The versions of each property that was asked for, the newest first; a property that never had a value is left out. */
export function readHistories(
  type: ObjectType,
  record: CrmRecord,
  names: readonly string[],
): Readonly<Record<string, readonly VersionBody[]>> {
  const histories = new Map<string, readonly VersionBody[]>()
  for (const name of [...new Set(names)].sort()) {
    const property = type.properties.get(name)
    if (property === undefined) continue
    const versions = property.locked === undefined ? versionsOf(record, name) : computedVersion(type, record, name)
    if (versions.length > 0) histories.set(name, versions)
  }
  return Object.fromEntries(histories)
}

function versionsOf(record: CrmRecord, name: string): VersionBody[] {
  const {changes = [], source = APP, createdAtMs} = record
  const versions: VersionBody[] = []
  let value = ownOf(record.properties, name)
  for (const {atMs, source: by, before} of changes.toReversed()) {
    if (!Object.hasOwn(before, name)) continue
    versions.push(versionBody(value ?? '', atMs, by))
    value = before[name] ?? undefined
  }
  const isWhole = changes.length < MOST_CHANGES
  return value === undefined || !isWhole ? versions : [...versions, versionBody(value, createdAtMs, source)]
}

/** What HubSpot works out has no history here. */
function computedVersion(type: ObjectType, record: CrmRecord, name: string): VersionBody[] {
  const value = readProperty(type, record, name)
  return value === undefined ? [] : [versionBody(value, record.updatedAtMs, {type: 'CALCULATED'})]
}

function versionBody(value: string, atMs: number, {type, id}: ValueSource): VersionBody {
  const user = /^userId:(\d+)$/.exec(id ?? '')?.[1]
  return {
    value,
    timestamp: instant(atMs),
    sourceType: type,
    ...(id !== undefined && {sourceId: id}),
    ...(user !== undefined && {updatedByUserId: Number(user)}),
  }
}
