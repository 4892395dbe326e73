import {limitReply} from '../limits/limit-reply.js'
import type {RateLimits} from '../limits/rate-limits.js'
import {authenticate} from '../oauth/authenticate.js'
import {answerOAuth, type OAuthSite} from '../oauth/oauth-routes.js'
import type {FrontSwitches, Principal, SandboxReply, SandboxRequest} from '../sandbox-types.js'
import {methodNotAllowedReply, notFoundReply} from './error-replies.js'

/** The part of the CRM that requests reach. */
export interface CrmPort {
  /** Undefined: no such route. */
  handle(request: SandboxRequest, principal: Principal): SandboxReply | undefined
  /** Which methods a path knows; empty: no such path. */
  methodsAt(path: string): readonly string[]
  records(objectType: string): Iterable<unknown>
}

export interface GatePorts {
  readonly crm: CrmPort
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly switches: () => FrontSwitches
  readonly newId: () => string
}

/** A request that was let in: who asks, what would be done, and what its reply's headers say of the limits. */
export interface Admission {
  readonly principal: Principal | undefined
  readonly limitHeaders: Readonly<Record<string, string>>
  readonly apply: (request: SandboxRequest) => SandboxReply
}

export type GateVerdict =
  | Admission
  | {readonly refusal: SandboxReply; readonly limitHeaders: Readonly<Record<string, string>>}

/** Seconds until a refused request may be repeated, for those who ask the sandbox to say so. */
const RETRY_AFTER_SECONDS = {TEN_SECONDLY_ROLLING: 10, SECONDLY: 1, DAILY: 3600}

/** Credentials first, then limits. OAuth's own pages and endpoints have neither. */
export function admit(request: SandboxRequest, ports: GatePorts): GateVerdict {
  const {crm, oauth, limits, newId} = ports
  if (request.path.startsWith('/oauth/')) {
    return {principal: undefined, limitHeaders: {}, apply: asked => answerOAuth(asked, oauth) ?? notFoundReply()}
  }
  const who = authenticate(request, oauth.tokens, oauth.clock.now())
  if ('status' in who) return {refusal: who, limitHeaders: {}}
  const {refusedBy, headers} = limits.take(who, request.path)
  const {retryAfterOn429, rateLimitHeaders} = ports.switches()
  const limitHeaders = rateLimitHeaders ? headers : {}
  if (refusedBy === undefined)
    return {principal: who, limitHeaders, apply: asked => crm.handle(asked, who) ?? noSuchRoute(asked, crm)}
  const retryAfterSeconds = retryAfterOn429 ? RETRY_AFTER_SECONDS[refusedBy] : undefined
  const {portalId} = oauth.installation
  return {
    refusal: limitReply({policy: refusedBy, principal: who, portalId, requestId: newId(), retryAfterSeconds}),
    limitHeaders,
  }
}

function noSuchRoute({path}: SandboxRequest, crm: CrmPort): SandboxReply {
  const methods = crm.methodsAt(path)
  return methods.length === 0 ? notFoundReply() : methodNotAllowedReply(methods)
}
