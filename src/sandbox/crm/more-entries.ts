/** Imports and events as lines of the log (log-entries.ts). */

import type {PropertyBody} from './portal/object-type.js'
import type {EventDefinition, EventStore, SentEvent} from './records/event-store.js'
import type {ImportError, ImportPlace, ImportStore, StartedImport} from './records/import-store.js'

type Entry = readonly unknown[]

/** What does not change while it runs; its files as long as they are needed. */
type Constant = Omit<StartedImport, 'updatedAtMs' | 'state' | 'counters' | 'errors' | 'place'>

interface Progress {
  readonly updatedAtMs: number
  readonly state: StartedImport['state']
  readonly counters: readonly (readonly [string, number])[]
  readonly place: ImportPlace
}

export function importEntry(started: StartedImport): Entry {
  const {updatedAtMs, state, counters, errors, place, ...constant} = started
  return ['import', '', started.id, constant satisfies Constant]
}

/** How far it is, with the errors since. */
export function progressEntry(started: StartedImport, since: number): Entry {
  const {updatedAtMs, state, counters, place, errors} = started
  const progress: Progress = {updatedAtMs, state, counters: [...counters], place}
  return ['import-progress', '', started.id, progress, errors.slice(since)]
}

export function loadImport([id, constant]: Entry, imports: ImportStore): void {
  const {createdAtMs, ...more} = constant as Constant
  imports.put({
    ...{...more, id: String(id), createdAtMs, updatedAtMs: createdAtMs, state: 'PROCESSING'},
    ...{counters: new Map(), errors: [], place: {file: 0, at: 0, line: 1}},
  })
}

export function loadProgress([id, progress, errors]: Entry, imports: ImportStore): void {
  const started = imports.get(String(id))
  if (started === undefined) return
  const {updatedAtMs, state, counters, place} = progress as Progress
  for (const [name, count] of counters) started.counters.set(name, count)
  started.errors.push(...(errors as ImportError[]))
  Object.assign(started, {updatedAtMs, place})
  if (state !== 'PROCESSING') imports.end(started, state, updatedAtMs)
}

/** A definition, or that it is gone. */
export function eventEntry(fullName: string, events: EventStore): Entry {
  const definition = events.get(fullName)
  if (definition === undefined) return ['event-definition', '', fullName, null]
  return ['event-definition', '', fullName, {...definition, properties: [...definition.properties.values()]}]
}

type KeptEvent = Omit<EventDefinition, 'properties'> & {readonly properties: readonly PropertyBody[]}

export function loadEvent([fullName, kept]: Entry, events: EventStore): void {
  if (kept === null) events.delete(String(fullName))
  else events.put(eventOf(kept as KeptEvent))
}

function eventOf({properties, ...definition}: KeptEvent): EventDefinition {
  return {...definition, properties: new Map(properties.map(each => [each.name, each]))}
}

export function sentEntry(event: SentEvent): Entry {
  return ['event', '', event]
}

export function* importEntries(imports: ImportStore): Generator<Entry> {
  for (const started of imports.all()) {
    yield importEntry(started)
    yield progressEntry(started, 0)
  }
}
