/**
 * HubSpot's CRM behind its API. One row of `ROUTES` is one route: how it is asked for, the scope it needs, and what
 * answers it. `call/` holds the words of a call, `objects/` and `definitions/` the answers, `records/` what is kept,
 * `portal/` the kinds of records there are, `values/` what a property accepts. A new route is a row here and an
 * answer; test/sandbox/fidelity holds it against HubSpot's OpenAPI documents.
 */

import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import {createLabel, deleteLabel, listLabels, listLimits, updateLabel} from './associations/labels-api.js'
import {createLinks, linkByDefault, removeLabels, removeLinks} from './associations/link-batches.js'
import {listLinks, readLinks} from './associations/read-links.js'
import {deleteLink, putLink, putPlainLink} from './associations/single-link.js'
import type {ApiVersion} from './call/api-version.js'
import type {Call, CrmContext, PairCall, TypedCall} from './call/context.js'
import {CrmRefusal, refusalReply, unknownTypeRefusal} from './call/crm-refusal.js'
import {requireScope, type ScopeRule} from './call/require-scope.js'
import {matchParts, splitArea} from './call/route-path.js'
import {customObjectLimits, customPropertyLimits, recordLimits} from './definitions/limits-api.js'
import {getEnablement} from './definitions/object-library-api.js'
import {getAccount, getOwner, getPipeline, listOwners, listPipelines} from './definitions/portal-api.js'
import {
  archiveProperty,
  createProperty,
  getProperty,
  listProperties,
  updateProperty,
} from './definitions/properties-api.js'
import {batchArchiveProperties, batchCreateProperties, batchReadProperties} from './definitions/property-batches.js'
import {archiveGroup, createGroup, getGroup, listGroups, updateGroup} from './definitions/property-groups-api.js'
import {getSchema, listSchemas} from './definitions/schemas-api.js'
import {
  getPropertyRule,
  getPropertyRules,
  listPropertyRules,
  putPropertyRule,
} from './definitions/validation-rules-api.js'
import {
  addMembers,
  createList,
  deleteList,
  getList,
  getListByName,
  listMembers,
  removeMembers,
  searchLists,
} from './lists/lists-api.js'
import {archiveRecord, batchArchive, gdprDelete, mergeRecords} from './objects/archive-records.js'
import {batchCreate, batchUpdate, batchUpsert} from './objects/batch-writes.js'
import {batchRead, getRecord, listRecords} from './objects/read-records.js'
import {createRecord, updateRecord} from './objects/single-record.js'
import type {ObjectType} from './portal/object-type.js'
import {searchRecords} from './search/search-records.js'

const RECORDS = ['v3', '2026-03', '2026-09'] as const
const LINKS = ['v4', '2026-03', '2026-09'] as const
const READS = ['v3', ...LINKS] as const
const DEFINED = '{properties}/:type'
const RULES = '{property-validations}/:type'
const RULE = `${RULES}/:name/rule-type/:rule`
const MEMBERS = '{lists}/:name/memberships'
const PAIR = '{associations}/:type/:toType'
const ONE = '{objects}/:type/:name/associations'
const LIMITS = '{associations}/definitions/configurations'

/** The first row that fits a request answers it. */
export const ROUTES: readonly Route[] = [
  {method: 'POST', path: '{objects}/:type/batch/upsert', scope: 'write', answer: aboutType(batchUpsert)},
  {method: 'POST', path: '{objects}/:type/batch/create', scope: 'write', answer: aboutType(batchCreate)},
  {method: 'POST', path: '{objects}/:type/batch/update', scope: 'write', answer: aboutType(batchUpdate)},
  {method: 'POST', path: '{objects}/:type/batch/read', scope: 'read', answer: aboutType(batchRead)},
  {method: 'POST', path: '{objects}/:type/batch/archive', scope: 'write', answer: aboutType(batchArchive)},
  {method: 'POST', path: '{objects}/:type/merge', scope: 'write', answer: aboutType(mergeRecords)},
  {method: 'POST', path: '{objects}/:type/gdpr-delete', scope: 'write', answer: aboutType(gdprDelete)},
  {method: 'POST', path: '{objects}/:type/search', scope: 'read', answer: aboutType(searchRecords)},
  {method: 'GET', path: '{objects}/:type', scope: 'read', answer: aboutType(listRecords)},
  {method: 'POST', path: '{objects}/:type', scope: 'write', answer: aboutType(createRecord)},
  {method: 'GET', path: '{objects}/:type/:name', scope: 'read', answer: aboutType(getRecord)},
  {method: 'PATCH', path: '{objects}/:type/:name', scope: 'write', answer: aboutType(updateRecord)},
  {method: 'DELETE', path: '{objects}/:type/:name', scope: 'write', answer: aboutType(archiveRecord)},
  {method: 'GET', path: DEFINED, scope: 'schemaRead', answer: aboutType(listProperties)},
  {method: 'POST', path: DEFINED, scope: 'schemaWrite', answer: aboutType(createProperty)},
  {method: 'POST', path: `${DEFINED}/batch/create`, scope: 'schemaWrite', answer: aboutType(batchCreateProperties)},
  {method: 'POST', path: `${DEFINED}/batch/read`, scope: 'schemaRead', answer: aboutType(batchReadProperties)},
  {method: 'POST', path: `${DEFINED}/batch/archive`, scope: 'schemaWrite', answer: aboutType(batchArchiveProperties)},
  {method: 'GET', path: `${DEFINED}/groups`, scope: 'schemaRead', answer: aboutType(listGroups)},
  {method: 'POST', path: `${DEFINED}/groups`, scope: 'schemaWrite', answer: aboutType(createGroup)},
  {method: 'GET', path: `${DEFINED}/groups/:name`, scope: 'schemaRead', answer: aboutType(getGroup)},
  {method: 'PATCH', path: `${DEFINED}/groups/:name`, scope: 'schemaWrite', answer: aboutType(updateGroup)},
  {method: 'DELETE', path: `${DEFINED}/groups/:name`, scope: 'schemaWrite', answer: aboutType(archiveGroup)},
  {method: 'GET', path: `${DEFINED}/:name`, scope: 'schemaRead', answer: aboutType(getProperty)},
  {method: 'PATCH', path: `${DEFINED}/:name`, scope: 'schemaWrite', answer: aboutType(updateProperty)},
  {method: 'DELETE', path: `${DEFINED}/:name`, scope: 'schemaWrite', answer: aboutType(archiveProperty)},
  {method: 'GET', path: RULES, scope: 'schemaRead', answer: aboutType(listPropertyRules)},
  {method: 'GET', path: `${RULES}/:name`, scope: 'schemaRead', answer: aboutType(getPropertyRules)},
  {method: 'GET', path: RULE, scope: 'schemaRead', answer: aboutType(getPropertyRule)},
  {method: 'PUT', path: RULE, scope: 'schemaWrite', answer: aboutType(putPropertyRule)},
  {method: 'POST', path: '{lists}', scope: 'listWrite', answer: createList},
  {method: 'POST', path: '{lists}/search', scope: 'listRead', answer: searchLists},
  {method: 'GET', path: '{lists}/:name', scope: 'listRead', answer: getList},
  {method: 'DELETE', path: '{lists}/:name', scope: 'members', answer: deleteList},
  {method: 'GET', path: '{lists}/object-type-id/:type/name/:name', scope: 'listRead', answer: aboutType(getListByName)},
  {method: 'GET', path: MEMBERS, scope: 'listRead', answer: listMembers},
  {method: 'PUT', path: `${MEMBERS}/add`, scope: 'members', answer: addMembers},
  {method: 'PUT', path: `${MEMBERS}/remove`, scope: 'members', answer: removeMembers},
  {method: 'GET', path: '{limits}/custom-properties', scope: 'limits', answer: customPropertyLimits},
  {method: 'GET', path: '{limits}/custom-object-types', scope: 'limits', answer: customObjectLimits},
  {method: 'GET', path: '{limits}/records', scope: 'limits', answer: recordLimits},
  {method: 'GET', path: '{object-library}/enablement', scope: 'limits', answer: getEnablement},
  {method: 'GET', path: '{schemas}', scope: 'schemas', answer: listSchemas},
  {method: 'GET', path: '{schemas}/:type', scope: 'schemas', answer: aboutType(getSchema)},
  {method: 'GET', path: '{owners}', scope: 'owners', answer: listOwners},
  {method: 'GET', path: '{owners}/:name', scope: 'owners', answer: getOwner},
  {method: 'GET', path: '{pipelines}/:type', scope: 'schemaRead', answer: aboutType(listPipelines)},
  {method: 'GET', path: '{pipelines}/:type/:name', scope: 'schemaRead', answer: aboutType(getPipeline)},
  {method: 'GET', path: '{account}', scope: 'none', answer: getAccount},
  {method: 'POST', path: `${PAIR}/batch/create`, in: LINKS, scope: 'write', answer: aboutPair(createLinks)},
  {
    method: 'POST',
    path: `${PAIR}/batch/associate/default`,
    in: LINKS,
    scope: 'write',
    answer: aboutPair(linkByDefault),
  },
  {method: 'POST', path: `${PAIR}/batch/read`, in: READS, scope: 'read', answer: aboutPair(readLinks)},
  {method: 'POST', path: `${PAIR}/batch/archive`, in: LINKS, scope: 'write', answer: aboutPair(removeLinks)},
  {method: 'POST', path: `${PAIR}/batch/labels/archive`, in: LINKS, scope: 'write', answer: aboutPair(removeLabels)},
  {method: 'GET', path: `${PAIR}/labels`, in: LINKS, scope: 'read', answer: aboutPair(listLabels)},
  {method: 'POST', path: `${PAIR}/labels`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(createLabel)},
  {method: 'PUT', path: `${PAIR}/labels`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(updateLabel)},
  {method: 'DELETE', path: `${PAIR}/labels/:name`, in: LINKS, scope: 'schemaWrite', answer: aboutPair(deleteLabel)},
  {method: 'GET', path: `${LIMITS}/:type/:toType`, in: LINKS, scope: 'read', answer: aboutPair(listLimits)},
  // The document of 2026-09 lacks this one alone.
  {method: 'GET', path: `${ONE}/:toType`, in: ['v3', 'v4', '2026-03'], scope: 'read', answer: aboutPair(listLinks)},
  {method: 'PUT', path: `${ONE}/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(putLink)},
  {method: 'DELETE', path: `${ONE}/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(deleteLink)},
  {method: 'PUT', path: `${ONE}/default/:toType/:toName`, in: LINKS, scope: 'write', answer: aboutPair(putPlainLink)},
]

/** Taken apart once: every request is held against them. */
const PATTERNS = ROUTES.map(route => ({route, pattern: route.path.split('/')}))

export interface Route {
  readonly method: string
  /** `{area}` stands for `/crm/v3/{area}` and `/crm/{area}/2026-09` alike, `:type` for a kind of records, by any name. */
  readonly path: string
  /** The versions that have it; default: v3 and its dated successors. */
  readonly in?: readonly ApiVersion[]
  readonly scope: ScopeRule
  readonly answer: (call: RoutedCall) => SandboxReply
}

/** A call whose `:type` and `:toType` were looked up, where its route has them. */
interface RoutedCall extends Call {
  readonly type: ObjectType | undefined
  readonly toType: ObjectType | undefined
}

interface FoundRoute {
  readonly route: Route
  readonly version: ApiVersion
  /** By the names of the path: `type`, `name`. */
  readonly parts: ReadonlyMap<string, string>
}

/** Answers one request; undefined = no such route. */
export function respond(context: CrmContext, request: SandboxRequest, principal: Principal): SandboxReply | undefined {
  const found = findRoute(request.method, request.path)
  if (!found) return undefined
  const {version, parts} = found
  try {
    return answer({context, request, version, principal, parts, name: parts.get('name') ?? ''}, found.route)
  } catch (error) {
    if (error instanceof CrmRefusal) return refusalReply(error, context)
    throw error
  }
}

function answer(call: Call, route: Route): SandboxReply {
  const [type, toType] = [typeAt(call, 'type'), typeAt(call, 'toType')]
  const {portalId} = call.context
  for (const each of toType === undefined ? [type] : [type, toType])
    requireScope(route.scope, call.principal, {type: each, portalId})
  return route.answer({...call, type, toType})
}

/** Undefined where the path has none; throws where it names none that there is. */
function typeAt({context, parts}: Call, part: string): ObjectType | undefined {
  const name = parts.get(part)
  const type = name === undefined ? undefined : context.findType(name)
  if (name !== undefined && !type) throw unknownTypeRefusal(name)
  return type
}

/** An answer that works on the kind of records its path names. */
function aboutType(answer: (call: TypedCall) => SandboxReply): Route['answer'] {
  return ({type, ...call}) => {
    if (!type) throw new Error(`${call.request.path} names no type`)
    return answer({...call, type})
  }
}

/** The same for both kinds of records that a path about associations names. */
function aboutPair(answer: (call: PairCall) => SandboxReply): Route['answer'] {
  return ({type, toType, ...call}) => {
    if (!type || !toType) throw new Error(`${call.request.path} names no two types`)
    return answer({...call, type, toType})
  }
}

/** Undefined = HubSpot has no such route, or the sandbox does not serve it. */
export function findRoute(method: string, path: string): FoundRoute | undefined {
  const area = splitArea(path)
  if (!area) return undefined
  for (const {route, pattern} of PATTERNS) {
    const fits = route.method === method && (route.in ?? RECORDS).some(version => version === area.version)
    const parts = fits ? matchParts(pattern, area.parts) : undefined
    if (parts) return {route, version: area.version, parts}
  }
  return undefined
}
