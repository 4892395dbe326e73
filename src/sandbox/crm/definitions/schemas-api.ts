import type {SandboxReply} from '../../basics/messages.js'
import type {Call, TypedCall} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'

const CUSTOM_AT = '2026-01-15T09:28:11.402Z'

/** Only custom objects are listed. */
export function listSchemas({context, request, version}: Call): SandboxReply {
  const wantsArchived = request.query.get('archived') === 'true'
  return {
    status: 200,
    body: {
      results: wantsArchived
        ? []
        : context.types.filter(type => type.custom).map(type => presentSchema(type, {request, version})),
    },
  }
}

/** Standard objects can be read singly. */
export function getSchema({type, request, version}: TypedCall): SandboxReply {
  return {status: 200, body: presentSchema(type, {request, version})}
}

function presentSchema(type: ObjectType, {request, version}: Pick<Call, 'request' | 'version'>): unknown {
  const isWithoutProperties = request.query.get('includePropertyDefinitions') === 'false'
  const at = type.custom ? CUSTOM_AT : '1970-01-01T00:00:00Z'
  return {
    labels: type.labels,
    requiredProperties: type.custom ? type.required : [],
    searchableProperties: type.searchableProperties,
    primaryDisplayProperty: type.primaryDisplayProperty,
    secondaryDisplayProperties: type.secondaryDisplayProperties,
    archived: false,
    restorable: true,
    metaType: type.custom ? 'PORTAL_SPECIFIC' : 'HUBSPOT',
    id: type.id.split('-')[1],
    fullyQualifiedName: type.fullyQualifiedName,
    createdAt: at,
    updatedAt: at,
    objectTypeId: type.id,
    // Declared for the dated versions; no recorded reply of v3 has it (docs/hubspot-api.md#lists-of-definitions).
    ...(version === 'v3' ? {} : {allowsSensitiveProperties: false}),
    properties: isWithoutProperties ? [] : [...type.properties.values()].map(property => property.body),
    associations: [],
    name: type.custom ? type.name : type.messageName,
  }
}
