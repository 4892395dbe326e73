/**
 * HubSpot's CRM behind its API: which route a request is, and what answers it. `routes/` has the tables; `call/` holds
 * the words of a call, `objects/` and `definitions/` the answers, `legacy/` those of the APIs before v3, `records/`
 * what is kept, `portal/` the kinds of records there are, `values/` what a property accepts.
 */

import type {SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import {NOT_FOUND_PAGE} from '../basics/replies.js'
import type {ApiVersion} from './call/api-version.js'
import type {Call, CrmContext} from './call/context.js'
import {CrmRefusal, refusalReply, unknownTypeRefusal} from './call/crm-refusal.js'
import {WatchedQuery, withPassedOver} from './call/passed-over.js'
import {requireScope} from './call/require-scope.js'
import {matchParts, splitArea} from './call/route-path.js'
import type {ObjectType} from './portal/object-type.js'
import {otherStandardId, otherStandardSingular} from './portal/other-standard-types.js'
import {DEFINITION_ROUTES} from './routes/definition-routes.js'
import {LEGACY_ROUTES} from './routes/legacy-routes.js'
import {LINK_ROUTES} from './routes/link-routes.js'
import {LIST_ROUTES} from './routes/list-routes.js'
import {RECORD_ROUTES} from './routes/record-routes.js'
import type {Route} from './routes/route.js'

const RECORDS = ['v3', '2026-03', '2026-09'] as const

/** The first row that fits a request answers it; those of the APIs before v3 come last. */
export const ROUTES: readonly Route[] = [...RECORD_ROUTES, ...DEFINITION_ROUTES, ...LIST_ROUTES, ...LINK_ROUTES]

/** Taken apart once: every request is held against them. */
const PATTERNS = [...ROUTES, ...LEGACY_ROUTES].map(route => ({route, pattern: route.path.split('/')}))

interface FoundRoute {
  readonly route: Route
  readonly version: ApiVersion
  /** By the names of the path: `type`, `name`. */
  readonly parts: ReadonlyMap<string, string>
}

/** Answers one request; undefined = no such route, or not served for records of this kind. */
export function respond(context: CrmContext, request: SandboxRequest, principal: Principal): SandboxReply | undefined {
  const found = findRoute(request.method, request.path)
  if (!found) return undefined
  const {version, parts} = found
  if (isGone(context, found.route)) return NOT_FOUND_PAGE
  const call = {context, request, version, principal, parts, name: parts.get('name') ?? ''}
  const other = otherStandardSingular(parts.get('toType') ?? '')
  const isOther = namesOther(context, parts)
  if (isOther && (found.route.toOther === undefined || other === undefined || namesOther(context, parts, ['type'])))
    return undefined
  try {
    refuseOtherContent(context, request, found.route)
    const how = isOther ? (routed: Call) => answerOther(routed, found.route, other ?? '') : answerBy(found.route)
    return answered(call, how)
  } catch (error) {
    if (error instanceof CrmRefusal) return refusalReply(error, context)
    throw error
  }
}

/** Routes that HubSpot has taken away by then (docs/hubspot-api.md#apis-before-v3). */
function isGone({switches, now}: CrmContext, {until}: Route): boolean {
  return until !== undefined && switches.sunsetRoutes === 'gone' && now() >= Date.parse(until)
}

/** HubSpot has records of the kind, the portal does not. */
function namesOther(
  {findType}: CrmContext,
  parts: FoundRoute['parts'],
  which: readonly string[] = ['type', 'toType'],
): boolean {
  return which.some(part => {
    const name = parts.get(part)
    return name !== undefined && otherStandardId(name) !== undefined && findType(name) === undefined
  })
}

/** A client that names no type at all is let through. */
function refuseOtherContent({switches}: CrmContext, {headers, body}: SandboxRequest, {path}: Route): void {
  const type = headers['content-type']
  if (switches.otherContentTypesAs === 'json' || body === '' || type === undefined || path === '{imports}') return
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw new CrmRefusal(415, {message: 'HTTP 415 Unsupported Media Type'})
}

/** Says in a header what of the request was passed over. */
function answered(call: Omit<Call, 'passedOver'>, how: (call: Call) => SandboxReply): SandboxReply {
  const passedOver = new Set<string>()
  if (call.request.query.size === 0) return withPassedOver(how({...call, passedOver}), passedOver)
  const query = new WatchedQuery(call.request.query)
  const reply = how({...call, passedOver, request: {...call.request, query}})
  return withPassedOver(reply, [...query.unasked(), ...passedOver])
}

function answerBy(route: Route): (call: Call) => SandboxReply {
  return call => answer(call, route)
}

function answer(call: Call, route: Route): SandboxReply {
  const [type, toType] = [typeAt(call, 'type', route.about), typeAt(call, 'toType')]
  const {portalId} = call.context
  for (const each of toType === undefined ? [type] : [type, toType])
    requireScope(route.scope, call.principal, {type: each, portalId})
  return route.answer({...call, type, toType})
}

function answerOther(call: Call, {toOther, scope}: Route, singular: string): SandboxReply {
  const type = typeAt(call, 'type')
  if (type === undefined || toOther === undefined) throw new Error(`${call.request.path} is not served`)
  requireScope(scope, call.principal, {type, portalId: call.context.portalId})
  return toOther({...call, type}, singular)
}

/** Undefined where the path has none; throws where it names none that there is. */
function typeAt({context, parts}: Call, part: string, meant?: string): ObjectType | undefined {
  const name = parts.get(part) ?? meant
  const type = name === undefined ? undefined : context.findType(name)
  if (name !== undefined && !type) throw unknownTypeRefusal(name)
  return type
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
