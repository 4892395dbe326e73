/** What a log of a portal consists of: each line is one change, written and read here. */

import {AppError} from '../../errors/app-error.js'
import {addFlags, gap} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {eventEntry, importEntries, loadEvent, loadImport, loadProgress, sentEntry} from './more-entries.js'
import type {AssociationTypes, LabelChanges} from './portal/association-types.js'
import {compileProperty} from './portal/define-property.js'
import type {
  MadeSchema,
  ObjectType,
  PipelineDefinition,
  PropertyBody,
  PropertyGroup,
  PropertyRule,
} from './portal/object-type.js'
import {type PortalTypes, type SchemaState, schemaOf} from './portal/portal-types.js'
import type {AssociationStore, Link} from './records/association-store.js'
import type {EventStore, SentEvent} from './records/event-store.js'
import type {ImportStore} from './records/import-store.js'
import type {KeptList, ListStore, MemberChange} from './records/list-store.js'
import type {CrmRecord, RecordStore} from './records/record-store.js'

/** A line of the log: its kind, the type id it is about where it has one, the rest. */
export type LogEntry = readonly unknown[]

/** All that is kept. */
export interface Kept {
  /** By type id. */
  readonly stores: ReadonlyMap<string, RecordStore>
  readonly associations: AssociationStore
  readonly associationTypes: AssociationTypes
  readonly lists: ListStore
  readonly imports: ImportStore
  readonly events: EventStore
  readonly types: PortalTypes
}

/** Our own lines: only this file writes them. Older versions pass over what names no type id in second place. */
export function loadEntry([kind, about, ...rest]: LogEntry, kept: Kept): void {
  if (kind === 'link') loadLink(String(about), rest, kept.associations)
  else if (kind === 'labels') kept.associationTypes.restore(rest[0] as LabelChanges)
  else if (kind === 'list') loadList(String(rest[0]), rest[1] as KeptList | null, kept.lists)
  else if (kind === 'import') loadImport(rest, kept.imports)
  else if (kind === 'import-progress') loadProgress(rest, kept.imports)
  else if (kind === 'event-definition') loadEvent(rest, kept.events)
  else if (kind === 'event') kept.events.note(rest[0] as SentEvent)
  else if (kind === 'rules') loadRules(kept.stores.get(String(rest[0]))?.type, rest)
  else if (kind === 'members') kept.lists.load(String(rest[0]), rest[1] as MemberChange[])
  else if (kind === 'groups') loadGroups(kept.stores.get(String(rest[0]))?.type, rest[1] as PropertyGroup[])
  else if (kind === 'schema') kept.types.restore(String(rest[0]), rest[1] as SchemaState, rest[2] as MadeSchema | null)
  else if (kind === 'pipelines') loadPipelines(kept.stores.get(String(rest[0]))?.type, rest)
  else {
    const store = kept.stores.get(String(about))
    if (store === undefined && (kind === 'record' || kind === 'property')) throw unknownKind(String(about))
    if (store && kind === 'property') loadProperty(store.type, rest[0] as PropertyBody)
    else if (store) loadRecord(store, rest)
  }
}

/** It would be lost at the next time the log is written anew. */
function unknownKind(typeId: string): AppError {
  return new AppError('USAGE', `The data kept there is about ${typeId}, too, which the portal file does not have.`, {
    next: [addFlags(['--memory']), addFlags(['--data', gap('OTHER_DIR')])],
  })
}

function loadProperty(type: ObjectType, body: PropertyBody): void {
  type.properties.delete(body.name)
  type.archivedProperties.delete(body.name)
  if (body.archived === true) type.archivedProperties.set(body.name, body)
  else type.properties.set(body.name, compileProperty(type.id, body))
}

function loadGroups(type: ObjectType | undefined, groups: readonly PropertyGroup[]): void {
  type?.groups.clear()
  for (const group of groups) type?.groups.set(group.name, group)
}

function loadRules(type: ObjectType | undefined, [, property, rules]: readonly unknown[]): void {
  type?.rules.set(String(property), new Map(rules as [string, PropertyRule][]))
}

function loadPipelines(type: ObjectType | undefined, [, live, archived]: readonly unknown[]): void {
  if (type === undefined) return
  type.pipelines = live as PipelineDefinition[]
  type.archivedPipelines = archived as PipelineDefinition[]
}

function loadRecord(store: RecordStore, values: readonly unknown[]): void {
  const [id, createdAtMs, updatedAtMs, archivedAtMs, properties, more = {}] = values as [
    string,
    number,
    number,
    number,
    Record<string, string>,
    Pick<CrmRecord, 'mergedInto' | 'erased' | 'source' | 'changes'>?,
  ]
  store.load({id, createdAtMs, updatedAtMs, ...(archivedAtMs > 0 ? {archivedAtMs} : {}), properties, ...more})
}

function loadLink(direction: string, values: readonly unknown[], associations: AssociationStore): void {
  const [fromType = '', toType = ''] = direction.split('>')
  const [fromId, toId, types, inverseTypes] = values as [string, string, string[], string[]]
  associations.load({from: {typeId: fromType, id: fromId}, to: {typeId: toType, id: toId}, types, inverseTypes})
}

export function recordEntry(type: ObjectType, record: CrmRecord): LogEntry {
  return [
    'record',
    type.id,
    record.id,
    record.createdAtMs,
    record.updatedAtMs,
    record.archivedAtMs ?? 0,
    record.properties,
    ...moreOf(record),
  ]
}

/** What few records have, but for the source. */
function moreOf({mergedInto, erased, source, changes}: CrmRecord): object[] {
  const more = defined({mergedInto, erased, source, changes})
  return Object.keys(more).length === 0 ? [] : [more]
}

export function propertyEntry(type: ObjectType, name: string): LogEntry {
  return ['property', type.id, type.properties.get(name)?.body ?? type.archivedProperties.get(name)]
}

export function listEntry(listId: string, lists: ListStore): LogEntry {
  return ['list', '', listId, lists.kept(listId) ?? null]
}

function loadList(listId: string, list: KeptList | null, lists: ListStore): void {
  if (list === null) lists.delete(listId)
  else lists.restore(list)
}

export function groupsEntry(type: ObjectType): LogEntry {
  return ['groups', '', type.id, [...type.groups.values()]]
}

export function rulesEntry({id, rules}: ObjectType, property: string): LogEntry {
  return ['rules', '', id, property, [...(rules.get(property) ?? [])]]
}

export function schemaEntry(id: string, types: PortalTypes): LogEntry {
  const state = new Map(types.changes()).get(id) ?? 'live'
  const type = types.byId(id)
  return ['schema', '', id, state, type === undefined ? null : schemaOf(type)]
}

export function pipelinesEntry({id, pipelines, archivedPipelines}: ObjectType): LogEntry {
  return ['pipelines', '', id, pipelines, archivedPipelines]
}

export function linkEntry({from, to, types, inverseTypes}: Link): LogEntry {
  return ['link', `${from.typeId}>${to.typeId}`, from.id, to.id, types, inverseTypes]
}

export function labelsEntry(types: AssociationTypes): LogEntry {
  return ['labels', '', types.changes()]
}

export function* entriesOf(kept: Kept): Generator<LogEntry> {
  const {stores, associations, lists, imports, events} = kept
  yield* definitionEntries(kept)
  for (const {list} of lists.all()) yield listEntry(list.listId, lists)
  for (const deleted of lists.deleted()) {
    yield ['list', '', deleted.list.listId, deleted]
    yield ['list', '', deleted.list.listId, null]
  }
  for (const store of stores.values()) for (const record of store.all()) yield recordEntry(store.type, record)
  for (const link of associations.all()) yield linkEntry(link)
  yield* importEntries(imports)
  for (const event of events.sent()) yield sentEntry(event)
}

/** Custom objects, properties, groups, pipelines, labels and events that are not the default portal's. */
export function* definitionEntries({stores, associationTypes, types, events}: Kept): Generator<LogEntry> {
  // First: the others are about them.
  for (const [id] of types.changes()) yield schemaEntry(id, types)
  for (const store of stores.values())
    for (const name of changedProperties(store.type)) yield propertyEntry(store.type, name)
  for (const {type} of stores.values()) if (hasOwnGroups(type)) yield groupsEntry(type)
  for (const {type} of stores.values()) for (const property of type.rules.keys()) yield rulesEntry(type, property)
  for (const {type} of stores.values()) if (hasOwnPipelines(type)) yield pipelinesEntry(type)
  if (hasLabelChanges(associationTypes)) yield labelsEntry(associationTypes)
  for (const {fullyQualifiedName} of events.definitions()) yield eventEntry(fullyQualifiedName, events)
}

/** Only those made or changed over the API carry a user; the default portal's own do not. */
export function changedProperties(type: ObjectType): string[] {
  const live = [...type.properties.values()].map(({body}) => body).filter(body => body.updatedUserId !== undefined)
  return [...live, ...type.archivedProperties.values()].map(({name}) => name)
}

/** A group that was changed is another object. */
export function hasOwnGroups({groups, defaultGroups}: ObjectType): boolean {
  return groups.size !== defaultGroups.length || defaultGroups.some(group => groups.get(group.name) !== group)
}

function hasOwnPipelines({pipelines, defaultPipelines}: ObjectType): boolean {
  return pipelines !== defaultPipelines
}

export function hasLabelChanges(types: AssociationTypes): boolean {
  const {made, removed} = types.changes()
  return made.length + removed.length > 0
}
