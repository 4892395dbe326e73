/**
 * Everything between the socket and the CRM. http-server.ts reads requests and sends *deliveries*, serve-sandbox.ts puts
 * a sandbox together, control-routes.ts answers what tests ask of it; here are the stages a request goes through.
 */

import {AppError} from '../../errors/app-error.js'
import type {Delivery, SandboxReply, SandboxRequest} from '../basics/messages.js'
import type {MovableClock} from '../basics/movable-clock.js'
import type {Principal} from '../basics/principal.js'
import {badRequestReply, notFoundReply} from '../basics/replies.js'
import type {SandboxSwitches} from '../basics/switches.js'
import {carryOut} from '../faults/carry-out.js'
import {decideFault, type FaultDecision, type FaultState, freshFaultState} from '../faults/decide-fault.js'
import type {FaultRule} from '../faults/fault-rule.js'
import {createLateCommits, type LateCommits} from '../faults/late-commits.js'
import {parseFaultHeader} from '../faults/parse-fault-rules.js'
import {createJournal, type Journal} from '../journal/journal.js'
import {limitReply, spentHeaders} from '../limits/limit-reply.js'
import type {RateLimits} from '../limits/rate-limits.js'
import {authenticate, expiredReply} from '../oauth/authenticate.js'
import {answerOAuth, type OAuthSite} from '../oauth/oauth-routes.js'
import {isKeyPath} from '../oauth/personal-access-key.js'
import {asText, outcomeOf, seenFrom} from './exchange-facts.js'
import {finishReply} from './finish-reply.js'
import {noSuchRoute, type RouteKnowledge} from './no-such-route.js'
import {isOwnPath} from './own-paths.js'
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

/** One request's own fault, in place of what the rules would do to it. */
const FAULT_HEADER = 'x-sandbox-fault'

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
  readonly beganMs: number
}

type Answered = Pick<Exchange, 'limitHeaders' | 'fault' | 'beganMs'> & {
  /** Only these where it could not be read. */
  readonly request: Pick<SandboxRequest, 'method' | 'path'> & Partial<SandboxRequest>
  readonly delivery: Delivery
}

/** The part of the CRM that requests reach. */
export interface CrmPort {
  /** Undefined: no such route. */
  handle(request: SandboxRequest, principal: Principal): SandboxReply | undefined
  /** Which methods a path knows; empty: no such path. */
  methodsAt(path: string): readonly string[]
}

export interface HandlerPorts extends RouteKnowledge {
  readonly crm: CrmPort
  readonly oauth: OAuthSite
  readonly limits: RateLimits
  readonly switches: () => SandboxSwitches
  readonly newId: () => string
  readonly clock: MovableClock
  readonly answerOwn: (request: SandboxRequest) => Promise<Delivery>
}

type HandlerParts = HandlerPorts & Pick<RequestHandler, 'log' | 'journal' | 'lateCommits' | 'draw'>

/** Everything between the socket and the CRM. */
export class RequestHandler {
  readonly log: RequestLog = createRequestLog()
  readonly journal: Journal = createJournal()
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
    const {log, journal, lateCommits} = this
    this.#parts = {...ports, log, journal, lateCommits, draw: request => this.draw(request)}
  }

  async answer(request: SandboxRequest): Promise<Delivery> {
    let exchange: Exchange = {request, limitHeaders: {}, beganMs: performance.now()}
    for (const stage of REQUEST_STAGES) {
      exchange = await stage(exchange, this.#parts)
      if (exchange.delivery !== undefined) break
    }
    const {delivery, isOwn} = exchange
    if (delivery === undefined) throw new Error(`No stage answered ${request.method} ${request.path}`)
    return isOwn ? delivery : this.#send({...exchange, delivery})
  }

  /** Finishes and notes a refusal of a request that could not be read. */
  refused(method: string, path: string, refusal: Delivery): Delivery {
    return this.#send({request: {method, path}, limitHeaders: {}, delivery: refusal, beganMs: performance.now()})
  }

  /** The fate of the next request; undefined while there are no rules. Throws USAGE for a header that names no fault. */
  draw(request: SandboxRequest): FaultDecision | undefined {
    const asked = request.headers[FAULT_HEADER]
    if (asked !== undefined) return decideFault([parseFaultHeader(asked)], request, freshFaultState(this.#seed))
    if (this.#rules.length === 0) return undefined
    const decision = decideFault(this.#rules, request, this.#faultState)
    this.#faultState = decision.state
    return decision
  }

  get faults(): readonly FaultRule[] {
    return this.#rules
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

async function answerOwnRoutes(exchange: Exchange, {answerOwn, clock}: HandlerParts): Promise<Exchange> {
  if (isOwnPath(exchange.request)) return {...exchange, isOwn: true, delivery: await answerOwn(exchange.request)}
  clock.step()
  return exchange
}

function openOAuth(exchange: Exchange, {oauth}: HandlerParts): Exchange {
  const {path} = exchange.request
  if (!path.startsWith('/oauth/') && !isKeyPath(path)) return exchange
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
  try {
    const fault = draw(exchange.request)
    if (fault === undefined) return exchange
    if (fault.latencyMs > 0) await clock.sleep(fault.latencyMs)
    return {...exchange, fault}
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {...exchange, delivery: {kind: 'reply', reply: badRequestReply(error.message)}}
  }
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

/** Of what comes from HubSpot: what a gateway before it sends has none of its headers. */
function addHeaders(answered: Answered, {newId}: HandlerParts): Answered {
  const {delivery, limitHeaders} = answered
  if (delivery.kind !== 'reply' || delivery.gateway === true) return answered
  return {...answered, delivery: {...delivery, reply: finishReply(delivery.reply, limitHeaders, newId)}}
}

/** A reply is made text once, to be kept and to be sent. */
function noteInLog(answered: Answered, {log, journal, clock}: HandlerParts): Answered {
  const {request} = answered
  const delivery = asText(answered.delivery)
  log.note(request.method, request.path, outcomeOf(delivery))
  journal.note(seenFrom({...answered, delivery}, clock.now()))
  return {...answered, delivery}
}
