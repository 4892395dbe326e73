import {AppError} from '../errors/app-error.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {readEnablement, SWITCHED_OFF} from '../hubspot/portal/enablement.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {listProperties} from '../hubspot/portal/properties.js'
import {MAIN_OBJECTS, OTHER_OBJECTS} from '../hubspot/portal/standard-objects.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'

/** An object of the portal, in the keys of `objects --json`. */
export interface ObjectSummary {
  readonly name: string
  readonly objectTypeId: string
  readonly label: string
  readonly custom: boolean
  /** What rows can be matched on; empty where nothing can. */
  readonly keys: readonly {readonly property: string; readonly label: string}[]
  readonly pushable: boolean
  /** Why not; null for a pushable one. */
  readonly reason: string | null
}

export interface ObjectsOverview {
  readonly objects: readonly ObjectSummary[]
  /** Scopes that would show custom objects; empty when they are shown. */
  readonly missingScopes: readonly string[]
}

const NO_KEY = 'no property with unique values'

/** The portal's objects with their keys. One that the login may not read is listed with the reason. */
export async function describeObjects(hubspot: HubSpot): Promise<ObjectsOverview> {
  const summariseAll = (objects: readonly ObjectDefinition[]): Promise<ObjectSummary[]> =>
    Promise.all(objects.map(object => summarise(hubspot, object)))
  const standard = Promise.all([summariseAll(MAIN_OBJECTS), summariseActivatable(hubspot)]) // while the custom ones are asked for
  standard.catch(() => {}) // told below, unless the other question fails first
  const {objects, missingScopes = []} = await readObjects(hubspot)
  const custom = await summariseAll(objects.filter(object => object.custom))
  const [main, activatable] = await standard
  return {objects: [...main, ...activatable, ...custom], missingScopes}
}

/** Objects that a portal may do without: what uses them is asked for, what does not says so. */
async function summariseActivatable(hubspot: HubSpot): Promise<readonly ObjectSummary[]> {
  const enablement = await readEnablement(hubspot)
  const activatable = OTHER_OBJECTS.filter(({objectTypeId}) => enablement.has(objectTypeId))
  return Promise.all(
    activatable.map(async object =>
      enablement.get(object.objectTypeId) === true
        ? summarise(hubspot, object)
        : {...summaryOf(object, []), reason: SWITCHED_OFF},
    ),
  )
}

async function summarise(hubspot: HubSpot, object: ObjectDefinition): Promise<ObjectSummary> {
  try {
    return summaryOf(object, usableKeys(object, await listProperties(hubspot, object)).keys)
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCOPE_MISSING')
      return {...summaryOf(object, []), reason: error.message}
    throw error
  }
}

export function summaryOf(object: ObjectDefinition, keys: ObjectSummary['keys']): ObjectSummary {
  const {name, objectTypeId, label, custom} = object
  const pushable = keys.length > 0
  return {name, objectTypeId, label, custom, keys, pushable, reason: pushable ? null : NO_KEY}
}
