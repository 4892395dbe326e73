import {AppError} from '../../../errors/app-error.js'
import {defined} from '../../../shared/defined.js'
import {named} from '../../../shared/named.js'
import type {AssociationType} from '../portal/association-types.js'
import type {ObjectType} from '../portal/object-type.js'
import {APP} from '../records/record-change.js'
import type {CrmRecord, RecordStore} from '../records/record-store.js'
import {splitEmails} from '../values/check-value.js'
import {loadLists} from './load-lists.js'
import {Impossible, liveRecord, type SeedContext, typeNamed} from './seed-context.js'
import {isLink, isList, LINE, type SeedEntry, type SeedLink, type SeedRecord} from './seed-entry.js'

/** Puts records, links and lists in, all of them or none. Throws USAGE naming the entry that cannot be. */
export function loadSeed(entries: readonly SeedEntry[], context: SeedContext): void {
  const touched = new Set<RecordStore>()
  try {
    const records = entries.flatMap((entry, index) => (isLink(entry) || isList(entry) ? [] : [{entry, index}]))
    // Records that have ids first: the others then get free ones.
    for (const {entry, index} of [
      ...records.filter(each => each.entry.id !== undefined),
      ...records.filter(each => each.entry.id === undefined),
    ])
      at(index, () => touched.add(addRecord(entry, context)))
    for (const {entry, index} of records) at(index, () => checkSurvivor(entry, context))
    for (const [index, entry] of entries.entries()) if (isLink(entry)) at(index, () => addLink(entry, context))
    loadLists(entries, context, at)
  } catch (error) {
    context.associations.rollback()
    for (const store of touched) store.rollback()
    throw error instanceof AtEntry ? entryRefused(error, entries[error.index]) : error
  }
  for (const store of touched) store.commit()
  context.associations.commit()
}

function at(index: number, act: () => unknown): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Impossible)) throw error
    throw new AtEntry(index, error.message)
  }
}

class AtEntry extends Error {
  readonly index: number

  constructor(index: number, message: string) {
    super(message)
    this.index = index
  }
}

/** Names the line of its file, if it came from one. */
function entryRefused({index, message}: AtEntry, entry: SeedEntry | undefined): AppError {
  const line = entry?.[LINE]
  const place = line === undefined ? `Entry ${index + 1} of the seed data` : `The seed data, line ${line}`
  return new AppError('USAGE', `${place}: ${message}.`)
}

function addRecord(entry: SeedRecord, context: SeedContext): RecordStore {
  const type = typeNamed(entry.object, context)
  const store = context.storeOf(type)
  const {id = store.takeId()} = entry
  if (store.get(String(id)) !== undefined) throw new Impossible(`${type.name} ${id} is there already`)
  const record = recordOf({...entry, id: String(id)}, type, context.now())
  if (record.archivedAtMs === undefined) refuseTaken(record, store)
  store.adopt(record)
  return store
}

function recordOf(entry: SeedRecord & {readonly id: string}, type: ObjectType, nowMs: number): CrmRecord {
  const {id, createdAt, updatedAt = createdAt, archivedAt, mergedInto, erased, source, changes} = entry
  const createdAtMs = createdAt === undefined ? nowMs : Date.parse(createdAt)
  return {
    ...{id, createdAtMs},
    updatedAtMs: updatedAt === undefined ? nowMs : Date.parse(updatedAt),
    properties: propertiesOf(entry, type),
    ...(archivedAt !== undefined && {archivedAtMs: Date.parse(archivedAt)}),
    // A merged record counts as archived: it holds no key.
    ...(mergedInto !== undefined && {
      mergedInto: String(mergedInto),
      archivedAtMs: Date.parse(archivedAt ?? updatedAt ?? '') || nowMs,
    }),
    ...defined({erased, source}),
    ...(changes !== undefined && {
      changes: changes.map(({at, source: by = APP, before}) => ({atMs: Date.parse(at), source: by, before})),
    }),
  }
}

function propertiesOf({properties = {}}: SeedRecord, type: ObjectType): Readonly<Record<string, string>> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(properties)) {
    if (!type.properties.has(name)) throw new Impossible(`${type.name} have no property "${name}"`)
    if (value !== null && value !== '') values.set(name, String(value))
  }
  return named(Object.fromEntries(values))
}

/** Two live records with one unique value could not be told apart. */
function refuseTaken(record: CrmRecord, store: RecordStore): void {
  for (const {body, unique} of store.type.properties.values()) {
    const value = unique && Object.hasOwn(record.properties, body.name) ? record.properties[body.name] : undefined
    const isEmail = store.type.id === '0-1' && body.name === 'email'
    const additional = isEmail ? splitEmails(record.properties['hs_additional_emails'] ?? '') : []
    for (const each of [...(value === undefined ? [] : [value]), ...additional]) {
      const holder = store.find(body.name, each)
      if (holder !== undefined)
        throw new Impossible(
          `${store.type.name} ${holder.id} has the unique ${body.name} ${JSON.stringify(each)} already`,
        )
    }
  }
}

function checkSurvivor({object, mergedInto}: SeedRecord, context: SeedContext): void {
  if (mergedInto !== undefined) liveRecord({object, id: String(mergedInto)}, context)
}

function addLink({from, to, labels = [], types = []}: SeedLink, context: SeedContext): void {
  const [here, there] = [liveRecord(from, context), liveRecord(to, context)]
  const {associationTypes, associations} = context
  const known = associationTypes.between(here.typeId, there.typeId)
  if (known.length === 0) throw new Impossible(`${from.object} cannot be linked to ${to.object}`)
  const wanted = [
    ...known.filter(({kind}) => kind === 'plain'),
    ...labels.map(label => typeLabelled(label, known)),
    ...types.map(type => typeNumbered(type, known)),
  ]
  const all = [...new Set(wanted)]
  if (all.length === 0) throw new Impossible(`a link of ${from.object} with ${to.object} needs one of its labels`)
  const keys = {types: all.map(({key}) => key), inverseTypes: all.map(({inverseKey}) => inverseKey)}
  associations.put({from: here, to: there, ...keys})
}

function typeLabelled(label: string, known: readonly AssociationType[]): AssociationType {
  const found = known.find(each => each.label?.toLowerCase() === label.toLowerCase())
  if (found !== undefined) return found
  const labels = known.flatMap(each => each.label ?? [])
  throw new Impossible(`there is no label "${label}"; there are ${labels.join(', ') || 'none'}`)
}

function typeNumbered(
  {category, typeId}: {readonly category: string; readonly typeId: number},
  known: readonly AssociationType[],
): AssociationType {
  const found = known.find(type => type.category === category && type.id === typeId)
  if (found !== undefined) return found
  throw new Impossible(`there is no type ${typeId} (${category}) in this direction`)
}
