import {AppError} from '../errors/app-error.js'
import type {HubSpot, ObjectDefinition} from '../hubspot/api-types.js'
import {findObject, listObjects} from '../hubspot/objects.js'
import {listProperties} from '../hubspot/properties.js'
import {usableKeys} from '../hubspot/usable-keys.js'
import {compileMapping} from '../mapping/compile-mapping.js'
import type {Mapping} from '../mapping/mapping.js'

export interface PlanRequest {
  readonly object: string
  readonly key?: string
  readonly map: readonly {readonly column: string; readonly property: string}[]
  readonly ignore: readonly string[]
  readonly ignoreUnknown: boolean
}

/** The columns that a source offers. */
export interface PlanSource {
  readonly format: 'csv' | 'jsonl'
  readonly columns: readonly string[]
}

/** All that is settled about a push before its first row is read. */
export interface PushPlan {
  readonly object: ObjectDefinition
  readonly mapping: Mapping
  /** Internal name of the key property. */
  readonly key: string
}

/** Checks object, key and columns against the portal. Writes nothing; throws AppError with what to type instead. */
export async function planPush(request: PlanRequest, source: PlanSource, hubspot: HubSpot): Promise<PushPlan> {
  const object = findObject(request.object, await listObjects(hubspot))
  const properties = await listProperties(hubspot, object)
  const {keys} = usableKeys(object, properties)
  if (keys.length === 0) {
    throw new AppError('KEY_REQUIRED', `${object.label} has no property with unique values that rows could be matched on.`, {
      next: [`hubspot-push objects ${object.name}     to see its properties and why each cannot be a key`],
    })
  }
  const {columns, format} = source
  const {map, ignore, ignoreUnknown} = request
  const wanted = {columns, format, map, ignore, ignoreUnknown, keys, ...(request.key === undefined ? {} : {key: request.key})}
  const mapping = compileMapping(wanted, object, properties)
  return {object, mapping, key: mapping.key.property}
}
