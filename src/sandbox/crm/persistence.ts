import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {compileProperty} from './portal/define-property.js'
import type {ObjectType, PropertyBody} from './portal/object-type.js'
import {RecordLog, readLog, rewriteLog} from './records/record-log.js'
import type {CrmRecord, RecordStore} from './records/record-store.js'

export interface Persistence {
  saveRecords(type: ObjectType, records: readonly CrmRecord[]): void
  saveProperty(type: ObjectType, name: string): void
  close(): void
}

/** Nothing outlives the process. */
export const IN_MEMORY: Persistence = {saveRecords: () => {}, saveProperty: () => {}, close: () => {}}

/** Loads what `dataDir` holds into the stores and writes every later commit there. */
export function openPersistence(dataDir: string, stores: ReadonlyMap<string, RecordStore>): Persistence {
  mkdirSync(dataDir, {recursive: true, mode: 0o700})
  const path = join(dataDir, 'records.jsonl')
  let lines = 0
  for (const entry of readLog(path)) {
    load(entry, stores)
    lines++
  }
  if (lines === 0 || lines > liveEntries(stores) * 1.5) rewriteLog(path, entriesOf(stores))
  const log = new RecordLog(path)
  return {
    saveRecords: (type, records) => log.append(records.map(record => recordEntry(type, record))),
    saveProperty: (type, name) => log.append([propertyEntry(type, name)]),
    close: () => log.close(),
  }
}

function load(entry: readonly unknown[], stores: ReadonlyMap<string, RecordStore>): void {
  const [kind, typeId, ...rest] = entry
  const store = stores.get(String(typeId))
  if (!store) return
  if (kind === 'property') {
    const body = rest[0] as PropertyBody // our own line: only this file writes it
    store.type.properties.set(body.name, compileProperty(store.type.id, body))
    return
  }
  const [id, createdAtMs, updatedAtMs, archivedAtMs, properties] = rest as [
    string,
    number,
    number,
    number,
    Record<string, string>,
  ]
  store.load({id, createdAtMs, updatedAtMs, ...(archivedAtMs > 0 ? {archivedAtMs} : {}), properties})
}

function recordEntry(type: ObjectType, record: CrmRecord): unknown {
  return [
    'record',
    type.id,
    record.id,
    record.createdAtMs,
    record.updatedAtMs,
    record.archivedAtMs ?? 0,
    record.properties,
  ]
}

function propertyEntry(type: ObjectType, name: string): unknown {
  return ['property', type.id, type.properties.get(name)?.body]
}

function* entriesOf(stores: ReadonlyMap<string, RecordStore>): Generator<unknown> {
  for (const store of stores.values())
    for (const name of createdProperties(store.type)) yield propertyEntry(store.type, name)
  for (const store of stores.values()) for (const record of store.all()) yield recordEntry(store.type, record)
}

/** Only those made over the API carry a user; the default portal's own do not. */
function createdProperties(type: ObjectType): string[] {
  return [...type.properties.values()].filter(({body}) => body.createdUserId !== undefined).map(({body}) => body.name)
}

function liveEntries(stores: ReadonlyMap<string, RecordStore>): number {
  let count = 1
  for (const store of stores.values()) count += store.size + createdProperties(store.type).length
  return count
}
