import {AppError} from '../../errors/app-error.js'
import {type LinksOfRecord, readLinks} from '../../hubspot/associations/read-links.js'
import {grantSteps} from '../../hubspot/call/app-scopes.js'
import {ScopeMissingError} from '../../hubspot/call/call-errors.js'
import type {CallOptions, HubSpot} from '../../hubspot/call-types.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {MAIN_OBJECTS, OTHER_OBJECTS} from '../../hubspot/portal/standard-objects.js'

/** Links to these count most; a login that cannot see them undoes nothing. Activities are among them. */
const MUST_SEE: ReadonlySet<string> = new Set([
  ...['contacts', 'companies', 'deals', 'tickets'],
  ...['notes', 'tasks', 'calls', 'meetings', 'emails', 'communications', 'postal_mail'],
])

/** Contacts, companies, deals and tickets: HubSpot links them to all of those, so that it cannot refuse to tell. */
const LINKED_TO_ALL: ReadonlySet<string> = new Set(['0-1', '0-2', '0-3', '0-5'])

export interface LinkKindsPorts {
  readonly hubspot: HubSpot
  /** Of the records whose links are read. */
  readonly objectTypeId: string
  readonly options: CallOptions
  /** The portal's own objects. */
  readonly custom: readonly ObjectDefinition[]
}

/** Reads what records are linked to, of every object that the portal has. */
export class LinkKinds {
  readonly #ports: LinkKindsPorts
  /** Those that are still asked for. */
  #kinds: readonly ObjectDefinition[]
  /** Names of objects whose links the login cannot see. */
  readonly #unseen = new Set<string>()

  constructor(ports: LinkKindsPorts) {
    this.#ports = ports
    this.#kinds = [...MAIN_OBJECTS, ...OTHER_OBJECTS, ...ports.custom]
  }

  /** Objects whose links could not be looked at. */
  get unseen(): readonly string[] {
    return [...this.#unseen].sort()
  }

  /**
   * Of each object that is linked at all: by record id, what it is linked to. Any number of ids.
   * Throws AppError SCOPE_MISSING where links that must be seen cannot be.
   */
  async read(
    ids: readonly string[],
  ): Promise<readonly {readonly kind: ObjectDefinition; readonly links: ReadonlyMap<string, LinksOfRecord>}[]> {
    if (ids.length === 0) return []
    const read = await Promise.all(this.#kinds.map(async kind => ({kind, links: await this.#readKind(kind, ids)})))
    this.#kinds = read.flatMap(({kind, links}) => (links === undefined ? [] : [kind]))
    return read.flatMap(({kind, links}) => (links === undefined ? [] : [{kind, links}]))
  }

  /** Undefined where there are none, or none that can be seen. */
  async #readKind(
    kind: ObjectDefinition,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, LinksOfRecord> | undefined> {
    const {hubspot, objectTypeId, options} = this.#ports
    try {
      return await readLinks(hubspot, {from: objectTypeId, to: kind.objectTypeId}, ids, options)
    } catch (error) {
      if (error instanceof ScopeMissingError && MUST_SEE.has(kind.name)) throw cannotSee(kind, error)
      if (!(error instanceof AppError) || !NOT_SHOWN.has(error.code)) throw error
      if (error.code === 'CALL_REFUSED' && MUST_SEE.has(kind.name) && LINKED_TO_ALL.has(objectTypeId)) throw error
      if (error.code !== 'UNKNOWN_OBJECT') this.#unseen.add(kind.name)
      return undefined
    }
  }
}

const NOT_SHOWN: ReadonlySet<string> = new Set(['UNKNOWN_OBJECT', 'SCOPE_MISSING', 'CALL_REFUSED'])

function cannotSee({label}: ObjectDefinition, {message, scopes}: ScopeMissingError): AppError {
  const needed = scopes.length === 0 ? '' : ` It needs the scope ${scopes.join(' or ')}.`
  return new AppError(
    'SCOPE_MISSING',
    `The login cannot see which ${label.toLowerCase()} were linked to the records since, so nothing was archived.${needed} ${message}`,
    {next: grantSteps(scopes)},
  )
}
