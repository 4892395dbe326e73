/**
 * Everything between the socket and the CRM. http-server.ts reads requests and sends *deliveries*, serve-sandbox.ts puts
 * a sandbox together, control-routes.ts answers what tests ask of it; here are the stages a request goes through.
 */

import type {Clock} from '../../shared/clock.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {Principal} from '../basics/principal.js'
import {methodNotAllowedReply, NOT_FOUND_PAGE, notFoundReply, notServedReply} from '../basics/replies.js'
import type {SandboxSwitches} from '../basics/switches.js'
import {carryOut} from '../faults/carry-out.js'
import {decideFault, type FaultDecision, type FaultState, freshFaultState} from '../faults/decide-fault.js'
import type {FaultRule} from '../faults/fault-rule.js'
import {createLateCommits, type LateCommits} from '../faults/late-commits.js'
import {limitReply, spentHeaders} from '../limits/limit-reply.js'
import type {RateLimits} from '../limits/rate-limits.js'
import {authenticate, expiredReply} from '../oauth/authenticate.js'
import {answerOAuth, type OAuthSite} from '../oauth/oauth-routes.js'
import {CONTROL_PREFIX} from './control-routes.js'
import {finishReply} from './finish-reply.js'
import {createRequestLog, type RequestLog} from './request-log.js'

/** What becomes of a request: each stage passes it on, knowing more about it, or answers it. Faults strike only who came in. */
const REQUEST_STAGES: readonly RequestStage[] = [
  answerOwnRoutes, // `/_sandbox/…`: neither limited nor logged
  openOAuth, // it gives out the tokens, so it asks for none
  checkToken, // or 401
  takeFromLimits, // or 429
  drawFault, // and wait for its latency
  applyToCrm, // the fault decides whether, when, and what the client sees of it
]

/** What becomes of an answer, also of one to a request that could not be read. */
const REPLY_STAGES: readonly ReplyStage[] = [addHeaders, noteInLog]

type RequestStage = (exchange: Exchange, handler: HandlerParts) => Exchange | Promise<Exchange>
type ReplyStage = (exchange: Answered, handler: HandlerParts) => Answered

/** One request on its way; `delivery` ends it. */
interface Exchange {
  readonly request: SandboxRequest
  readonly limitHeaders: Readonly<Record<string, string>>
  readonly principal?: Principal
  /** What would happen without a fault. */
  readonly apply?: (request: SandboxRequest) => SandboxReply
  readonly fault?: FaultDecision
  readonly delivery?: Delivery
  /** Answered by the sandbox itself, not in HubSpot's name. */
  readonly isOwn?: boolean
}

type Answered = Pick<Exchange, 'limitHeaders'> & {
  readonly request: Pick<SandboxRequest, 'method' | 'path'>
  readonly delivery: Delivery
}

/** The part of the CRM that requests reach. */
export interface CrmPort {
  /** Undefined: no such route. */
  handle(request: SandboxRequest, principal: Principal): SandboxReply | undefined
  /** Which methods a path knows; empty: no such path. */
  methodsAt(path: string): readonly string[]
  records(objectType: string): Iterable<unknown>
  associations(): Iterable<unknown>
}

export interface HandlerPorts {
  readonly crm: CrmPort
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly switches: () => SandboxSwitches
  readonly newId: () => string
  readonly clock: Clock
  readonly answerOwn: (request: SandboxRequest) => Promise<Delivery>
  /** Told of each request that HubSpot might answer. */
  readonly onNotServed: (method: string, path: string) => void
}

type HandlerParts = HandlerPorts & Pick<RequestHandler, 'log' | 'lateCommits' | 'draw'>

/** Everything between the socket and the CRM. */
export class RequestHandler {
  readonly log: RequestLog = createRequestLog()
  readonly lateCommits: LateCommits
  readonly #parts: HandlerParts
  readonly #seed: number
  #rules: readonly FaultRule[]
  #faultState: FaultState

  constructor(ports: HandlerPorts, faults: {readonly rules: readonly FaultRule[]; readonly seed: number}) {
    this.lateCommits = createLateCommits(ports.clock)
    this.#seed = faults.seed
    this.#rules = faults.rules
    this.#faultState = freshFaultState(faults.seed)
    this.#parts = {...ports, log: this.log, lateCommits: this.lateCommits, draw: request => this.draw(request)}
  }

  async answer(request: SandboxRequest): Promise<Delivery> {
    let exchange: Exchange = {request, limitHeaders: {}}
    for (const stage of REQUEST_STAGES) {
      exchange = await stage(exchange, this.#parts)
      if (exchange.delivery !== undefined) break
    }
    const {delivery, limitHeaders, isOwn} = exchange
    if (delivery === undefined) throw new Error(`No stage answered ${request.method} ${request.path}`)
    return isOwn ? delivery : this.#send({request, limitHeaders, delivery})
  }

  /** Finishes and notes a refusal of a request that could not be read. */
  refused(method: string, path: string, refusal: Delivery): Delivery {
    return this.#send({request: {method, path}, limitHeaders: {}, delivery: refusal})
  }

  /** The fate of the next request; undefined while there are no rules. */
  draw(request: SandboxRequest): FaultDecision | undefined {
    if (this.#rules.length === 0) return undefined
    const decision = decideFault(this.#rules, request, this.#faultState)
    this.#faultState = decision.state
    return decision
  }

  setFaults(rules: readonly FaultRule[]): void {
    this.#rules = rules
    this.#faultState = freshFaultState(this.#seed)
  }

  faultsFired(): readonly number[] {
    return this.#rules.map((_, index) => this.#faultState.fired[index] ?? 0)
  }

  #send(answered: Answered): Delivery {
    return REPLY_STAGES.reduce((each, stage) => stage(each, this.#parts), answered).delivery
  }
}

async function answerOwnRoutes(exchange: Exchange, {answerOwn}: HandlerParts): Promise<Exchange> {
  if (!exchange.request.path.startsWith(CONTROL_PREFIX)) return exchange
  return {...exchange, isOwn: true, delivery: await answerOwn(exchange.request)}
}

function openOAuth(exchange: Exchange, {oauth}: HandlerParts): Exchange {
  if (!exchange.request.path.startsWith('/oauth/')) return exchange
  return {...exchange, apply: asked => answerOAuth(asked, oauth) ?? notFoundReply()}
}

function checkToken(exchange: Exchange, handler: HandlerParts): Exchange {
  if (exchange.apply !== undefined) return exchange
  const {oauth, crm} = handler
  const who = authenticate(exchange.request, oauth.tokens, oauth.clock.now())
  if ('status' in who) return {...exchange, delivery: {kind: 'reply', reply: who}}
  return {...exchange, principal: who, apply: asked => crm.handle(asked, who) ?? noSuchRoute(asked, handler)}
}

/** Seconds until a refused request may be repeated, for those who ask the sandbox to say so. */
const RETRY_AFTER_SECONDS = {TEN_SECONDLY_ROLLING: 10, SECONDLY: 1, DAILY: 3600}

function takeFromLimits(exchange: Exchange, {limits, switches, oauth, newId}: HandlerParts): Exchange {
  const {principal, request} = exchange
  if (principal === undefined) return exchange
  const {refusedBy, headers} = limits.take(principal, request.path)
  const {retryAfterOn429, rateLimitHeaders} = switches()
  const limitHeaders = rateLimitHeaders ? headers : {}
  if (refusedBy === undefined) return {...exchange, limitHeaders}
  const retryAfterSeconds = retryAfterOn429 ? RETRY_AFTER_SECONDS[refusedBy] : undefined
  const {portalId} = oauth.installation
  const reply = limitReply({policy: refusedBy, principal, portalId, requestId: newId(), retryAfterSeconds})
  return {...exchange, limitHeaders, delivery: {kind: 'reply', reply}}
}

async function drawFault(exchange: Exchange, {draw, clock}: HandlerParts): Promise<Exchange> {
  const fault = draw(exchange.request)
  if (fault === undefined) return exchange
  if (fault.latencyMs > 0) await clock.sleep(fault.latencyMs)
  return {...exchange, fault}
}

function applyToCrm(exchange: Exchange, {oauth, newId, lateCommits}: HandlerParts): Exchange {
  const {request, principal, limitHeaders, fault, apply = notFoundReply} = exchange
  const delivery = carryOut(fault?.fault, {
    request,
    apply,
    pick: fault?.pick ?? 0,
    refuseByRate: (policy, retryAfterSeconds) => {
      const {portalId} = oauth.installation
      const refusal = limitReply({policy, principal, portalId, requestId: newId(), retryAfterSeconds})
      return {...refusal, headers: {...spentHeaders(policy, limitHeaders), ...refusal.headers}}
    },
    expireToken: () => expireToken(principal, oauth),
    applyLater: (ms, commit) => lateCommits.add(ms, commit),
  })
  return {...exchange, delivery}
}

function expireToken(principal: Principal | undefined, {clock, tokens}: OAuthSite): SandboxReply {
  const now = clock.now()
  if (principal !== undefined) tokens.expire(principal.token)
  return expiredReply(now, now)
}

/** Where HubSpot has APIs; a path elsewhere is one that it does not have either. */
const API_AREA =
  /^\/(account-info|analytics|automation|automation-actions|business-units|cms|communication-preferences|content|conversations|crm|crm-object-schemas|deals|events|files|filemanager|forms|integrations|contacts|companies|engagements|email|marketing|oauth|owners|properties|scheduler|settings|tickets|webhooks)\//

/** The dated versions that HubSpot has (docs/hubspot-api.md#versions); a path of another one does not exist there. */
const DATED = /\/(?!2025-09\/|2026-03\/|2026-09\/)\d{4}-\d{2}\//

function noSuchRoute({method, path}: SandboxRequest, {crm, onNotServed}: HandlerParts): SandboxReply {
  const methods = crm.methodsAt(path)
  if (methods.length > 0) return methodNotAllowedReply(methods)
  if (!API_AREA.test(path) || DATED.test(path)) return NOT_FOUND_PAGE
  onNotServed(method, path)
  return notServedReply(method, path)
}

/** Of what comes from HubSpot: what a gateway before it sends has none of its headers. */
function addHeaders(answered: Answered, {newId}: HandlerParts): Answered {
  const {delivery, limitHeaders} = answered
  if (delivery.kind !== 'reply' || delivery.gateway === true) return answered
  return {...answered, delivery: {...delivery, reply: finishReply(delivery.reply, limitHeaders, newId)}}
}

function noteInLog(answered: Answered, {log}: HandlerParts): Answered {
  const {request, delivery} = answered
  const outcome = delivery.kind === 'reply' ? delivery.reply.status : delivery.kind === 'hang' ? 'hang' : 'cut'
  log.note(request.method, request.path, outcome)
  return answered
}
