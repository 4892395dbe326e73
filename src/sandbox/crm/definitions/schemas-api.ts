import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import type {Call, CrmContext, TypedCall} from '../call/context.js'
import {parseFlag} from '../call/query-flag.js'
import type {AssociationType} from '../portal/association-types.js'
import type {ObjectType} from '../portal/object-type.js'

const CUSTOM_AT = '2026-01-15T09:28:11.402Z'

/** Only custom objects are listed. */
export function listSchemas({context, request, version}: Call): SandboxReply {
  const {live, archived} = context.schemas
  const types = parseFlag(request.query, 'archived') ? archived : live
  const results = types.filter(type => type.custom).map(type => presentSchema(type, {context, request, version}))
  return {status: 200, body: {results}}
}

/** Standard objects can be read singly. */
export function getSchema({type, context, request, version}: TypedCall): SandboxReply {
  return {status: 200, body: presentSchema(type, {context, request, version})}
}

export function presentSchema(
  type: ObjectType,
  {context, request, version}: Pick<Call, 'context' | 'request' | 'version'>,
): unknown {
  const isWithoutProperties = request.query.get('includePropertyDefinitions') === 'false'
  const {createdAt, updatedAt} = schemaTimes(type)
  return {
    labels: type.labels,
    requiredProperties: type.custom ? type.required : [],
    searchableProperties: type.searchableProperties,
    primaryDisplayProperty: type.primaryDisplayProperty,
    secondaryDisplayProperties: type.secondaryDisplayProperties,
    archived: context.schemas.archived.includes(type),
    restorable: true,
    metaType: type.custom ? 'PORTAL_SPECIFIC' : 'HUBSPOT',
    id: type.id.split('-')[1],
    fullyQualifiedName: type.fullyQualifiedName,
    createdAt,
    updatedAt,
    ...(type.description !== undefined && {description: type.description}),
    objectTypeId: type.id,
    // Declared for the dated versions; no recorded reply of v3 has it (docs/hubspot-api.md#lists-of-definitions).
    ...(version === 'v3' ? {} : {allowsSensitiveProperties: false}),
    properties: isWithoutProperties ? [] : [...type.properties.values()].map(property => property.body),
    associations: associationsOf(type, context),
    name: type.custom ? type.name : type.messageName,
  }
}

/** The default portal's own have made-up times, HubSpot's kinds none. */
export function schemaTimes({custom, createdAtMs, updatedAtMs}: ObjectType) {
  const at = custom ? CUSTOM_AT : '1970-01-01T00:00:00Z'
  const createdAt = createdAtMs === undefined ? at : instant(createdAtMs)
  return {createdAt, updatedAt: updatedAtMs === undefined ? createdAt : instant(updatedAtMs)}
}

/** Types from and to the kind, with their limits and under names that no list of labels tells. */
function associationsOf({id}: ObjectType, context: CrmContext): unknown[] {
  return [...context.associationTypes.all()]
    .filter(type => type.from === id || type.to === id)
    .map(type => presentAssociation(type, context))
}

function presentAssociation(type: AssociationType, {associationTypes, switches}: CrmContext): unknown {
  const inverse = associationTypes.byKey(type.to, type.from, type.inverseKey) ?? type
  const isLimited = switches.maxLinksOfRecord !== undefined
  return {
    fromObjectTypeId: type.from,
    toObjectTypeId: type.to,
    name: type.category === 'HUBSPOT_DEFINED' ? type.name.toUpperCase() : type.name,
    cardinality: cardinalityOf(type),
    inverseCardinality: cardinalityOf(inverse),
    hasUserEnforcedMaxToObjectIds: isLimited,
    hasUserEnforcedMaxFromObjectIds: isLimited,
    maxToObjectIds: switches.maxLinksOfRecord ?? type.maxLinks,
    maxFromObjectIds: switches.maxLinksOfRecord ?? inverse.maxLinks,
    id: String(type.id),
    createdAt: null,
    updatedAt: null,
  }
}

function cardinalityOf({maxLinks}: AssociationType): string {
  return maxLinks === 1 ? 'ONE_TO_ONE' : 'ONE_TO_MANY'
}
