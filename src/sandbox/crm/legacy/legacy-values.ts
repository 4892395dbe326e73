import {named} from '../../../shared/named.js'
import type {ObjectType} from '../portal/object-type.js'
import {readProperty} from '../records/read-record.js'
import {readHistories} from '../records/record-history.js'
import type {CrmRecord} from '../records/record-store.js'

interface LegacyVersion {
  readonly value: string
  readonly timestamp: number
  readonly source: string
  readonly sourceId: string | null
}

/** Times are epoch milliseconds, as text. */
export function legacyValue(type: ObjectType, name: string, value: string): string {
  const kind = type.properties.get(name)?.body.type
  return (kind === 'datetime' || kind === 'date') && value !== '' ? String(Date.parse(value)) : value
}

/** The names of all properties that have a value. */
export function valuedNames(type: ObjectType, record: CrmRecord): string[] {
  return [...type.properties.keys()].filter(name => readProperty(type, record, name) !== undefined)
}

/** The newest first; at least the one of the value that is there. */
function versionsOf(type: ObjectType, record: CrmRecord, name: string): readonly LegacyVersion[] {
  const kept = new Map(Object.entries(readHistories(type, record, [name]))).get(name) ?? []
  const versions = kept.map(({value, timestamp, sourceType, sourceId}) => ({
    value: legacyValue(type, name, value),
    timestamp: Date.parse(timestamp),
    source: sourceType,
    sourceId: sourceId ?? null,
  }))
  const value = legacyValue(type, name, readProperty(type, record, name) ?? '')
  return versions.length > 0 ? versions : [{value, timestamp: record.updatedAtMs, source: 'CALCULATED', sourceId: null}]
}

/** As contacts have them: `{value, versions}` or, as lists show them, `{value}`. */
export function contactValues(
  type: ObjectType,
  record: CrmRecord,
  {names, withVersions}: {readonly names: readonly string[]; readonly withVersions: boolean},
): Readonly<Record<string, unknown>> {
  return valuesBy(type, record, names, name => {
    const versions = versionsOf(type, record, name)
    const value = versions[0]?.value ?? ''
    return withVersions ? {value, versions: versions.map(contactVersion)} : {value}
  })
}

function contactVersion({value, timestamp, source, sourceId}: LegacyVersion): unknown {
  return {value, 'source-type': source, 'source-id': sourceId, 'source-label': null, timestamp, selected: false}
}

/** As all others have them: the newest version beside the value, or all of them. */
export function objectValues(
  type: ObjectType,
  record: CrmRecord,
  {names, histories = []}: {readonly names: readonly string[]; readonly histories?: readonly string[] | 'all'},
): Readonly<Record<string, unknown>> {
  const all = histories === 'all' ? names : [...new Set([...names, ...histories])]
  return valuesBy(type, record, all, name => {
    const versions = versionsOf(type, record, name)
    const shown = histories === 'all' || histories.includes(name) ? versions : versions.slice(0, 1)
    return {...versions[0], versions: shown.map(version => ({name, ...version, sourceVid: []}))}
  })
}

/** Unknown names and properties without a value are left out. */
function valuesBy(
  type: ObjectType,
  record: CrmRecord,
  names: readonly string[],
  present: (name: string) => unknown,
): Readonly<Record<string, unknown>> {
  const values = named<unknown>()
  for (const name of names)
    if (type.properties.has(name) && readProperty(type, record, name) !== undefined) values[name] = present(name)
  return values
}
