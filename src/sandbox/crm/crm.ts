import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import {seededRandom} from '../basics/random.js'
import {completeSwitches, type SandboxSwitches} from '../basics/switches.js'
import {type LinkFacts, linkFacts} from './associations/link-facts.js'
import type {CrmContext} from './call/context.js'
import {IN_MEMORY, openPersistence, type Persistence} from './persistence.js'
import {AssociationTypes} from './portal/association-types.js'
import {typeFinder} from './portal/object-type.js'
import {defaultObjectTypes} from './portal/object-types.js'
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
  /** Each linked pair once, with the types either side sees. For tests. */
  associations(): Iterable<LinkFacts>
  close(): void
}

export function createCrm(options: CrmOptions = {}): Crm {
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
  const associationTypes = new AssociationTypes()
  const lists = new ListStore()
  const associations = new AssociationStore({keeps: keepRecords, onCommit: links => persistence.saveLinks(links)})
  if (options.dataDir !== undefined && keepRecords)
    persistence = openPersistence(options.dataDir, {stores, associations, associationTypes, lists})
  const findType = typeFinder(types)
  const storeOf = (type: {readonly id: string}) => stores.get(type.id) ?? unknownStore(type.id)
  const context: CrmContext = {
    portalId,
    types,
    owners: OWNERS,
    // Read again each time: a test may turn them while the sandbox runs.
    get switches() {
      return completeSwitches(options.switches)
    },
    random,
    now,
    findType,
    storeOf,
    associations,
    associationTypes,
    onLabelsChanged: () => persistence.saveLabels(),
    onPropertyChanged: (type, name) => persistence.saveProperty(type, name),
    onGroupsChanged: type => persistence.saveGroups(type),
    lists,
    onListChanged: listId => persistence.saveList(listId),
  }
  return {
    portalId,
    // Switches are read once a request: a batch asks for them at every row.
    handle: (request, principal) => respond({...context, switches: context.switches}, request, principal),
    records: name => storeOf(findType(name) ?? types.find(type => type.name === name) ?? {id: name}).all(),
    associations: () => linkFacts(context),
    close: () => persistence.close(),
  }
}

function unknownStore(name: string): never {
  throw new Error(`The sandbox has no object type ${name}.`)
}
