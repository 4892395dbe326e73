import {AppError} from '../../errors/app-error.js'
import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import {createPortalDay, STANDARD_TIME_ZONE} from '../basics/portal-day.js'
import type {Principal} from '../basics/principal.js'
import {seededRandom} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import {type LinkFacts, linkFacts} from './associations/link-facts.js'
import type {CrmContext} from './call/context.js'
import {madeType} from './default-portal/made-types.js'
import {defaultObjectTypes} from './default-portal/object-types.js'
import {ImportLine, type WhenIdle} from './imports/import-line.js'
import {type ObjectOverview, overviewOf} from './inspect/object-overview.js'
import {type RecordFacts, recordFacts} from './inspect/record-facts.js'
import {definitionEntries, entriesOf, type Kept, type LogEntry, loadEntry} from './log-entries.js'
import {restoreRecord} from './objects/restore-record.js'
import {forgetRecords, IN_MEMORY, openPersistence, type Persistence} from './persistence.js'
import {AssociationTypes} from './portal/association-types.js'
import {type MadeSchema, type ObjectType, typeFinder} from './portal/object-type.js'
import {PortalTypes} from './portal/portal-types.js'
import {type BuiltPortal, buildPortal} from './portal-file/build-portal.js'
import type {PortalDefinitions} from './portal-file/portal-definitions.js'
import {AssociationStore} from './records/association-store.js'
import {EventStore} from './records/event-store.js'
import {ImportStore} from './records/import-store.js'
import {ListStore} from './records/list-store.js'
import {type CrmRecord, RecordStore} from './records/record-store.js'
import {respond} from './routes.js'
import {exportSeed} from './seed/export-seed.js'
import {loadSeed} from './seed/load-seed.js'
import type {SeedEntry} from './seed/seed-entry.js'

export const DEFAULT_PORTAL_ID = 48213907

export interface CrmOptions {
  /** Directory of the records; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept. Default true. */
  readonly keepRecords?: boolean
  /** Default: the default portal. */
  readonly portal?: PortalDefinitions
  /** What it begins with, unless there are records. */
  readonly seedData?: readonly SeedEntry[]
  readonly switches?: Partial<SandboxSwitches>
  readonly seed?: number
  /** Default: that of the portal file, or of the default portal. */
  readonly portalId?: number
  readonly now?: () => number
  /** Has imports go on between requests; absent: only requests take them further. */
  readonly whenIdle?: WhenIdle
}

/** HubSpot's CRM without a server: requests in, replies out. Owns its `dataDir` alone while it is open. */
export interface Crm {
  readonly portalId: number
  /** Undefined = no such route. Error replies carry `x-hubspot-correlation-id`. Checks scopes, not tokens. */
  handle(request: SandboxRequest, principal: Principal): SandboxReply | undefined
  /** What is kept of a kind of record, archived ones included; throws for an unknown name. For tests. */
  records(objectType: string): Iterable<CrmRecord>
  /** As people do it in HubSpot's pages. Throws AppError USAGE where it is not archived, or could not come back. */
  restore(objectType: string, id: string): void
  /** Each linked pair once, with the types either side sees. For tests. */
  associations(): Iterable<LinkFacts>
  objects(): readonly ObjectOverview[]
  /** One record with all that is known of it. Throws for an unknown object. */
  record(objectType: string, id: string): RecordFacts | undefined
  /** Puts records and links in past all checks. Throws AppError USAGE, and then nothing is changed. */
  seed(entries: readonly SeedEntry[]): void
  exportData(): Iterable<SeedEntry>
  /** False: there were records already, or it was given none. */
  hasSeedData(): boolean
  /** Has one part of an import happen that is due. False: none is. */
  runImports(): boolean
  /** As it began, with the seed data; definitions stay if they are kept. */
  clear(options: {readonly keepsDefinitions: boolean}): void
  /** All that is kept, as it is now. */
  snapshot(): readonly LogEntry[]
  /** It is as it was then. */
  putBack(snapshot: readonly LogEntry[]): void
  close(): void
}

export function createCrm(options: CrmOptions = {}): Crm {
  const portalId = options.portalId ?? options.portal?.portal?.portalId ?? DEFAULT_PORTAL_ID
  let opened = openCrm(options, portalId)
  /** Begins anew, with these entries; what is on disk is replaced. */
  const reopen = (entries: readonly LogEntry[], begins: Beginning) => {
    opened.close()
    if (options.dataDir !== undefined) forgetRecords(options.dataDir)
    opened = openCrm(options, portalId, {entries, begins})
  }
  const typeNamed = (name: string) =>
    opened.context.findType(name) ?? opened.context.types.find(type => type.name === name) ?? unknownStore(name)
  return {
    portalId,
    // Switches are read once a request: a batch asks for them at every row.
    handle(request, principal) {
      const {context, importLine} = opened
      opened.count(principal)
      importLine.step()
      const reply = respond({...context, switches: context.switches}, request, principal)
      importLine.goOn()
      return reply
    },
    records(name) {
      opened.importLine.step()
      return opened.context.storeOf(typeNamed(name)).all()
    },
    restore: (name, id) => restoreRecord(opened.context, typeNamed(name), id),
    associations: () => linkFacts(opened.context),
    objects: () => overviewOf(opened.context),
    record: (name, id) => recordFacts(opened.context, typeNamed(name), id),
    seed: entries => loadSeed(entries, opened.context),
    exportData: () => exportSeed(opened.context),
    hasSeedData: () => opened.hasSeedData,
    runImports: () => opened.importLine.step(),
    clear: ({keepsDefinitions}) =>
      reopen(keepsDefinitions ? [...definitionEntries(opened.kept)] : [], 'with the seed data'),
    snapshot: () => [...entriesOf(opened.kept)],
    putBack: snapshot => reopen(snapshot, 'as it is'),
    close: () => opened.close(),
  }
}

interface OpenedCrm {
  readonly context: CrmContext
  /** Notes a request. */
  count(principal: Principal): void
  readonly kept: Kept
  readonly importLine: ImportLine
  readonly hasSeedData: boolean
  close(): void
}

type Beginning = 'with the seed data' | 'as it is'

function openCrm(
  options: CrmOptions,
  portalId: number,
  {entries, begins}: {entries: readonly LogEntry[]; begins: Beginning} = {entries: [], begins: 'with the seed data'},
): OpenedCrm {
  const {keepRecords = true, seed = 1, now = Date.now} = options
  const random = seededRandom(seed)
  const {types: first, owners, account, associations: linkTypes} = portalOf(options, portalId)
  let persistence: Persistence = IN_MEMORY
  const stores = new Map<string, RecordStore>()
  const openStore = (type: ObjectType) => {
    const store = new RecordStore({
      type,
      firstId: 170_000_000_000 + Math.floor(random() * 9_000_000_000),
      keeps: keepRecords,
      foldsCase: () => completeSwitches(options.switches).uniqueKeysFoldCase,
      onCommit: (...commit) => persistence.saveRecords(...commit),
    })
    stores.set(type.id, store)
  }
  const make = (schema: MadeSchema) => madeType(portalId, schema)
  const types = new PortalTypes(first, {make, onNew: openStore})
  types.live.forEach(openStore)
  const associations = new AssociationStore({keeps: keepRecords, onCommit: links => persistence.saveLinks(links)})
  const [imports, events] = [new ImportStore(), new EventStore()]
  const associationTypes = new AssociationTypes(linkTypes)
  const kept = {stores, types, associations, associationTypes, lists: new ListStore(), imports, events}
  for (const entry of entries) loadEntry(entry, kept)
  if (options.dataDir !== undefined && keepRecords) persistence = openPersistence(options.dataDir, kept)
  const dayOf = createPortalDay(account['timeZone'] ?? STANDARD_TIME_ZONE)
  let today = {...dayOf(now()), calls: 0}
  const thisDay = () => {
    const day = dayOf(now())
    if (day.startMs !== today.startMs) today = {...day, calls: 0}
    return today
  }
  const count = ({tokenKind}: Principal) => {
    if (tokenKind !== 'oauth') thisDay().calls++
  }
  const context: CrmContext = {
    today: thisDay,
    ...{portalId, owners, account, random, now, associations, schemas: types, types: types.live},
    // Read again each time: a test may turn them while the sandbox runs.
    get switches() {
      return completeSwitches(options.switches)
    },
    findType: typeFinder(types.live),
    storeOf: type => stores.get(type.id) ?? unknownStore(type.id),
    associationTypes,
    onLabelsChanged: () => persistence.saveLabels(),
    onPropertyChanged: (type, name) => persistence.saveProperty(type, name),
    onGroupsChanged: type => persistence.saveGroups(type),
    onRulesChanged: (type, property) => persistence.saveRules(type, property),
    onSchemaChanged: id => persistence.saveSchema(id),
    onPipelinesChanged: type => persistence.savePipelines(type),
    ...{lists: kept.lists, imports, events},
    onListChanged: listId => persistence.saveList(listId),
    onMembersChanged: (listId, recordIds) => persistence.saveMembers(listId, recordIds),
    onImportStarted: started => persistence.saveImport(started),
    onImportRun: (started, work) => persistence.runImport(started, work),
    onEventChanged: fullName => persistence.saveEvent(fullName),
    onEventSent: event => persistence.saveSent(event),
  }
  const seedData = begins === 'with the seed data' && isEmpty(kept) ? options.seedData : undefined
  if (seedData !== undefined) loadSeed(seedData, context)
  const importLine = new ImportLine(context, options.whenIdle ?? (() => false))
  const close = () => {
    importLine.close()
    persistence.close()
  }
  return {context, kept, count, importLine, hasSeedData: seedData !== undefined, close}
}

function isEmpty({stores}: Kept): boolean {
  return [...stores.values()].every(({size}) => size === 0)
}

function portalOf({portal}: CrmOptions, portalId: number): BuiltPortal {
  const defaultTypes = defaultObjectTypes(portalId)
  return buildPortal(portal ?? {extends: 'default', objects: []}, {portalId, defaultTypes})
}

function unknownStore(name: string): never {
  throw new AppError('USAGE', `The sandbox has no object type "${name}".`)
}
