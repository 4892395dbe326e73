import {named} from '../../../shared/named.js'
import type {ObjectType} from '../portal/object-type.js'
import {instant} from '../timestamps.js'
import type {StoredRecord} from './record-store.js'
import {readProperty} from './system-properties.js'

/** A record as replies carry it. */
export interface RecordBody {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly createdAt: string
  readonly updatedAt: string
  readonly archived: boolean
  readonly archivedAt?: string
  readonly url: string
}

export function presentRecord(
  type: ObjectType,
  record: StoredRecord,
  properties: RecordBody['properties'],
  portalId: number,
): RecordBody {
  const {id, createdAtMs, updatedAtMs, archivedAtMs} = record
  const url = `https://app.hubspot.com/contacts/${portalId}/record/${type.id}/${id}`
  const body = {
    id,
    properties,
    createdAt: instant(createdAtMs),
    updatedAt: instant(updatedAtMs),
    archived: archivedAtMs !== undefined,
    url,
  }
  return archivedAtMs === undefined ? body : {...body, archivedAt: instant(archivedAtMs)}
}

/** The properties a read asked for, in alphabetical order, null where unset; unknown names are left out. */
export function readProperties(
  type: ObjectType,
  record: StoredRecord,
  requested: readonly string[],
): Record<string, string | null> {
  const always = [type.createdProperty, type.modifiedProperty, 'hs_object_id']
  const names = requested.length === 0 ? type.defaultProperties : [...new Set([...requested, ...always])]
  const properties = named<string | null>()
  for (const name of [...names].sort())
    if (type.properties.has(name)) properties[name] = readProperty(type, record, name) ?? null
  return properties
}
