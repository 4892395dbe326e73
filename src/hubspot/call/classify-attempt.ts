import {defined} from '../../shared/defined.js'
import {readRetryAfter} from '../rate/rate-headers.js'
import {type RatePolicy, ratePolicyOf, readErrorReply} from './error-reply.js'
import type {NetworkCause} from './network-failure.js'
import type {Attempt, ReplyAttempt} from './transport.js'

/** Why an attempt is not the answer to its call. */
export interface Trouble {
  readonly cause:
    | NetworkCause
    | 'throttled'
    | 'locked'
    | 'migrating'
    | 'server-error'
    | 'unreadable'
    | 'redirect'
    | 'token'
    | 'scope'
  readonly status?: number
  /** Of a 429. */
  readonly policy?: RatePolicy
  readonly retryAfterSeconds?: number
  /** The request may have been carried out, or may still be. */
  readonly fateUnknown: boolean
}

const CERTAINLY_NOT_DONE: ReadonlySet<NetworkCause> = new Set(['refused', 'dns', 'tls', 'proxy', 'proxy-refused'])

/** undefined: this is the answer (2xx, or a 4xx about the call itself). */
export function troubleOf(attempt: Attempt, nowMs: number): Trouble | undefined {
  if (attempt.kind === 'failure') {
    const {cause} = attempt.failure
    return {cause, fateUnknown: !CERTAINLY_NOT_DONE.has(cause)}
  }
  const {status, headers} = attempt
  const cause = replyTrouble(attempt)
  if (cause === undefined) return undefined
  const retryAfterSeconds = readRetryAfter(headers, nowMs)
  const policy = status === 429 ? ratePolicyOf(readErrorReply(attempt.body)) : undefined
  return {
    cause,
    status,
    fateUnknown: cause === 'server-error' || (cause === 'unreadable' && status < 400),
    ...defined({policy, retryAfterSeconds}),
  }
}

/**
 * Source: docs/hubspot-api.md#transient-errors; 408 and 5xx may come from a gateway that gave up waiting. A 501 is an
 * answer: who does not know the call will not know it later.
 */
function replyTrouble({status, bodyKind, headers}: ReplyAttempt): Trouble['cause'] | undefined {
  if (status >= 200 && status < 300) return bodyKind === 'unreadable' ? 'unreadable' : undefined
  if (status < 400) return 'redirect'
  if ((status >= 500 && status !== 501) || status === 408) return 'server-error'
  if (status === 401) return 'token'
  if (status === 403) return 'scope'
  if (status === 423) return 'locked'
  if (status === 429) return 'throttled'
  if (status === 477) return 'migrating'
  // A refusal whose end got lost says nothing any more about what it refuses; a page of a gateway is no such thing.
  return bodyKind === 'unreadable' && /json/i.test(headers['content-type'] ?? '') ? 'unreadable' : undefined
}
