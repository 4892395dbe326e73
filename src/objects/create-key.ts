import {AppError} from '../errors/app-error.js'
import {gap, ours, type Run} from '../errors/next-step.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {createProperty} from '../hubspot/portal/create-property.js'
import {findObject} from '../hubspot/portal/find-object.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {ObjectDefinition} from '../hubspot/portal/portal-types.js'
import {listProperties} from '../hubspot/portal/properties.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'

export interface NewKeyRequest {
  /** As a person names it. */
  readonly object: string
  /** Internal name. */
  readonly property: string
  /** Default: the internal name in words. */
  readonly label?: string
}

/** A key that can be made as far as can be seen without making it. */
export interface NewKey {
  readonly object: ObjectDefinition
  readonly property: string
  readonly label: string
  /** Keys that the object has already. */
  readonly existing: readonly string[]
}

/** The JSON of `objects create-key --json`. */
export interface CreatedKey {
  readonly name: string
  readonly objectTypeId: string
  readonly key: {readonly property: string; readonly label: string}
  readonly next: readonly Run[]
}

/** HubSpot's rule for internal names, in lower case as it makes them itself. */
const NAME = /^[a-z][a-z0-9_]{0,99}$/

/** Throws AppError USAGE for a name that cannot be taken, UNKNOWN_OBJECT, AMBIGUOUS_OBJECT. */
export async function planKey(hubspot: HubSpot, {object: wanted, property, label}: NewKeyRequest): Promise<NewKey> {
  checkPropertyName(property, ours(['objects', 'create-key', wanted, 'external_id']))
  const object = findObject(wanted, (await readObjects(hubspot)).objects)
  const properties = await listProperties(hubspot, object)
  const keys = usableKeys(object, properties).keys.map(key => key.property)
  if (properties.some(({name}) => name === property)) throw nameTaken(object, property, keys.includes(property))
  return {object, property, label: label ?? labelOf(property), existing: keys}
}

/** Throws AppError USAGE for a name that HubSpot would not take, with what to type in its place. */
export function checkPropertyName(name: string, instead: Run): void {
  if (NAME.test(name)) return
  throw new AppError(
    'USAGE',
    `"${name}" cannot be the internal name of a property: use a-z, 0-9 and _, beginning with a letter.`,
    {next: [instead]},
  )
}

/** Makes it, for good. Throws AppError SCOPE_MISSING, and USAGE where HubSpot refuses it. */
export async function createKey(hubspot: HubSpot, {object, property, label}: NewKey): Promise<CreatedKey> {
  const created = await createProperty(hubspot, object, {name: property, label})
  const {name, objectTypeId} = object
  const next = [ours(['push', gap('FILE'), '--object', name, '--key', created.name])]
  return {name, objectTypeId, key: {property: created.name, label: created.label}, next}
}

function nameTaken({name}: ObjectDefinition, property: string, isKey: boolean): AppError {
  if (isKey) {
    return new AppError('USAGE', `Rows of ${name} can already be matched on property ${property}.`, {
      next: [ours(['push', gap('FILE'), '--object', name, '--key', property])],
    })
  }
  return new AppError(
    'USAGE',
    `${name} already have a property ${property} without unique values, and HubSpot cannot change that. Choose another name.`,
    {
      next: [ours(['objects', 'create-key', name, `${property}_key`]), ours(['objects', name, '--property', property])],
    },
  )
}

/** external_id → External id */
export function labelOf(property: string): string {
  const words = property.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
