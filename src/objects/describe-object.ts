import type {HubSpot} from '../hubspot/call/call-types.js'
import {findObject} from '../hubspot/portal/find-object.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {ObjectDefinition, PropertyDefinition} from '../hubspot/portal/portal-types.js'
import {listProperties} from '../hubspot/portal/properties.js'
import {usableKeys} from '../hubspot/portal/usable-keys.js'
import {type ObjectSummary, summaryOf} from './describe-objects.js'
import {findProperty, searchProperties} from './find-property.js'
import {withPipelineOptions} from './pipeline-options.js'

/** A property, in the keys of `objects OBJECT --json`. */
export interface PropertySummary {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  /** Rows can be matched on it. */
  readonly key: boolean
  readonly readOnly: boolean
  /** A record must have it when it is created. */
  readonly required: boolean
  readonly options: readonly {readonly label: string; readonly value: string}[]
}

export interface ObjectDetail extends ObjectSummary {
  readonly properties: readonly PropertySummary[]
}

export interface ObjectDescription {
  readonly detail: ObjectDetail
  /** Properties that look like keys, and why they are none. */
  readonly notKeys: readonly {readonly property: string; readonly reason: string}[]
}

interface Wanted {
  /** As a person names it: CONTACT, 0-1, a label. */
  readonly object: string
  /** Only this property, by internal name or label. */
  readonly property?: string
  /** Only properties whose name, label or options hold this text. */
  readonly search?: string
}

/**
 * One object with its keys and properties, or those of them that are wanted.
 * @throws AppError UNKNOWN_OBJECT, AMBIGUOUS_OBJECT, UNKNOWN_PROPERTY
 */
export async function describeObject(
  hubspot: HubSpot,
  {object: name, property, search}: Wanted,
): Promise<ObjectDescription> {
  const object = findObject(name, (await readObjects(hubspot)).objects)
  const all = await listProperties(hubspot, object)
  const {keys, refused} = usableKeys(object, all)
  const shown =
    property === undefined ? all : [await withPipelineOptions(findProperty(property, all, object), object, hubspot)]
  const found = search === undefined ? shown : searchProperties(search, shown)
  const keyNames = new Set(keys.map(key => key.property))
  return {
    detail: {...summaryOf(object, keys), properties: found.map(each => propertySummary(each, object, keyNames))},
    notKeys: refused,
  }
}

function propertySummary(
  property: PropertyDefinition,
  object: ObjectDefinition,
  keys: ReadonlySet<string>,
): PropertySummary {
  const {name, label, type, fieldType, readOnly, options} = property
  return {
    name,
    label,
    type,
    fieldType,
    key: keys.has(name),
    readOnly,
    required: object.requiredProperties.includes(name),
    options: options.map(option => ({label: option.label, value: option.value})),
  }
}
