/**
 * One call to the CRM: what each answer works with (here), in which version (api-version.ts), its body (json-body.ts),
 * its pages (paging.ts), what of it is passed over (passed-over.ts), and the refusal thrown where HubSpot would answer
 * an error (crm-refusal.ts).
 */

import type {SandboxRequest} from '../../basics/messages.js'
import type {PortalDay} from '../../basics/portal-day.js'
import type {Principal} from '../../basics/principal.js'
import type {Random} from '../../basics/random.js'
import type {SandboxSwitches} from '../../basics/switches.js'
import type {AssociationTypes} from '../portal/association-types.js'
import type {ObjectType} from '../portal/object-type.js'
import type {PortalOwner} from '../portal/owners.js'
import type {PortalTypes} from '../portal/portal-types.js'
import type {AssociationStore} from '../records/association-store.js'
import type {EventStore, SentEvent} from '../records/event-store.js'
import type {ImportStore, StartedImport} from '../records/import-store.js'
import type {ListStore} from '../records/list-store.js'
import type {RecordStore} from '../records/record-store.js'
import type {ApiVersion} from './api-version.js'

/** What every route works with. */
export interface CrmContext {
  readonly portalId: number
  readonly types: readonly ObjectType[]
  readonly owners: readonly PortalOwner[]
  /** What a portal file says of the account, over what is usual. */
  readonly account: Readonly<Record<string, string>>
  readonly switches: SandboxSwitches
  readonly random: Random
  readonly now: () => number
  readonly findType: (name: string) => ObjectType | undefined
  readonly storeOf: (type: ObjectType) => RecordStore
  readonly associations: AssociationStore
  readonly associationTypes: AssociationTypes
  /** Keeps what was made, renamed or removed of the labels. */
  readonly onLabelsChanged: () => void
  /** Keeps a property that was created, changed or archived over the API. */
  readonly onPropertyChanged: (type: ObjectType, name: string) => void
  /** Keeps the groups of a kind. */
  readonly onGroupsChanged: (type: ObjectType) => void
  /** Keeps the validation rules of a property. */
  readonly onRulesChanged: (type: ObjectType, property: string) => void
  /** The day in the portal's time zone, and how many requests of private apps were answered on it. */
  readonly today: () => PortalDay & {readonly calls: number}
  /** Where custom objects are made. */
  readonly schemas: PortalTypes
  /** Keeps a custom object that was made, changed or archived. */
  readonly onSchemaChanged: (id: string) => void
  /** Keeps the pipelines of a kind. */
  readonly onPipelinesChanged: (type: ObjectType) => void
  readonly lists: ListStore
  readonly imports: ImportStore
  readonly events: EventStore
  /** Keeps a list that was made, or that it is gone. */
  readonly onListChanged: (listId: string) => void
  /** Keeps that records joined a list, or left it. */
  readonly onMembersChanged: (listId: string, recordIds: readonly string[]) => void
  /** Keeps a new import. */
  readonly onImportStarted: (started: StartedImport) => void
  /** Does the work, and keeps how far it took the import. */
  readonly onImportRun: (started: StartedImport, work: () => void) => void
  /** Keeps a definition of events that was made, changed or deleted. */
  readonly onEventChanged: (fullName: string) => void
  readonly onEventSent: (event: SentEvent) => void
}

/** One request, routed. */
export interface Call {
  readonly context: CrmContext
  readonly request: SandboxRequest
  readonly version: ApiVersion
  readonly principal: Principal
  /** By the names of the route's path. */
  readonly parts: ReadonlyMap<string, string>
  /** `:name` of the path: a record id, a property name. */
  readonly name: string
  /** Members of the body that the route does not know (passed-over.ts). */
  readonly passedOver: Set<string>
}

/** A call about one kind of record. */
export interface TypedCall extends Call {
  readonly type: ObjectType
}

/** A call about two kinds of records, in this direction. */
export interface PairCall extends TypedCall {
  readonly toType: ObjectType
}
