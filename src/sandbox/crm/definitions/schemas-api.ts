import type {SandboxReply} from '../../sandbox-types.js'
import type {Call, TypedCall} from '../context.js'
import type {ObjectType} from '../portal/object-type.js'

const CUSTOM_AT = '2026-01-15T09:28:11.402Z'

/** Only custom objects are listed. */
export function listSchemas({context, request}: Call): SandboxReply {
  const wantsArchived = request.query.get('archived') === 'true'
  return {status: 200, body: {results: wantsArchived ? [] : context.types.filter(type => type.custom).map(presentSchema)}}
}

/** Standard objects can be read singly. */
export function getSchema({type}: TypedCall): SandboxReply {
  return {status: 200, body: presentSchema(type)}
}

function presentSchema(type: ObjectType): unknown {
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
    properties: [...type.properties.values()].map(property => property.body),
    associations: [],
    name: type.custom ? type.name : type.messageName,
  }
}
