import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {makeDirectorySync} from '../../shared/files/make-directory.js'
import {
  changedProperties,
  entriesOf,
  groupsEntry,
  hasLabelChanges,
  hasOwnGroups,
  type Kept,
  labelsEntry,
  linkEntry,
  listEntry,
  loadEntry,
  pipelinesEntry,
  propertyEntry,
  recordEntry,
  rulesEntry,
  schemaEntry,
} from './log-entries.js'
import {eventEntry, importEntry, progressEntry, sentEntry} from './more-entries.js'
import type {ObjectType} from './portal/object-type.js'
import type {Link, RecordRef} from './records/association-store.js'
import type {SentEvent} from './records/event-store.js'
import type {StartedImport} from './records/import-store.js'
import {RecordLog, readLog, rewriteLog} from './records/record-log.js'
import type {CrmRecord} from './records/record-store.js'

export interface Persistence {
  saveRecords(type: ObjectType, records: readonly CrmRecord[]): void
  saveProperty(type: ObjectType, name: string): void
  saveGroups(type: ObjectType): void
  saveRules(type: ObjectType, property: string): void
  savePipelines(type: ObjectType): void
  /** A custom object that was made, changed or archived. */
  saveSchema(id: string): void
  /** A list that was made or deleted. */
  saveList(listId: string): void
  /** Records that joined it or left it. */
  saveMembers(listId: string, recordIds: readonly string[]): void
  saveLinks(links: readonly Link[]): void
  saveLabels(): void
  /** A new one. */
  saveImport(started: StartedImport): void
  /** Does the work, which takes the import further: what is written by it is kept together with how far that is. */
  runImport(started: StartedImport, work: () => void): void
  /** A definition of events that was made, changed or deleted. */
  saveEvent(fullName: string): void
  saveSent(event: SentEvent): void
  close(): void
}

/** Nothing outlives the process. */
export const IN_MEMORY: Persistence = {
  saveRecords: () => {},
  saveProperty: () => {},
  saveGroups: () => {},
  saveRules: () => {},
  savePipelines: () => {},
  saveSchema: () => {},
  saveList: () => {},
  saveMembers: () => {},
  saveLinks: () => {},
  saveLabels: () => {},
  saveImport: () => {},
  runImport: (_, work) => work(),
  saveEvent: () => {},
  saveSent: () => {},
  close: () => {},
}

const LOG_NAME = 'records.jsonl'

/** What `dataDir` holds is gone: nothing may be open on it. */
export function forgetRecords(dataDir: string): void {
  rmSync(join(dataDir, LOG_NAME), {force: true})
}

/** Loads what `dataDir` holds and writes every later commit there. */
export function openPersistence(dataDir: string, kept: Kept): Persistence {
  makeDirectorySync(dataDir)
  const path = join(dataDir, LOG_NAME)
  let lines = 0
  for (const entry of readLog(path)) {
    loadEntry(entry, kept)
    lines++
  }
  dropLooseLinks(kept)
  if (lines === 0 || lines > liveEntries(kept) * 1.5) rewriteLog(path, entriesOf(kept))
  const log = new RecordLog(path)
  return {
    saveRecords: (type, records) => log.append(records.map(record => recordEntry(type, record))),
    saveProperty: (type, name) => log.append([propertyEntry(type, name)]),
    saveList: listId => log.append([listEntry(listId, kept.lists)]),
    saveMembers: (listId, ids) => log.append([['members', '', listId, kept.lists.changesOf(listId, ids)]]),
    saveGroups: type => log.append([groupsEntry(type)]),
    saveRules: (type, property) => log.append([rulesEntry(type, property)]),
    savePipelines: type => log.append([pipelinesEntry(type)]),
    saveSchema: id => log.append([schemaEntry(id, kept.types)]),
    saveLinks: links => log.append(links.map(linkEntry)),
    saveLabels: () => log.append([labelsEntry(kept.associationTypes)]),
    saveImport: started => log.append([importEntry(started)]),
    runImport(started, work) {
      const since = started.errors.length
      log.together(work, () => [progressEntry(started, since)])
    },
    saveEvent: fullName => log.append([eventEntry(fullName, kept.events)]),
    saveSent: event => log.append([sentEntry(event)]),
    close: () => log.close(),
  }
}

/** A process killed between an archive and the removal of its links leaves some. */
function dropLooseLinks({stores, associations}: Kept): void {
  const isLive = ({typeId, id}: RecordRef) => {
    const record = stores.get(typeId)?.get(id)
    return record !== undefined && record.archivedAtMs === undefined
  }
  const loose = [...associations.all()].filter(({from, to}) => !isLive(from) || !isLive(to))
  for (const {from, to} of loose) associations.load({from, to, types: [], inverseTypes: []})
}

function liveEntries({stores, associations, associationTypes, lists, imports, events}: Kept): number {
  let count =
    1 +
    lists.all().length +
    2 * lists.deleted().length +
    associations.size +
    2 * imports.all().length +
    events.definitions().length +
    events.sent().length +
    (hasLabelChanges(associationTypes) ? 1 : 0)
  for (const store of stores.values())
    count +=
      store.size + changedProperties(store.type).length + store.type.rules.size + (hasOwnGroups(store.type) ? 1 : 0)
  return count
}
