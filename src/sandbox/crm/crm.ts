import {AppError} from '../../errors/app-error.js'
import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import {seededRandom} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import {type LinkFacts, linkFacts} from './associations/link-facts.js'
import type {CrmContext} from './call/context.js'
import {defaultObjectTypes} from './default-portal/object-types.js'
import {restoreRecord} from './objects/restore-record.js'
import {
  definitionEntries,
  forgetRecords,
  IN_MEMORY,
  type Kept,
  type LogEntry,
  loadEntry,
  openPersistence,
  type Persistence,
} from './persistence.js'
import {AssociationTypes} from './portal/association-types.js'
import {typeFinder} from './portal/object-type.js'
import {OWNERS} from './portal/owners.js'
import {AssociationStore} from './records/association-store.js'
import {ListStore} from './records/list-store.js'
import {type CrmRecord, RecordStore} from './records/record-store.js'
import {respond} from './routes.js'

export const DEFAULT_PORTAL_ID = 48213907

export interface CrmOptions {
  /** Directory of the records; absent = in memory only. */
  readonly dataDir?: string
  /** False: replies are made from the inputs and nothing is kept. Default true. */
  readonly keepRecords?: boolean
  readonly switches?: Partial<SandboxSwitches>
  readonly seed?: number
  readonly portalId?: number
  readonly now?: () => number
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
  /** Forgets all records, links and lists; definitions too, unless they are kept. */
  clear(options: {readonly keepsDefinitions: boolean}): void
  close(): void
}

export function createCrm(options: CrmOptions = {}): Crm {
  const {portalId = DEFAULT_PORTAL_ID} = options
  let opened = openCrm(options)
  const typeNamed = (name: string) =>
    opened.context.findType(name) ?? opened.context.types.find(type => type.name === name) ?? unknownStore(name)
  return {
    portalId,
    // Switches are read once a request: a batch asks for them at every row.
    handle(request, principal) {
      const {context} = opened
      return respond({...context, switches: context.switches}, request, principal)
    },
    records: name => opened.context.storeOf(typeNamed(name)).all(),
    restore: (name, id) => restoreRecord(opened.context, typeNamed(name), id),
    associations: () => linkFacts(opened.context),
    clear({keepsDefinitions}) {
      const definitions = keepsDefinitions ? [...definitionEntries(opened.kept)] : []
      opened.close()
      if (options.dataDir !== undefined) forgetRecords(options.dataDir)
      opened = openCrm(options, definitions)
    },
    close: () => opened.close(),
  }
}

interface OpenedCrm {
  readonly context: CrmContext
  readonly kept: Kept
  close(): void
}

function openCrm(options: CrmOptions, definitions: readonly LogEntry[] = []): OpenedCrm {
  const {portalId = DEFAULT_PORTAL_ID, keepRecords = true, seed = 1, now = Date.now} = options
  const random = seededRandom(seed)
  const types = defaultObjectTypes(portalId)
  let persistence: Persistence = IN_MEMORY
  const stores = new Map(
    types.map(type => {
      const firstId = 170_000_000_000 + Math.floor(random() * 9_000_000_000)
      return [
        type.id,
        new RecordStore({
          type,
          firstId,
          keeps: keepRecords,
          foldsCase: () => completeSwitches(options.switches).uniqueKeysFoldCase,
          onCommit: (...commit) => persistence.saveRecords(...commit),
        }),
      ]
    }),
  )
  const associations = new AssociationStore({keeps: keepRecords, onCommit: links => persistence.saveLinks(links)})
  const kept = {stores, associations, associationTypes: new AssociationTypes(), lists: new ListStore()}
  for (const entry of definitions) loadEntry(entry, kept)
  if (options.dataDir !== undefined && keepRecords) persistence = openPersistence(options.dataDir, kept)
  const context: CrmContext = {
    ...{portalId, types, random, now, associations},
    owners: OWNERS,
    // Read again each time: a test may turn them while the sandbox runs.
    get switches() {
      return completeSwitches(options.switches)
    },
    findType: typeFinder(types),
    storeOf: type => stores.get(type.id) ?? unknownStore(type.id),
    associationTypes: kept.associationTypes,
    onLabelsChanged: () => persistence.saveLabels(),
    onPropertyChanged: (type, name) => persistence.saveProperty(type, name),
    onGroupsChanged: type => persistence.saveGroups(type),
    onRulesChanged: (type, property) => persistence.saveRules(type, property),
    lists: kept.lists,
    onListChanged: listId => persistence.saveList(listId),
    onMembersChanged: (listId, recordIds) => persistence.saveMembers(listId, recordIds),
  }
  return {context, kept, close: () => persistence.close()}
}

function unknownStore(name: string): never {
  throw new AppError('USAGE', `The sandbox has no object type "${name}".`)
}
