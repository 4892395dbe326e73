import {AppError} from '../../../errors/app-error.js'
import {RECORD_ID} from '../../../hubspot/batch/batch-write.js'
import type {HubSpot} from '../../../hubspot/call-types.js'
import {readEnablement} from '../../../hubspot/portal/enablement.js'
import {readObjects} from '../../../hubspot/portal/objects.js'
import type {ObjectDefinition, PropertyDefinition} from '../../../hubspot/portal/portal-types.js'
import {listProperties, listSensitiveProperties} from '../../../hubspot/portal/properties.js'
import {MAIN_OBJECTS, OTHER_OBJECTS} from '../../../hubspot/portal/standard-objects.js'
import {usableKeys} from '../../../hubspot/portal/usable-keys.js'
import {objectNameOf} from './object-name.js'
import {schemaOf, type ValueSchema} from './property-schema.js'

/** One way to write into one object, in the words of the protocol. */
export interface DestinationOperation {
  readonly object_name: string
  /** `append_dedup` is an upsert, `append` makes new records only. */
  readonly sync_mode: 'append_dedup' | 'update' | 'append'
  /** Each with a single name. Absent where nothing is matched. */
  readonly matching_keys?: readonly (readonly string[])[]
  readonly json_schema: {
    readonly $schema: string
    readonly type: 'object'
    readonly additionalProperties: false
    readonly required?: readonly string[]
    readonly properties: Readonly<Record<string, ValueSchema>>
  }
}

export interface Discovered {
  readonly operations: readonly DestinationOperation[]
  /** Objects that are left out, with the reason. */
  readonly leftOut: readonly {readonly object: string; readonly reason: string}[]
}

/** The objects of the portal that records can be matched in, with what each takes. */
export async function discoverOperations(hubspot: HubSpot): Promise<Discovered> {
  const [{objects, missingScopes}, activated] = await Promise.all([readObjects(hubspot), activatedObjects(hubspot)])
  const custom = objects.filter(object => object.custom)
  const all = [...MAIN_OBJECTS, ...activated, ...custom]
  const described = await Promise.all(all.map(object => describe(object, all, hubspot)))
  const hidden =
    missingScopes === undefined
      ? []
      : [{object: 'custom objects', reason: `the scope ${missingScopes.join(' or ')} is missing`}]
  return {
    operations: described.flatMap(found => ('operations' in found ? found.operations : [])),
    leftOut: [...described.flatMap(found => ('reason' in found ? [found] : [])), ...hidden],
  }
}

/** Objects that a portal may do without. */
async function activatedObjects(hubspot: HubSpot): Promise<readonly ObjectDefinition[]> {
  const enablement = await readEnablement(hubspot)
  return OTHER_OBJECTS.filter(({objectTypeId}) => enablement.get(objectTypeId) === true)
}

async function describe(
  object: ObjectDefinition,
  all: readonly ObjectDefinition[],
  hubspot: HubSpot,
): Promise<{readonly operations: readonly DestinationOperation[]} | Discovered['leftOut'][number]> {
  try {
    const [plain, {properties: sensitive}] = await Promise.all([
      listProperties(hubspot, object),
      listSensitiveProperties(hubspot, object),
    ])
    const operations = operationsOf(object, objectNameOf(object, all), [...plain, ...sensitive])
    return operations.length > 0 ? {operations} : {object: object.name, reason: 'it has no property with unique values'}
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCOPE_MISSING') return {object: object.name, reason: error.message}
    throw error
  }
}

/** None for an object that records cannot be matched in. */
export function operationsOf(
  object: ObjectDefinition,
  name: string,
  properties: readonly PropertyDefinition[],
): readonly DestinationOperation[] {
  const keys = usableKeys(object, properties).keys.map(({property}) => [property])
  if (keys.length === 0) return []
  const writable = properties.filter(({readOnly}) => !readOnly)
  const recordId = properties.filter(property => property.name === RECORD_ID)
  const {requiredProperties: required} = object
  return [
    {object_name: name, sync_mode: 'append_dedup', matching_keys: keys, json_schema: schemaOfAll(writable)},
    {
      object_name: name,
      sync_mode: 'update',
      matching_keys: [...keys, ...recordId.map(each => [each.name])],
      json_schema: schemaOfAll([...recordId, ...writable]),
    },
    {object_name: name, sync_mode: 'append', json_schema: schemaOfAll(writable, required)},
  ]
}

function schemaOfAll(
  properties: readonly PropertyDefinition[],
  required: readonly string[] = [],
): DestinationOperation['json_schema'] {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && {required}),
    properties: Object.fromEntries(properties.map(property => [property.name, schemaOf(property)])),
  }
}
