import {instant} from '../../basics/instant.js'
import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'
import {readProperty} from '../records/read-record.js'
import {readHistories, type VersionBody} from '../records/record-history.js'
import type {CrmRecord} from '../records/record-store.js'

/** One record with everything that is known of it. */
export interface RecordFacts {
  readonly object: string
  readonly id: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly archivedAt?: string
  readonly mergedInto?: string
  readonly properties: readonly {
    readonly name: string
    readonly label: string
    readonly value: string
    /** The newest first. */
    readonly history: readonly VersionBody[]
  }[]
  readonly links: readonly {readonly object: string; readonly id: string; readonly labels: readonly string[]}[]
}

/** By its own id, merged ones too; undefined where there is none. */
export function recordFacts(context: CrmContext, type: ObjectType, id: string): RecordFacts | undefined {
  const record = context.storeOf(type).own(id)
  if (record === undefined) return undefined
  const {createdAtMs, updatedAtMs, archivedAtMs, mergedInto} = record
  return {
    object: type.name,
    id: record.id,
    createdAt: instant(createdAtMs),
    updatedAt: instant(updatedAtMs),
    ...(archivedAtMs !== undefined && {archivedAt: instant(archivedAtMs)}),
    ...(mergedInto !== undefined && {mergedInto}),
    properties: valuesOf(type, record),
    links: linksOf(context, type, record),
  }
}

function valuesOf(type: ObjectType, record: CrmRecord): RecordFacts['properties'] {
  const histories = new Map(Object.entries(readHistories(type, record, [...type.properties.keys()])))
  return [...type.properties.values()].flatMap(({body: {name, label}}) => {
    const value = readProperty(type, record, name)
    const history = histories.get(name) ?? []
    return value === undefined && history.length === 0 ? [] : [{name, label, value: value ?? '', history}]
  })
}

function linksOf(
  {types, associations, associationTypes}: CrmContext,
  type: ObjectType,
  {id}: CrmRecord,
): RecordFacts['links'] {
  return types.flatMap(other =>
    [...associations.targets({typeId: type.id, id}, other.id)].map(([otherId, keys]) => ({
      object: other.name,
      id: otherId,
      labels: keys.flatMap(key => associationTypes.byKey(type.id, other.id, key)?.label ?? []),
    })),
  )
}
