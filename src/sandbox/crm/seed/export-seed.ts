import {defined} from '../../../shared/defined.js'
import {linkFacts} from '../associations/link-facts.js'
import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'
import type {CrmRecord} from '../records/record-store.js'
import type {SeedEntry} from './seed-entry.js'

/** All records, then all links, as `loadSeed` takes them. */
export function* exportSeed(context: CrmContext): Generator<SeedEntry> {
  for (const type of context.types) for (const record of context.storeOf(type).all()) yield seedOf(type, record)
  for (const {from, to, types} of linkFacts(context))
    yield {
      from: {object: from.type, id: from.id},
      to: {object: to.type, id: to.id},
      types: types.map(({category, typeId}) => ({category, typeId})),
    }
}

function seedOf(type: ObjectType, record: CrmRecord): SeedEntry {
  const {id, createdAtMs, updatedAtMs, archivedAtMs, mergedInto, erased, source, changes, properties} = record
  return {
    object: type.name,
    id,
    createdAt: isoOf(createdAtMs),
    updatedAt: isoOf(updatedAtMs),
    ...(archivedAtMs !== undefined && {archivedAt: isoOf(archivedAtMs)}),
    ...defined({mergedInto, erased, source}),
    properties,
    ...(changes && {changes: changes.map(({atMs, source: by, before}) => ({at: isoOf(atMs), source: by, before}))}),
  }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
