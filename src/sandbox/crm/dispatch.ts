import type {Principal, SandboxReply, SandboxRequest} from '../sandbox-types.js'
import type {Call, CrmContext, TypedCall} from './context.js'
import {getAccount, getOwner, getPipeline, listOwners, listPipelines} from './definitions/portal-api.js'
import {createProperty, getProperty, listProperties} from './definitions/properties-api.js'
import {getSchema, listSchemas} from './definitions/schemas-api.js'
import {batchRead} from './objects/batch-read.js'
import {batchArchive, batchCreate, batchUpdate, batchUpsert} from './objects/batch-writes.js'
import {listRecords} from './objects/list-records.js'
import {searchRecords} from './objects/search-records.js'
import {archiveRecord, createRecord, getRecord, updateRecord} from './objects/single-record.js'
import {correlationId} from './random.js'
import {NOT_FOUND_PAGE, Refusal, unknownTypeRefusal} from './refusal.js'
import {findRoute, type Route, type RouteName} from './routes.js'
import {requireScope} from './scopes.js'

const PORTAL_ROUTES: Partial<Record<RouteName, (call: Call) => SandboxReply>> = {
  account: getAccount,
  listSchemas,
  listOwners,
  getOwner,
}

const TYPE_ROUTES: Partial<Record<RouteName, (call: TypedCall) => SandboxReply>> = {
  batchUpsert,
  batchCreate,
  batchUpdate,
  batchRead,
  batchArchive,
  search: searchRecords,
  listRecords,
  createRecord,
  getRecord,
  updateRecord,
  archiveRecord,
  listProperties,
  createProperty,
  getProperty,
  getSchema,
  listPipelines,
  getPipeline,
}

/** Answers one request; undefined = no such route. */
export function respond(context: CrmContext, request: SandboxRequest, principal: Principal): SandboxReply | undefined {
  const route = findRoute(request.method, request.path)
  if (!route) return undefined
  try {
    return answer({context, request, version: route.version, name: route.last}, route, principal)
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error, context)
    throw error
  }
}

function answer(call: Call, route: Route, principal: Principal): SandboxReply {
  const {portalId, findType} = call.context
  const portalRoute = PORTAL_ROUTES[route.name]
  if (portalRoute) {
    requireScope(route.name, principal, {type: undefined, portalId})
    return portalRoute(call)
  }
  const type = findType(route.typeName)
  if (!type) throw unknownTypeRefusal(route.typeName)
  requireScope(route.name, principal, {type, portalId})
  const typeRoute = TYPE_ROUTES[route.name]
  if (!typeRoute) throw new Error(`route ${route.name} is not served`)
  return typeRoute({...call, type})
}

function refusalReply({status, body}: Refusal, context: CrmContext): SandboxReply {
  const id = correlationId(context.now(), context.random)
  const headers = {'x-hubspot-correlation-id': id}
  if (body === 'html') {
    return {
      status,
      headers: {...headers, 'content-type': 'text/html;charset=iso-8859-1', 'x-hubspot-notfound': 'true'},
      body: NOT_FOUND_PAGE,
    }
  }
  const {message, ...rest} = body
  return {status, headers, body: {status: 'error', message, correlationId: id, ...rest}}
}
