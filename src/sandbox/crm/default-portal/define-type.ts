import {compileProperty, propertyBody} from '../portal/define-property.js'
import type {ObjectType, Property, PropertyGroup, TypeScopes} from '../portal/object-type.js'
import type {GroupedSpec} from './complete-specs.js'
import {searchedProperties} from './searched-properties.js'

export type TypeSpec = Pick<
  ObjectType,
  'id' | 'name' | 'singularName' | 'labels' | 'defaultProperties' | 'primaryDisplayProperty' | 'scopes'
> &
  Partial<
    Omit<ObjectType, 'properties' | 'archivedProperties' | 'groups' | 'defaultGroups' | 'defaultPipelines' | 'rules'>
  > & {
    readonly specs: readonly GroupedSpec[]
    readonly groupName: string
  }

/**
 * Scopes: docs/hubspot-api.md#scopes; `extra` grants everything (the legacy scopes of tickets and products).
 */
export function scopesOf(name: string, ...extra: string[]): TypeScopes {
  const [read, write] = [`crm.objects.${name}.read`, `crm.objects.${name}.write`]
  return {
    read: [read, ...extra],
    write: [write, ...extra],
    schemaRead: [`crm.schemas.${name}.read`, read, write, ...extra],
    schemaWrite: [`crm.schemas.${name}.write`, ...extra],
  }
}

export function defineType(spec: TypeSpec): ObjectType {
  const {specs, groupName, pipelines = [], ...rest} = spec
  let compiled: Map<string, Property> | undefined
  const names = new Set(specs.map(({name}) => name))
  const groups = groupsOf(spec)
  const messageName = spec.singularName.toUpperCase()
  return {
    messageName,
    fullyQualifiedName: messageName,
    custom: false,
    required: [],
    requiredOneOf: [],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    secondaryDisplayProperties: [],
    searchableProperties: searchedProperties(spec.id, names) ?? [spec.primaryDisplayProperty],
    archivedPipelines: [],
    ...rest,
    pipelines,
    // When first asked for: most programs use few kinds.
    get properties() {
      compiled ??= propertiesOf(spec)
      return compiled
    },
    archivedProperties: new Map(),
    rules: new Map(),
    groups,
    defaultGroups: [...groups.values()],
    defaultPipelines: pipelines,
  }
}

function propertiesOf({id, specs, groupName}: TypeSpec): Map<string, Property> {
  const properties = new Map<string, Property>()
  for (const property of specs)
    properties.set(property.name, compileProperty(id, propertyBody(property, property.groupName ?? groupName)))
  return properties
}

/** Of what a property has no group of its own, one named after the kind. */
function groupsOf({specs, groupName, labels}: TypeSpec): Map<string, PropertyGroup> {
  const names = new Set([groupName, ...specs.map(spec => spec.groupName ?? groupName)])
  const labelOf = (name: string) => (name === groupName ? `${labels.singular} information` : wordsOf(name))
  return new Map([...names].map(name => [name, {archived: false, name, displayOrder: -1, label: labelOf(name)}]))
}

/** `contact_activity` → `Contact activity`. */
function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/information$/, ' information')
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll('  ', ' ')
}

export function defineCustomType(
  portalId: number,
  spec: Omit<TypeSpec, 'singularName' | 'scopes' | 'groupName'>,
): ObjectType {
  return defineType({
    ...spec,
    singularName: spec.name,
    messageName: spec.id,
    fullyQualifiedName: `p${portalId}_${spec.name}`,
    groupName: `${spec.name}_information`,
    custom: true,
    createdProperty: 'hs_createdate',
    scopes: scopesOf('custom'),
  })
}
