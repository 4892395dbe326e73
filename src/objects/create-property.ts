import {AppError} from '../errors/app-error.js'
import {gap, ours, type Run} from '../errors/next-step.js'
import type {HubSpot} from '../hubspot/call-types.js'
import {createProperties} from '../hubspot/new-properties/create-properties.js'
import {checkGroup, listPropertyGroups, usualGroup} from '../hubspot/new-properties/property-groups.js'
import {isReservedName, type PropertyType, propertyShape} from '../hubspot/new-properties/property-types.js'
import {findObject} from '../hubspot/portal/find-object.js'
import {readObjects} from '../hubspot/portal/objects.js'
import type {NewProperty, ObjectDefinition, PropertyOption} from '../hubspot/portal/portal-types.js'
import {listProperties} from '../hubspot/portal/properties.js'
import type {Clock} from '../shared/clock.js'
import {checkPropertyName, labelOf} from './create-key.js'

export interface NewPropertyRequest {
  /** As a person names it. */
  readonly object: string
  /** Internal name. */
  readonly name: string
  /** Default: the internal name in words. */
  readonly label?: string
  readonly type: PropertyType
  /** Default: the usual one of the type. */
  readonly fieldType?: string
  /** Default: where the object's own properties are. */
  readonly group?: string
  /** Of an enumeration, in their order. */
  readonly options: readonly Pick<PropertyOption, 'value' | 'label'>[]
}

/** A property that can be made as far as can be seen without making it. */
export interface PropertyPlan {
  readonly object: ObjectDefinition
  readonly property: NewProperty
}

/** The JSON of `objects create-property --json`. */
export interface CreatedProperty {
  readonly name: string
  readonly objectTypeId: string
  readonly property: NewProperty
  readonly next: readonly Run[]
}

/** Throws AppError USAGE for what cannot be, UNKNOWN_OBJECT, AMBIGUOUS_OBJECT, MAPPING_INVALID for an unknown group. */
export async function planProperty(hubspot: HubSpot, request: NewPropertyRequest): Promise<PropertyPlan> {
  const {object: wanted, name, type, options} = request
  checkPropertyName(name, ours(['objects', 'create-property', wanted, 'shoe_size']))
  if (isReservedName(name))
    throw new AppError('USAGE', `Names such as "${name}" are HubSpot's own. Choose another name.`, {
      next: [ours(['objects', 'create-property', wanted, `own_${name}`])],
    })
  const shape = propertyShape({type, options, fieldType: request.fieldType})
  if (typeof shape === 'string') throw new AppError('USAGE', `${shape.charAt(0).toUpperCase()}${shape.slice(1)}.`)
  const object = findObject(wanted, (await readObjects(hubspot)).objects)
  const [properties, groups] = await Promise.all([listProperties(hubspot, object), listPropertyGroups(hubspot, object)])
  if (properties.some(each => each.name === name))
    throw new AppError('USAGE', `${object.name} have a property ${name} already. Choose another name.`, {
      next: [ours(['objects', object.name, '--property', name])],
    })
  const {label = labelOf(name), group = usualGroup(object, groups)} = request
  const property = {name, label, group, ...shape}
  checkGroup(property, object, groups)
  return {object, property}
}

/** Makes it. Throws as createProperties. */
export async function createProperty(
  hubspot: HubSpot,
  {object, property}: PropertyPlan,
  clock: Pick<Clock, 'sleep'>,
): Promise<CreatedProperty> {
  await createProperties(hubspot, object, [property], clock)
  const {name, objectTypeId} = object
  const next = [ours(['push', gap('FILE'), '--object', name, '--map', `COLUMN=${property.name}`])]
  return {name, objectTypeId, property, next}
}
