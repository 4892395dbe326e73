/**
 * What HubSpot would not let a portal be, where a file can be read nevertheless. Written by hand, it is refused for it;
 * a recording tells what HubSpot has, so that it is served, and told.
 */

import {COMMON_PROPERTIES} from '../default-portal/common-properties.js'
import {defaultObjectTypes} from '../default-portal/object-types.js'
import type {ObjectType} from '../portal/object-type.js'
import {otherStandardId} from '../portal/other-standard-types.js'
import {baseOf} from './base-of.js'
import {at, type Faults, twice} from './faults.js'
import type {FileAssociation, FileObject, FilePipeline, PortalDefinitions} from './portal-definitions.js'
import {propertyFaults} from './property-faults.js'

/** As in `objects[contacts].properties[tier]`. */
export function portalFaults(file: PortalDefinitions): Faults {
  const types = defaultObjectTypes(0)
  const {owners = [], associations = []} = file
  // HubSpot's own labels may read as one of the portal's.
  const labels = associations.filter(({label, category}) => label && category !== 'HUBSPOT_DEFINED')
  return [
    ...file.objects.flatMap(object => {
      const base = baseOf(object, types)
      const kept = file.extends === 'default' ? base : undefined
      return at(`objects[${object.name}]`, [...objectFaults(object, base), ...unknownProperties(object, kept)])
    }),
    ...twice(owners.map(({id}) => id)).map(id => `owners has two of the id ${id}`),
    ...twice(labels.map(linkOf)).map(link => `associations has ${link} twice`),
  ]
}

/** `objects --all --json` made it. */
export function isRecording({missingScopes}: PortalDefinitions): boolean {
  return missingScopes !== undefined
}

function linkOf({from, to, label}: FileAssociation): string {
  return `"${label}" from ${from} to ${to}`
}

function objectFaults(object: FileObject, base: ObjectType | undefined): Faults {
  const {properties = [], groups = [], pipelines = []} = object
  const names = groups.map(({name}) => name)
  return [
    ...nameFaults(object, base),
    ...properties.flatMap(property => at(`.properties[${property.name}]`, propertyFaults(property))),
    ...groups.flatMap(({name}) => at(`.groups[${name}]`, groupFaults(name))),
    ...twice(names).map(name => `has the group ${name} twice`),
    ...(groups.length === 0 ? [] : unknownGroups(object, new Set([...names, ...(base?.groups.keys() ?? [])]))),
    ...twice(pipelines.map(labelOf)).map(label => `has two pipelines of the label "${label}"`),
    ...pipelines.flatMap(pipeline => at(`.pipelines[${pipeline.id}]`, pipelineFaults(pipeline))),
  ]
}

/** HubSpot documents no hyphens, and has some (docs/hubspot-api.md#custom-objects). */
function nameFaults({name, objectTypeId = ''}: FileObject, base: ObjectType | undefined): Faults {
  const isCustom = base === undefined && !objectTypeId.startsWith('0-') && otherStandardId(name) === undefined
  if (!isCustom || /^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) return []
  return ['has a name that is not letters, digits, _ and -, beginning with a letter']
}

/** Those of custom objects are called as their object. */
function groupFaults(name: string): Faults {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(name) ? [] : ['has a name that is not letters, digits and _']
}

function unknownGroups({properties = []}: FileObject, known: ReadonlySet<string>): Faults {
  return properties.flatMap(({name, groupName}) =>
    groupName === undefined || known.has(groupName)
      ? []
      : [`.properties[${name}] is in the group ${groupName}, which is none of its object`],
  )
}

/** What the object says of properties that it does not have would be passed over. `kept`: what else it has. */
function unknownProperties(object: FileObject, kept: ObjectType | undefined): Faults {
  if (object.properties === undefined) return []
  const known = new Set([...SYSTEM, ...(kept?.properties.keys() ?? []), ...object.properties.map(({name}) => name)])
  const {requiredProperties = [], primaryDisplayProperty, secondaryDisplayProperties = []} = object
  const primary = primaryDisplayProperty === undefined ? [] : [primaryDisplayProperty]
  const named = {
    ...{requiredProperties, primaryDisplayProperty: primary, secondaryDisplayProperties},
    searchableProperties: object.searchableProperties ?? [],
  }
  return Object.entries(named).flatMap(([field, names]) =>
    names.filter(name => !known.has(name)).map(name => `.${field} names "${name}", which it does not have`),
  )
}

/** Every object has them, or may have. */
const SYSTEM = [
  ...COMMON_PROPERTIES.map(({name}) => name),
  ...['createdate', 'hs_createdate', 'lastmodifieddate', 'hs_lastmodifieddate', 'email'],
]

function labelOf({id, label = id}: {readonly id: string; readonly label?: string}): string {
  return label
}

function pipelineFaults({stages}: FilePipeline): Faults {
  return twice(stages.map(labelOf)).map(label => `has two stages of the label "${label}"`)
}
