import {setMaxListeners} from 'node:events'
import {AppError} from '../../errors/app-error.js'
import {type Clock, monotonicNow} from '../../shared/clock.js'
import {defined} from '../../shared/defined.js'
import type {CallOptions, HubSpotCall, HubSpotReply, TokenSource, Waiting} from '../call-types.js'
import {isBatchWrite} from '../paths.js'
import type {Limiter, Permit} from '../rate/limiter.js'
import {readRateHeaders} from '../rate/rate-headers.js'
import {correlationIdOf, givenUpError, scopeMissing, tokenRefused} from './call-errors.js'
import {type Trouble, troubleOf} from './classify-attempt.js'
import {decideRetry, type RetryLimits} from './retry-policy.js'
import type {Attempt, ReplyAttempt, Transport} from './transport.js'

/** What one attempt did, for --verbose; holds no secret. */
export interface RequestLine {
  readonly method: string
  readonly path: string
  /** From 1. */
  readonly attempt: number
  /** Absent when no reply came. */
  readonly status?: number
  /** Node's code (`ECONNRESET`) when no reply came. */
  readonly failure?: string
  readonly durationMs: number
  readonly correlationId?: string
}

export interface CallPorts {
  readonly transport: Transport
  readonly limiter: Limiter
  readonly tokens: TokenSource
  readonly clock: Clock
  readonly random: () => number
  readonly limits: RetryLimits
  /** For messages. */
  readonly host: string
  readonly onRequest: (line: RequestLine) => void
}

/** A call on its way, its body already text. */
interface Journey {
  readonly call: HubSpotCall
  readonly path: string
  readonly body?: string
  readonly options: CallOptions
  attempts: number
  /** Of these, how many HubSpot answered with when to come back. */
  asked: number
  fateUnknown: boolean
  refusedTokens: number
  firstFailureMs?: number
  firstSentMs?: number
}

const MAX_REFUSED_TOKENS = 2

/** Sends until HubSpot has answered. @throws AppError as HubSpot.call says, or the signal's reason. */
export async function callWithRetries(
  ports: CallPorts,
  call: HubSpotCall,
  options: CallOptions,
): Promise<HubSpotReply> {
  // one signal stops every call in flight: many listeners are not a leak
  if (options.signal !== undefined) setMaxListeners(0, options.signal)
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`
  const body = call.body === undefined ? {} : {body: JSON.stringify(call.body)}
  const journey: Journey = {
    call,
    path: call.path + query,
    ...body,
    options,
    attempts: 0,
    asked: 0,
    fateUnknown: false,
    refusedTokens: 0,
  }
  for (;;) {
    const {attempt, token, permit} = await attemptOnce(ports, journey)
    const trouble = troubleOf(attempt, ports.clock.now())
    if (trouble === undefined && attempt.kind === 'reply') return finalReply(attempt, journey)
    if (trouble !== undefined) await overcome(ports, journey, {attempt, trouble, token, permit})
  }
}

async function attemptOnce(ports: CallPorts, journey: Journey): Promise<Sent> {
  const {call, path, body, options} = journey
  journey.attempts += 1
  const permit = await ports.limiter.acquire(journey.attempts, options)
  const token = await ports.tokens.accessToken() // after the wait: a token may expire in it
  const startedMs = monotonicNow(ports.clock)
  journey.firstSentMs ??= startedMs
  const timeoutMs = leftMs(ports.limits, startedMs - journey.firstSentMs)
  const signal = options.signal === undefined ? {} : {signal: options.signal}
  const attempt = await ports.transport.send({
    method: call.method,
    path,
    token,
    ...defined({body, timeoutMs}),
    ...signal,
  })
  if (attempt.kind === 'reply') ports.limiter.learn(readRateHeaders(attempt.headers), permit)
  const durationMs = monotonicNow(ports.clock) - startedMs
  if (isBatchWrite(call.path)) ports.limiter.observeLatency(durationMs)
  ports.onRequest({method: call.method, path, attempt: journey.attempts, durationMs, ...outcomeOf(attempt)})
  return {attempt, token, permit}
}

/** For one more attempt; undefined: as long as any. */
function leftMs({patienceMs}: RetryLimits, triedMs: number): number | undefined {
  return patienceMs === undefined ? undefined : Math.max(1000, patienceMs - triedMs)
}

function outcomeOf(attempt: Attempt): Pick<RequestLine, 'status' | 'failure' | 'correlationId'> {
  if (attempt.kind === 'failure') return {failure: attempt.failure.code}
  const correlationId = correlationIdOf(attempt)
  return {status: attempt.status, ...defined({correlationId})}
}

interface Sent {
  readonly attempt: Attempt
  readonly token: string
  readonly permit: Permit
}

interface Failed extends Sent {
  readonly trouble: Trouble
}

/** Tokens that are refused (401) prove it as well. */
const PROVES_NOTHING_WAS_DONE: ReadonlySet<Trouble['cause']> = new Set(['throttled', 'locked'])

/** Returns when the call may be sent again. */
async function overcome(ports: CallPorts, journey: Journey, {attempt, trouble, token, permit}: Failed): Promise<void> {
  const {call, options, attempts} = journey
  journey.fateUnknown ||= trouble.fateUnknown
  if (trouble.cause === 'scope') throw scopeMissing(call, attempt, ports.tokens.describe())
  if (trouble.cause === 'token') {
    journey.refusedTokens += 1
    if (journey.refusedTokens > MAX_REFUSED_TOKENS) throw tokenRefused(attempt, ports.tokens.describe())
    await ports.tokens.replaceToken(token)
    return
  }
  const nowMs = monotonicNow(ports.clock)
  journey.firstFailureMs ??= nowMs
  const {unrepeatable} = options
  const failed = {
    trouble,
    attempt: attempts + (unrepeatable?.earlierAttempts ?? 0),
    asked: journey.asked,
    elapsedMs: nowMs - journey.firstFailureMs,
    triedMs: nowMs - (journey.firstSentMs ?? nowMs),
  }
  const decision = decideRetry(failed, ports.limits, ports.random)
  if (decision.kind === 'give-up') throw givenUpError({call, attempt, attempts, host: ports.host, decision})
  const {delayMs, reason, isAsked} = decision
  if (isAsked) journey.asked += 1
  if (reason === 'throttled') holdUp(ports.limiter, {trouble, permit}, delayMs)
  options.onWaiting?.(waitingOf(reason, delayMs, journey, trouble))
  await ports.clock.sleep(delayMs, options.signal)
  if (unrepeatable !== undefined && !PROVES_NOTHING_WAS_DONE.has(trouble.cause))
    throw new FateUnknownError(failed.attempt)
  // the user allowed that wait by --max-wait, however long
  if (reason === 'migrating') journey.firstFailureMs = monotonicNow(ports.clock)
}

/** A search that was one too many in its second says nothing about the rolling limit. */
function holdUp(limiter: Limiter, {trouble, permit}: Pick<Failed, 'trouble' | 'permit'>, delayMs: number): void {
  if (trouble.policy === 'secondly') limiter.close(delayMs)
  else limiter.refused(permit, delayMs)
}

function waitingOf(reason: Waiting['reason'], delayMs: number, {attempts}: Journey, {status}: Trouble): Waiting {
  return {reason, delayMs, attempt: attempts, ...defined({status})}
}

function finalReply(attempt: ReplyAttempt, {attempts, fateUnknown}: Journey): HubSpotReply {
  const correlationId = correlationIdOf(attempt)
  return {
    status: attempt.status,
    body: attempt.body,
    attempts,
    fateUnknown,
    ...defined({correlationId}),
  }
}

/** A call that was not sent again, since its last attempt may have been carried out, or may still be. */
export class FateUnknownError extends AppError {
  /** Of the call, this one and those before it. */
  readonly attempts: number

  constructor(attempts: number) {
    super(
      'UNREACHABLE',
      `A request was interrupted after ${attempts} attempts, and it is unknown whether it took effect.`,
    )
    this.attempts = attempts
  }
}
