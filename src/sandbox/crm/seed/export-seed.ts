import {defined} from '../../../shared/defined.js'
import {linkFacts} from '../associations/link-facts.js'
import type {CrmContext} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'
import type {KeptList} from '../records/list-store.js'
import type {CrmRecord} from '../records/record-store.js'
import type {SeedEntry, SeedList} from './seed-entry.js'

/** All records, then all links, then all lists, as `loadSeed` takes them. */
export function* exportSeed(context: CrmContext): Generator<SeedEntry> {
  for (const type of context.types) for (const record of context.storeOf(type).all()) yield seedOf(type, record)
  for (const {from, to, types} of linkFacts(context))
    yield {
      from: {object: from.type, id: from.id},
      to: {object: to.type, id: to.id},
      types: types.map(({category, typeId}) => ({category, typeId})),
    }
  const {lists} = context
  for (const kept of lists.all()) yield listSeedOf(context, kept)
  for (const kept of lists.deleted()) yield {...listSeedOf(context, kept), deleted: true}
}

function listSeedOf({findType}: CrmContext, {list, members}: KeptList): SeedList {
  const {listId, name, objectTypeId, processingType, filterBranch, createdAtMs, updatedAtMs} = list
  return {
    list: name,
    object: findType(objectTypeId)?.name ?? objectTypeId,
    id: listId,
    processingType: processingType as SeedList['processingType'] & string, // one of them: it was checked when it was made
    ...(filterBranch !== undefined && {filterBranch: filterBranch as Readonly<Record<string, unknown>>}),
    members: members.map(([id, sinceMs]) => ({id, since: isoOf(sinceMs)})),
    createdAt: isoOf(createdAtMs),
    updatedAt: isoOf(updatedAtMs),
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
